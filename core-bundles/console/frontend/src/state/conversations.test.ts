import { describe, expect, it } from 'vitest'
import type { Conversation } from '@/api/types'
import { compare, inTab, matches, newer, NO_FILTERS, queryOf } from './conversations'

function conversation(change: Partial<Conversation>): Conversation {
  return {
    id: 'c-1',
    site: 'demo',
    channel: 'web',
    state: 'queued',
    contact: { id: 'p-1', name: 'Wang' },
    priority: 'normal',
    tags: [],
    unread: 0,
    lastSeq: 1,
    createdAt: '2026-11-21T08:00:00Z',
    updatedAt: '2026-11-21T08:00:00Z',
    ...change,
  }
}

describe('the list of conversations', () => {
  it('keeps the newer state when an answer arrives late', () => {
    const frame = conversation({ updatedAt: '2026-11-21T08:00:05Z', state: 'human' })
    expect(newer(frame, conversation({}))).toBe(frame)
    expect(newer(conversation({}), frame)).toBe(frame)
  })

  it('puts the urgent first in the queue, then who waits longest', () => {
    const list = [
      conversation({ id: 'late', queuedAt: '2026-11-21T08:05:00Z' }),
      conversation({ id: 'early', queuedAt: '2026-11-21T08:01:00Z' }),
      conversation({ id: 'urgent', priority: 'urgent', queuedAt: '2026-11-21T08:09:00Z' }),
    ]
    expect(list.sort(compare('queue')).map((c) => c.id)).toEqual(['urgent', 'early', 'late'])
  })

  it('puts the newest activity first elsewhere', () => {
    const list = [conversation({ id: 'old' }), conversation({ id: 'new', updatedAt: '2026-11-21T09:00:00Z' })]
    expect(list.sort(compare('mine')).map((c) => c.id)).toEqual(['new', 'old'])
  })

  it('counts as mine only what I hold and is with a person', () => {
    const mine = conversation({ state: 'human', assignee: { id: 'u-1', name: 'Lin' } })
    expect(inTab(mine, 'mine', 'u-1')).toBe(true)
    expect(inTab(mine, 'mine', 'u-2')).toBe(false)
    expect(inTab({ ...mine, state: 'closed' }, 'mine', 'u-1')).toBe(false)
  })

  it('hides the closed unless they are asked for', () => {
    const closed = conversation({ state: 'closed' })
    expect(matches(closed, { ...NO_FILTERS })).toBe(false)
    expect(matches(closed, { ...NO_FILTERS, state: 'closed' })).toBe(true)
  })

  it('asks the server for what the tab shows', () => {
    expect(queryOf('mine', { ...NO_FILTERS, channel: 'web' })).toMatchObject({ state: 'human', assignee: 'me', channel: 'web' })
    expect(queryOf('all', { ...NO_FILTERS }).state).toBe('bot,queued,human')
  })
})
