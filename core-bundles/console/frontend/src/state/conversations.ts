import type { Conversation, Priority } from '@/api/types'

export type Tab = 'queue' | 'mine' | 'all'

export interface Filters {
  state: string
  channel: string
  team: string
  site: string
  tag: string
  q: string
}

export const NO_FILTERS: Readonly<Filters> = { state: '', channel: '', team: '', site: '', tag: '', q: '' }

const WEIGHT: Record<Priority, number> = { urgent: 3, high: 2, normal: 1, low: 0 }

/** Of two states of one conversation whose order is not known, the one with the later activity. */
export function newer(known: Conversation | undefined, incoming: Conversation): Conversation {
  if (!known) return incoming
  if (incoming.updatedAt !== known.updatedAt) return incoming.updatedAt > known.updatedAt ? incoming : known
  return incoming.lastSeq >= known.lastSeq ? incoming : known
}

export function inTab(conversation: Conversation, tab: Tab, me: string | undefined): boolean {
  if (tab === 'queue') return conversation.state === 'queued'
  if (tab === 'mine') return conversation.state === 'human' && conversation.assignee?.id === me
  return true
}

export function matches(conversation: Conversation, filters: Filters): boolean {
  if (filters.state ? !filters.state.split(',').includes(conversation.state) : conversation.state === 'closed') return false
  if (filters.channel && conversation.channel !== filters.channel) return false
  if (filters.team && conversation.team?.id !== filters.team) return false
  if (filters.site && conversation.site !== filters.site) return false
  if (filters.tag && !conversation.tags.includes(filters.tag)) return false
  return true
}

/** The queue: who waits longest within a priority. Elsewhere: newest activity first. */
export function compare(tab: Tab): (a: Conversation, b: Conversation) => number {
  if (tab !== 'queue') return (a, b) => b.updatedAt.localeCompare(a.updatedAt) || a.id.localeCompare(b.id)
  return (a, b) =>
    WEIGHT[b.priority] - WEIGHT[a.priority] ||
    (a.queuedAt ?? a.updatedAt).localeCompare(b.queuedAt ?? b.updatedAt) ||
    a.id.localeCompare(b.id)
}

/** The query that fetches a tab from the server. */
export function queryOf(tab: Tab, filters: Filters): Record<string, string> {
  const query: Record<string, string> = { ...filters }
  if (tab === 'queue') query.state = 'queued'
  if (tab === 'mine') Object.assign(query, { state: 'human', assignee: 'me' })
  if (tab === 'all' && !filters.state) query.state = 'bot,queued,human'
  return query
}
