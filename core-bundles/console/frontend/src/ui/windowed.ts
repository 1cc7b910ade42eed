import { computed, onBeforeUnmount, onMounted, ref, type Ref } from 'vue'

/** The rows of a long list that are in sight (and a few beside them); all rows have one height. */
export function rowsInSight(total: number, rowHeight: number, top: number, height: number, spare = 6) {
  const first = Math.min(total, Math.max(0, Math.floor(top / rowHeight) - spare))
  const last = Math.min(total, Math.ceil((top + height) / rowHeight) + spare)
  return { first, last: Math.max(first, last), before: first * rowHeight, after: (total - Math.max(first, last)) * rowHeight }
}

/** Shows only the rows of `items` that can be seen in the scrolling `box`; `onEnd` is called near the end. */
export function windowed<T>(items: Readonly<Ref<readonly T[]>>, rowHeight: number, onEnd?: () => void) {
  const box = ref<HTMLElement>()
  const top = ref(0)
  const height = ref(800)
  const sight = computed(() => rowsInSight(items.value.length, rowHeight, top.value, height.value))
  const rows = computed(() => items.value.slice(sight.value.first, sight.value.last))

  function scrolled(): void {
    const element = box.value
    if (!element) return
    top.value = element.scrollTop
    if (onEnd && element.scrollTop + element.clientHeight > items.value.length * rowHeight - 3 * rowHeight) onEnd()
  }
  function reveal(index: number): void {
    const element = box.value
    if (!element || index < 0) return
    if (index * rowHeight < element.scrollTop) element.scrollTop = index * rowHeight
    else if ((index + 1) * rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = (index + 1) * rowHeight - element.clientHeight
    }
  }

  let observer: ResizeObserver | undefined
  onMounted(() => {
    if (!box.value) return
    height.value = box.value.clientHeight
    observer = new ResizeObserver(() => {
      height.value = box.value?.clientHeight ?? height.value
    })
    observer.observe(box.value)
  })
  onBeforeUnmount(() => observer?.disconnect())
  return { box, rows, sight, scrolled, reveal }
}
