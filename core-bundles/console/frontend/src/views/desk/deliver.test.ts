import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import type { Message } from '@/api/types'
import { deliver } from './deliver'

const stored = (id: string): Message => ({ seq: 1, at: '', from: { kind: 'agent' }, parts: [], clientMessageId: id })
const noPause = () => Promise.resolve()

describe('sending', () => {
  it('tries again with the same id while the server is away', async () => {
    const ids: string[] = []
    const message = await deliver(
      'c',
      'one',
      [],
      (_, id) => {
        ids.push(id)
        return ids.length < 3 ? Promise.reject(Problem.unreachable()) : Promise.resolve(stored(id))
      },
      noPause,
    )
    expect(ids).toEqual(['one', 'one', 'one'])
    expect(message.clientMessageId).toBe('one')
  })

  it('does not try again what was refused', async () => {
    let calls = 0
    const refused = new Problem({ title: 'Conflict', status: 409, code: 'not-assignee' })
    await expect(deliver('c', 'two', [], () => (calls++, Promise.reject(refused)), noPause)).rejects.toBe(refused)
    expect(calls).toBe(1)
  })

  it('gives up after five tries', async () => {
    let calls = 0
    await expect(deliver('c', 'x', [], () => (calls++, Promise.reject(Problem.unreachable())), noPause)).rejects.toBeInstanceOf(
      Problem,
    )
    expect(calls).toBe(5)
  })

  it('keeps the order of typing', async () => {
    const order: string[] = []
    let release: () => void = () => undefined
    const slow = deliver('c', 'first', [], async (_, id) => {
      await new Promise<void>((done) => (release = done))
      order.push(id)
      return stored(id)
    })
    const fast = deliver('c', 'second', [], (_, id) => (order.push(id), Promise.resolve(stored(id))))
    await Promise.resolve()
    await Promise.resolve()
    release()
    await Promise.all([slow, fast])
    expect(order).toEqual(['first', 'second'])
  })
})
