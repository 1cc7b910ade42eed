import { computed, reactive, ref, shallowReactive } from 'vue'
import type {
  Channel,
  Conversation,
  ConversationCounts,
  Delivery,
  Message,
  Note,
  Notice,
  Presence,
  PresenceState,
  ServerFrame,
  Site,
  Team,
} from '@/api/types'
import { DeskSocket, type Link } from '@/socket/DeskSocket'
import { compare, inTab, matches, newer, NO_FILTERS, queryOf, type Filters, type Tab } from './conversations'
import { api, forget, session } from './session'

/** What listens to the log of the open conversation. */
export interface LogListener {
  conversationId: string
  message: (message: Message) => void
  note: (note: Note) => void
  delivery: (seq: number, delivery: Delivery) => void
  typing: (on: boolean, name: string | undefined) => void
  read: (seq: number) => void
  resync: () => void
}

const conversations = shallowReactive(new Map<string, Conversation>())
const listeners = new Set<LogListener>()
const noticeListeners = new Set<(notice: Notice) => void>()
const assignmentListeners = new Set<(conversation: Conversation) => void>()
const found = ref<ReadonlySet<string> | undefined>()

export const desk = reactive({
  link: 'stopped' as Link,
  tab: 'queue' as Tab,
  filters: { ...NO_FILTERS } as Filters,
  counts: { queued: 0, mine: 0, mineUnread: 0, open: 0 } as ConversationCounts,
  presence: 'offline' as PresenceState,
  people: [] as Presence[],
  teams: [] as Team[],
  channels: [] as Channel[],
  sites: [] as Site[],
  loading: false,
  loaded: false,
  nextCursor: undefined as string | undefined,
  typing: new Map<string, number>(),
})

export const visible = computed(() => {
  const me = session.user?.id
  const all = [...conversations.values()]
  return all
    .filter((c) => inTab(c, desk.tab, me) && matches(c, tabFilters()) && (!found.value || found.value.has(c.id)))
    .sort(compare(desk.tab))
})

/** A closed conversation may stay in "mine" only while it is being looked at; the state filter is for "all". */
function tabFilters(): Filters {
  return desk.tab === 'all' ? desk.filters : { ...desk.filters, state: '' }
}

export function conversationOf(id: string | undefined): Conversation | undefined {
  return id === undefined ? undefined : conversations.get(id)
}

/** The desk's number up to which each conversation is known. */
const knownUpTo = new Map<string, number>()

/**
 * Takes a state of a conversation unless a newer one is known: a slow answer never overwrites a frame that came
 * meanwhile. `dseq` is the desk's number the state belongs to, where the server says it.
 */
export function keep(conversation: Conversation, dseq?: number): Conversation {
  const known = conversations.get(conversation.id)
  const upTo = knownUpTo.get(conversation.id) ?? 0
  const shown = dseq !== undefined && dseq >= upTo ? conversation : newer(known, conversation)
  if (dseq !== undefined) knownUpTo.set(conversation.id, Math.max(upTo, dseq))
  if (shown !== known) conversations.set(conversation.id, shown)
  return shown
}

