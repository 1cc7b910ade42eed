import { describe, expect, it } from 'vitest'
import type { Message } from '@/api/types'
import { advanced, merged, newestPart, timeline } from './timeline'

function message(seq: number, at: string, kind: Message['from']['kind'] = 'visitor', clientMessageId?: string): Message {
  return { seq, at, from: { kind, name: kind }, parts: [{ type: 'text', text: `${seq}` }], clientMessageId }
}

describe('the timeline', () => {
  it('opens each day with a line', () => {
    const entries = timeline([message(1, '2026-11-20T12:00:00Z'), message(2, '2026-11-21T12:00:00Z')], [], [])
    expect(entries.map((e) => e.kind)).toEqual(['day', 'message', 'day', 'message'])
  })

  it('puts a private note where it was written', () => {
    const note = { id: 'n', at: '2026-11-21T12:01:00Z', author: { id: 'u', name: 'Lin' }, text: 'careful' }
    const entries = timeline([message(1, '2026-11-21T12:00:00Z'), message(2, '2026-11-21T12:02:00Z')], [note], [])
    expect(entries.map((e) => e.kind)).toEqual(['day', 'message', 'note', 'message'])
  })

  it('groups what one sender says within three minutes', () => {
    const entries = timeline(
      [message(1, '2026-11-21T12:00:00Z'), message(2, '2026-11-21T12:01:00Z'), message(3, '2026-11-21T12:09:00Z')],
      [],
      [],
    )
    const firsts = entries.filter((e) => e.kind === 'message').map((e) => e.first)
    expect(firsts).toEqual([true, false, true])
  })

  it('no longer shows as outgoing what stands in the log', () => {
    const outgoing = { clientMessageId: 'x', at: '2026-11-21T12:00:00Z', parts: [], state: 'sending' as const }
    expect(timeline([], [], [outgoing]).map((e) => e.kind)).toEqual(['day', 'outgoing'])
    expect(timeline([message(1, '2026-11-21T12:00:00Z', 'agent', 'x')], [], [outgoing]).map((e) => e.kind)).toEqual([
      'day',
      'message',
    ])
  })

  it('marks where the unread begins', () => {
    const entries = timeline([message(1, '2026-11-21T12:00:00Z'), message(2, '2026-11-21T12:00:01Z')], [], [], 1)
    expect(entries.map((e) => e.kind)).toEqual(['day', 'message', 'unread', 'message'])
  })
})

describe('the log', () => {
  const log = [message(1, '2026-11-21T12:00:00Z'), message(2, '2026-11-21T12:00:01Z')]

  it('takes each number once and keeps the order', () => {
    const result = merged(log, [
      message(4, '2026-11-21T12:00:03Z'),
      message(2, '2026-11-21T12:00:01Z'),
      message(3, '2026-11-21T12:00:02Z'),
    ])
    expect(result.map((m) => m.seq)).toEqual([1, 2, 3, 4])
  })

  it('appends what follows', () => {
    expect(merged(log, [message(3, '2026-11-21T12:00:02Z')]).map((m) => m.seq)).toEqual([1, 2, 3])
  })

  it('puts older pages in front', () => {
    expect(merged([message(5, '2026-11-21T12:00:05Z')], log).map((m) => m.seq)).toEqual([1, 2, 5])
  })
})

describe('how far messages have come', () => {
  const ours = (seq: number, state: 'sent' | 'failed' | 'pending'): Message => ({
    ...message(seq, '2026-11-21T12:00:00Z', 'agent'),
    delivery: { state },
  })
  const states = (log: Message[]) => log.map((each) => each.delivery?.state)

  it('a delivered message has brought those before it', () => {
    const log = [ours(1, 'sent'), message(2, '2026-11-21T12:00:00Z'), ours(3, 'sent'), ours(4, 'sent')]
    expect(states(advanced(log, 3, { state: 'delivered' }))).toEqual(['delivered', undefined, 'delivered', 'sent'])
  })

  it('what failed stays failed until its own news', () => {
    const log = [ours(1, 'failed'), ours(2, 'pending')]
    expect(states(advanced(log, 2, { state: 'delivered' }))).toEqual(['failed', 'delivered'])
    expect(states(advanced(log, 1, { state: 'pending' }))).toEqual(['pending', 'pending'])
    expect(states(advanced(log, 2, { state: 'unknown', reason: 'timed out' }))).toEqual(['failed', 'unknown'])
  })
})

describe('a log that has grown long', () => {
  it('lets its older part go, and stays whole while it is short', () => {
    const log = Array.from({ length: 301 }, (_, i) => message(i + 1, '2026-11-21T12:00:00Z'))
    expect(newestPart(log)!.map((one) => one.seq)).toEqual(Array.from({ length: 150 }, (_, i) => i + 152))
    expect(newestPart(log.slice(1))).toBeUndefined()
  })
})
