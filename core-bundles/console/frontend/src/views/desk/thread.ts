import { computed, onBeforeUnmount, ref, shallowRef, watch, type Ref } from 'vue'
import { Problem } from '@/api/problem'
import type { Delivery, Message, Note, Part } from '@/api/types'
import { conversationOf, keep, listen, socket } from '@/state/desk'
import { attempt, explain, failed } from '@/state/notify'
import { api, session } from '@/state/session'
import { advanced, merged, newestPart, timeline, type Outgoing } from '@/state/timeline'
import { deliver } from './deliver'

const PAGE = 60
const NEWEST = Number.MAX_SAFE_INTEGER

/** The open conversation: its log, notes, what is being sent, and what can be done with it. */
export function useThread(id: Ref<string | undefined>) {
  const messages = shallowRef<Message[]>([])
  const notes = shallowRef<Note[]>([])
  const outgoing = ref<Outgoing[]>([])
  const loading = ref(false)
  const missing = ref(false)
  const hasOlder = ref(false)
  const readUpTo = ref(0)
  const unreadAfter = ref<number>()
  let unlisten: () => void = () => undefined

  const conversation = computed(() => conversationOf(id.value))
  const entries = computed(() => timeline(messages.value, notes.value, outgoing.value, unreadAfter.value))
  const mine = computed(() => conversation.value?.state === 'human' && conversation.value.assignee?.id === session.user?.id)
  /** Told by a frame of its own or with the conversation, whichever is newer. */
  const visitorRead = computed(() => Math.max(readUpTo.value, conversation.value?.visitorReadSeq ?? 0))
  const lastSeq = () => messages.value[messages.value.length - 1]?.seq ?? 0

  async function open(conversationId: string): Promise<void> {
    messages.value = []
    readUpTo.value = 0
    notes.value = []
    outgoing.value = []
    missing.value = false
    hasOlder.value = false
    loading.value = true
    try {
      const path = { id: conversationId }
      const [one, log, written] = await Promise.all([
        api.get('/conversations/{id}', { path }),
        api.get('/conversations/{id}/messages', { path, query: { before: NEWEST, limit: PAGE } }),
        api.get('/conversations/{id}/notes', { path }),
      ])
      if (id.value !== conversationId) return
      const shown = keep(one)
      unreadAfter.value = shown.unread > 0 ? shown.readSeq : undefined
      messages.value = merged(log.messages, messages.value)
      hasOlder.value = (log.messages[0]?.seq ?? 1) > 1
      notes.value = written.items
    } catch (error) {
      if (id.value !== conversationId) return
      if (error instanceof Problem && error.status === 404) missing.value = true
      else failed(error)
    } finally {
      if (id.value === conversationId) loading.value = false
    }
  }

  async function older(): Promise<void> {
    const conversationId = id.value
    const first = messages.value[0]
    if (!conversationId || !first || !hasOlder.value || loading.value) return
    loading.value = true
    try {
      const log = await api.get('/conversations/{id}/messages', {
        path: { id: conversationId },
        query: { before: first.seq, limit: PAGE },
      })
      if (id.value !== conversationId) return
      messages.value = merged(messages.value, log.messages)
      hasOlder.value = log.messages.length > 0 && log.messages[0]!.seq > 1
    } catch (error) {
      failed(error)
    } finally {
      loading.value = false
    }
  }

  /** Lets go what is far above the end, where somebody reads again: whoever scrolls up fetches it anew. */
  function letGo(): void {
    const newest = loading.value ? undefined : newestPart(messages.value)
    if (!newest) return
    messages.value = newest
    hasOlder.value = true
  }

  /** Fetches what follows the last message that is known, however much that is. */
  async function catchUp(): Promise<void> {
    const conversationId = id.value
    if (!conversationId || missing.value) return
    try {
      for (;;) {
        const log = await api.get('/conversations/{id}/messages', {
          path: { id: conversationId },
          query: { after: lastSeq(), limit: 200 },
        })
        if (id.value !== conversationId) return
        messages.value = merged(messages.value, log.messages)
        if (log.messages.length === 0 || lastSeq() >= log.lastSeq) break
      }
      notes.value = (await api.get('/conversations/{id}/notes', { path: { id: conversationId } })).items
    } catch {
      // The next frame or the socket's return tries again.
    }
  }

  /** Deliveries are not numbered: after a pause the newest are read again. */
  async function lookAgain(): Promise<void> {
    const conversationId = id.value
    if (!conversationId || messages.value.length === 0) return
    try {
      const path = { id: conversationId }
      const log = await api.get('/conversations/{id}/messages', { path, query: { before: NEWEST, limit: PAGE } })
      if (id.value === conversationId) messages.value = merged(messages.value, log.messages)
    } catch {
      // The ticks stay as they were.
    }
  }

  /** Sends a message to the platform once more. */
  async function redeliver(seq: number): Promise<void> {
    const conversationId = id.value
    if (!conversationId) return
    const path = { id: conversationId, seq }
    const queued = await attempt(() => api.post('/conversations/{id}/messages/{seq}/redeliver', { path }))
    if (queued) messages.value = advanced(messages.value, seq, { state: 'pending' })
  }

  function arrived(message: Message): void {
    const gap = messages.value.length > 0 && message.seq > lastSeq() + 1
    messages.value = merged(messages.value, [message])
    if (gap) void catchUp()
  }

  async function say(parts: Part[]): Promise<void> {
    const conversationId = id.value
    if (!conversationId) return
    const item: Outgoing = { clientMessageId: crypto.randomUUID(), at: new Date().toISOString(), parts, state: 'sending' }
    outgoing.value.push(item)
    await transmit(conversationId, item.clientMessageId)
  }

  async function transmit(conversationId: string, clientMessageId: string): Promise<void> {
    const item = outgoing.value.find((other) => other.clientMessageId === clientMessageId)
    if (!item) return
    item.state = 'sending'
    try {
      const message = await deliver(conversationId, item.clientMessageId, item.parts)
      if (id.value !== conversationId) return
      messages.value = merged(messages.value, [message])
      outgoing.value = outgoing.value.filter((other) => other.clientMessageId !== clientMessageId)
    } catch (error) {
      item.state = 'failed'
      item.reason = explain(error)
    }
  }

  function retry(clientMessageId: string): void {
    if (id.value) void transmit(id.value, clientMessageId)
  }

  async function write(text: string): Promise<boolean> {
    const conversationId = id.value
    if (!conversationId) return false
    try {
      const note = await api.post('/conversations/{id}/notes', { path: { id: conversationId }, body: { text } })
      if (id.value === conversationId) noted(note)
      return true
    } catch (error) {
      failed(error)
      return false
    }
  }

  function noted(note: Note): void {
    if (!notes.value.some((other) => other.id === note.id)) notes.value = [...notes.value, note]
  }

  /** Tells that everything shown was read - only by who answers the customer, and only while looking. */
  function markRead(): void {
    const open = conversation.value
    const seq = lastSeq()
    if (!open || !mine.value || !seq || document.visibilityState !== 'visible') return
    if (seq <= (open.readSeq ?? 0) && open.unread === 0) return
    if (!socket.send({ type: 'read', conversationId: open.id, seq })) {
      void api.post('/conversations/{id}/read', { path: { id: open.id }, body: { seq } }).catch(() => undefined)
    }
    keep({ ...open, unread: 0, readSeq: seq })
  }

  watch(
    id,
    (conversationId) => {
      unlisten()
      if (!conversationId) return
      unlisten = listen({
        conversationId,
        message: arrived,
        note: noted,
        delivery: (seq: number, delivery: Delivery) => (messages.value = advanced(messages.value, seq, delivery)),
        typing: () => undefined,
        read: (seq) => (readUpTo.value = Math.max(readUpTo.value, seq)),
        resync: () => void catchUp().then(lookAgain),
      })
      void open(conversationId)
    },
    { immediate: true },
  )
  onBeforeUnmount(() => unlisten())

  return {
    conversation,
    entries,
    messages,
    loading,
    missing,
    hasOlder,
    mine,
    visitorRead,
    older,
    letGo,
    say,
    retry,
    redeliver,
    write,
    markRead,
  }
}

export type Thread = ReturnType<typeof useThread>
