import { onMounted, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { failed } from './notify'

/** What the server answers for a list: a page, and where the next one begins. */
export interface ListPage<T> {
  items: T[]
  nextCursor?: string
  total?: number
}

export interface Listing<T> {
  items: ShallowRef<T[]>
  total: Ref<number | undefined>
  /** Where the next page begins; undefined at the end. */
  cursor: Ref<string | undefined>
  loading: Ref<boolean>
  /** Whether there was an answer yet: before it, nothing is not "nothing found". */
  loaded: Ref<boolean>
  load: () => Promise<void>
  more: () => Promise<void>
}

const PAUSE = 220

/**
 * A list in pages that is asked for again when its filters change, once somebody has stopped typing. An answer that is
 * overtaken by a newer question is dropped, so that a slow one never shows under other filters.
 */
export function listing<T>(page: (cursor?: string) => Promise<ListPage<T>>, filters?: WatchSource | object): Listing<T> {
  const items = shallowRef<T[]>([]) as ShallowRef<T[]>
  const total = ref<number>()
  const cursor = ref<string>()
  const loading = ref(false)
  const loaded = ref(false)
  let asked = 0

  async function ask(after?: string): Promise<void> {
    const own = ++asked
    loading.value = true
    try {
      const found = await page(after)
      if (own !== asked) return
      items.value = after === undefined ? found.items : [...items.value, ...found.items]
      cursor.value = found.nextCursor
      total.value = found.total
      loaded.value = true
    } catch (error) {
      if (own === asked) failed(error)
    } finally {
      if (own === asked) loading.value = false
    }
  }

  const load = () => ask()
  const more = async () => {
    if (cursor.value !== undefined && !loading.value) await ask(cursor.value)
  }
  let pause: ReturnType<typeof setTimeout> | undefined
  if (filters) {
    watch(filters, () => {
      clearTimeout(pause)
      pause = setTimeout(() => void load(), PAUSE)
    })
  }
  onMounted(() => void load())
  return { items, total, cursor, loading, loaded, load, more }
}
