import type { Site } from '@/api/types'

/** What a shop's page holds to show the chat, with the address under which this console was reached. */
export function snippetOf(site: Site, origin: string = location.origin): string {
  return site.snippet.replace('src="/', `src="${origin}/`)
}
