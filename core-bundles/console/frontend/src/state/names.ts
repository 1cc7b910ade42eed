import { reactive } from 'vue'
import { api, may } from './session'
import { loadSites, sites } from './sites'

/** Names of what other things refer to by an id, by kind. */
const known = reactive<Record<string, Record<string, string>>>({})

/** Asks for the names of skills, channels and sites in the reader's language; a view calls it when it opens. */
export async function loadNames(): Promise<void> {
  const [skills, channels] = await Promise.all([
    may('agent', 'analyst', 'supervisor') ? api.get('/skills').catch(() => undefined) : undefined,
    api.get('/channels').catch(() => undefined),
    loadSites(),
  ])
  if (skills) known.skill = Object.fromEntries(skills.items.map(({ id, name }) => [id, name]))
  if (channels) {
    known.channel = Object.fromEntries(
      channels.items.flatMap((channel) =>
        channel.accounts.map((account) => [
          `${channel.id}/${account.id}`,
          account.id === 'default' ? channel.name : `${channel.name} · ${account.name ?? account.id}`,
        ]),
      ),
    )
  }
}

/** What people call the thing; its id while the name is not known. */
export function nameOf(kind: string, id: string): string {
  return known[kind]?.[id] ?? id
}

/** A site's name. */
export function siteName(id: string): string {
  return sites.value.find((site) => site.id === id)?.name ?? id
}
