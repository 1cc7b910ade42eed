import type { Delivery, Message, Note, Part } from '@/api/types'
import { dayKey } from './format'

/** A message that is on its way to the server. */
export interface Outgoing {
  clientMessageId: string
  at: string
  parts: Part[]
  state: 'sending' | 'failed'
  reason?: string
}

export type Entry =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string }
  | { kind: 'message'; key: string; message: Message; first: boolean; last: boolean }
  | { kind: 'note'; key: string; note: Note }
  | { kind: 'outgoing'; key: string; outgoing: Outgoing; first: boolean }

const GROUP_WITHIN = 3 * 60_000

/**
 * What the middle of the desk shows: the log in its own order, private notes by their time between it, what is being
 * sent at the end. Messages of one sender within three minutes stand together.
 */
export function timeline(messages: Message[], notes: Note[], outgoing: Outgoing[], unreadAfter?: number): Entry[] {
  const entries: Entry[] = []
  let day = ''
  const openDay = (at: string) => {
    if (dayKey(at) === day) return
    day = dayKey(at)
    entries.push({ kind: 'day', key: `d-${day}-${entries.length}`, at })
  }
  let nextNote = 0
  const notesUntil = (at: string) => {
    for (let note = notes[nextNote]; note && note.at <= at; note = notes[++nextNote]) {
      openDay(note.at)
      entries.push({ kind: 'note', key: `n-${note.id}`, note })
    }
  }
  let marked = unreadAfter === undefined
  for (const message of messages) {
    notesUntil(message.at)
    openDay(message.at)
    if (!marked && message.seq > unreadAfter! && message.from.kind === 'visitor') {
      marked = true
      entries.push({ kind: 'unread', key: 'unread' })
    }
    const before = entries[entries.length - 1]
    const joins = before?.kind === 'message' && together(before.message, message)
    if (joins) before.last = false
    entries.push({ kind: 'message', key: `m-${message.seq}`, message, first: !joins, last: true })
  }
  notesUntil('9')
  const sent = new Set(messages.map((message) => message.clientMessageId))
  outgoing
    .filter((item) => !sent.has(item.clientMessageId))
    .forEach((item, index) => {
      openDay(item.at)
      entries.push({ kind: 'outgoing', key: `o-${item.clientMessageId}`, outgoing: item, first: index === 0 })
    })
  return entries
}

function together(a: Message, b: Message): boolean {
  return (
    a.from.kind === b.from.kind &&
    a.from.kind !== 'system' &&
    a.from.name === b.from.name &&
    Date.parse(b.at) - Date.parse(a.at) < GROUP_WITHIN
  )
}

/** A message has come further; when it is delivered, so are those before it. */
export function advanced(log: Message[], seq: number, delivery: Delivery): Message[] {
  const upTo = delivery.state === 'delivered' || delivery.state === 'read'
  return log.map((message) => {
    if (message.seq === seq) return message.from.kind === 'visitor' ? message : { ...message, delivery }
    const behind = message.seq < seq && message.delivery?.state === 'sent'
    return upTo && behind ? { ...message, delivery } : message
  })
}

const MOST_KEPT = 300

/** The newest part of a log that has grown long; undefined while all of it may stay. */
export function newestPart(log: Message[]): Message[] | undefined {
  return log.length > MOST_KEPT ? log.slice(-MOST_KEPT / 2) : undefined
}

/** Puts messages into a log that is kept in order, each number once. */
export function merged(log: Message[], incoming: Message[]): Message[] {
  if (incoming.length === 0) return log
  const last = log[log.length - 1]
  if (!last || incoming.every((message, i) => message.seq > (incoming[i - 1]?.seq ?? last.seq))) return [...log, ...incoming]
  const bySeq = new Map(log.map((message) => [message.seq, message]))
  for (const message of incoming) bySeq.set(message.seq, message)
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}
