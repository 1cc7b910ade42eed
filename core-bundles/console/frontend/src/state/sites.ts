import { ref } from 'vue'
import type { Site } from '@/api/types'
import { api } from './session'

export const sites = ref<Site[]>([])

/** The sites of the instance; asked once per page. */
export async function loadSites(): Promise<Site[]> {
  if (sites.value.length === 0) {
    try {
      sites.value = (await api.get('/sites')).items
    } catch {
      // Without the list the server's default site is used.
    }
  }
  return sites.value
}

/** Asks again, after a change. */
export async function reloadSites(): Promise<Site[]> {
  sites.value = []
  return loadSites()
}

export function defaultSite(): string | undefined {
  return (sites.value.find((site) => site.default) ?? sites.value[0])?.id
}
