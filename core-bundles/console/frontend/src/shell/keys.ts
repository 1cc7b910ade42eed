import { onBeforeUnmount, onMounted } from 'vue'

export type Keys = Record<string, (event: KeyboardEvent) => void>

/** A key counts only where nobody is typing, without Ctrl, Alt or Meta, and with no dialog open. */
export function isShortcut(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return false
  const target = event.target as HTMLElement | null
  if (target?.closest?.('input, textarea, select, [contenteditable="true"], .cm-editor')) return false
  return !document.querySelector('.el-overlay:not([style*="display: none"]) [role="dialog"]')
}

/** Keyboard shortcuts for as long as the component is on the page. */
export function useKeys(keys: Keys): void {
  function pressed(event: KeyboardEvent): void {
    const run = keys[event.key]
    if (!run || !isShortcut(event)) return
    event.preventDefault()
    run(event)
  }
  onMounted(() => document.addEventListener('keydown', pressed))
  onBeforeUnmount(() => document.removeEventListener('keydown', pressed))
}