export const socket = new DeskSocket({
  open: () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws/agent`),
  token: () => session.token,
  onFrame: received,
  onLink: (link) => {
    desk.link = link
  },
  onResync: () => void reload(),
  onRefused: forget,
})

export function startDesk(): void {
  socket.start()
}

export function stopDesk(): void {
  socket.stop()
  conversations.clear()
  knownUpTo.clear()
  Object.assign(desk, { loaded: false, people: [], nextCursor: undefined, filters: { ...NO_FILTERS }, tab: 'queue' })
}

export function listen(listener: LogListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function setPresence(state: PresenceState): void {
  desk.presence = state
  if (!socket.send({ type: 'presence', state })) void api.put('/presence', { body: { state } }).catch(() => undefined)
}

function received(frame: ServerFrame): void {
  switch (frame.type) {
    case 'welcome':
      if (frame.presence) desk.presence = frame.presence
      return
    case 'conversation':
      if (frame.gone) conversations.delete(frame.conversation.id)
      else arrived(frame.conversation, frame.dseq)
      countSoon()
      return
    case 'message':
      desk.typing.delete(frame.conversationId)
      return tell(frame.conversationId, (l) => l.message(frame.message))
    case 'note':
      return tell(frame.conversationId, (l) => l.note(frame.note))
    case 'delivery':
      return tell(frame.conversationId, (l) => l.delivery(frame.seq, frame.delivery))
    case 'typing':
      return typing(frame.conversationId, frame.on, frame.from.kind === 'visitor', frame.from.name)
    case 'read':
      return tell(frame.conversationId, (l) => l.read(frame.seq))
    case 'presence':
      return presenceChanged(frame.presence)
    case 'notice':
      return noticeListeners.forEach((hear) => hear(frame))
  }
}

function arrived(conversation: Conversation, dseq: number): void {
  const me = session.user?.id
  const before = conversations.get(conversation.id)
  keep(conversation, dseq)
  if (inTab(conversation, 'mine', me) && !(before && inTab(before, 'mine', me))) {
    for (const hear of assignmentListeners) hear(conversation)
  }
}

/** Hears what supervisors should look at. */
export function onNotice(hear: (notice: Notice) => void): () => void {
  noticeListeners.add(hear)
  return () => noticeListeners.delete(hear)
}

/** Hears of each conversation that becomes one's own, whoever gave it. */
export function onAssigned(hear: (conversation: Conversation) => void): () => void {
  assignmentListeners.add(hear)
  return () => assignmentListeners.delete(hear)
}

function tell(conversationId: string, say: (listener: LogListener) => void): void {
  for (const listener of listeners) if (listener.conversationId === conversationId) say(listener)
}

function typing(conversationId: string, on: boolean, byVisitor: boolean, name: string | undefined): void {
  if (!byVisitor) return
  const until = Date.now() + 6000
  if (on) {
    desk.typing.set(conversationId, until)
    // A customer who closes the page never says that the typing ended.
    setTimeout(() => {
      if (desk.typing.get(conversationId) === until) desk.typing.delete(conversationId)
    }, 6100)
  } else desk.typing.delete(conversationId)
  tell(conversationId, (l) => l.typing(on, name))
}

function presenceChanged(presence: Presence): void {
  const known = desk.people.find((other) => other.agent.id === presence.agent.id)
  // The frame tells the state; how many conversations somebody has is read where it is shown.
  const entry = known ? { ...known, state: presence.state, since: presence.since } : presence
  desk.people = [...desk.people.filter((other) => other !== known), entry]
  if (presence.agent.id === session.user?.id) desk.presence = presence.state
}

/** Reads the lists again; what arrives over the socket meanwhile is newer and wins. */
export async function reload(): Promise<void> {
  listeners.forEach((listener) => listener.resync())
  const first = !desk.loaded
  void surroundings()
  await count()
  // What one already has comes before an empty queue.
  if (first && desk.tab === 'queue' && desk.counts.queued === 0 && desk.counts.mine > 0) desk.tab = 'mine'
  await fetchTab()
}

let fetching: AbortController | undefined

/** Fetches the first page of the tab with its filters. */
export async function fetchTab(): Promise<void> {
  if (!session.user) return
  fetching?.abort()
  const own = (fetching = new AbortController())
  desk.loading = true
  try {
    const page = await api.get('/conversations', { query: { ...queryOf(desk.tab, desk.filters), limit: 60 }, signal: own.signal })
    page.items.forEach((item) => keep(item, page.dseq))
    desk.nextCursor = page.nextCursor
    found.value = desk.filters.q ? new Set(page.items.map((item) => item.id)) : undefined
    desk.loaded = true
  } catch {
    // The banner says that the line is down; the socket's return reads the list again.
  } finally {
    if (fetching === own) desk.loading = false
  }
}

export async function fetchMore(): Promise<void> {
  if (!desk.nextCursor || desk.loading) return
  desk.loading = true
  try {
    const cursor = desk.nextCursor
    const page = await api.get('/conversations', { query: { ...queryOf(desk.tab, desk.filters), limit: 60, cursor } })
    page.items.forEach((item) => keep(item, page.dseq))
    desk.nextCursor = page.nextCursor
    if (found.value) found.value = new Set([...found.value, ...page.items.map((item) => item.id)])
  } finally {
    desk.loading = false
  }
}

let counting: ReturnType<typeof setTimeout> | undefined

function countSoon(): void {
  counting ??= setTimeout(() => {
    counting = undefined
    void count()
  }, 400)
}

async function count(): Promise<void> {
  try {
    desk.counts = await api.get('/conversations/counts')
  } catch {
    // The numbers stay as they were until the next change.
  }
}

/** Reads presence and load of the colleagues. */
export async function refreshPeople(): Promise<void> {
  desk.people = (await api.get('/presence')).items
}

async function surroundings(): Promise<void> {
  const [people, teams, channels, sites] = await Promise.allSettled([
    api.get('/presence'),
    api.get('/teams'),
    api.get('/channels'),
    api.get('/sites'),
  ])
  if (people.status === 'fulfilled') {
    desk.people = people.value.items
    const own = desk.people.find((presence) => presence.agent.id === session.user?.id)
    if (own) desk.presence = own.state
  }
  if (teams.status === 'fulfilled') desk.teams = teams.value.items
  if (channels.status === 'fulfilled') desk.channels = channels.value.items
  if (sites.status === 'fulfilled') desk.sites = sites.value.items
}
