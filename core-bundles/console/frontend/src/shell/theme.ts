import { ref } from 'vue'

export const dark = ref(document.documentElement.classList.contains('dark'))

export function toggleTheme(): void {
  dark.value = !dark.value
  document.documentElement.classList.toggle('dark', dark.value)
  try {
    localStorage.setItem('dragoman.theme', dark.value ? 'dark' : 'light')
  } catch {
    // Without storage the choice lasts for this page.
  }
}
