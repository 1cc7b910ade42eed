import { Problem } from '@/api/problem'
import type { Message, Part } from '@/api/types'
import { api } from '@/state/session'

const PAUSES = [500, 1500, 4000, 8000]

type Post = (conversationId: string, clientMessageId: string, parts: Part[]) => Promise<Message>

const post: Post = (id, clientMessageId, parts) =>
  api.post('/conversations/{id}/messages', { path: { id }, body: { clientMessageId, parts } })

let turn: Promise<unknown> = Promise.resolve()

/**
 * Sends what an agent says. One after the other, so that the log has the order of typing; again while the server is
 * away - its `clientMessageId` makes that harmless.
 */
export function deliver(
  conversationId: string,
  clientMessageId: string,
  parts: Part[],
  send: Post = post,
  pause: (millis: number) => Promise<void> = (millis) => new Promise((done) => setTimeout(done, millis)),
): Promise<Message> {
  const own = turn.then(() => persist(() => send(conversationId, clientMessageId, parts), pause))
  turn = own.catch(() => undefined)
  return own
}

async function persist(work: () => Promise<Message>, pause: (millis: number) => Promise<void>): Promise<Message> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      const wait = PAUSES[tries]
      if (wait === undefined || !(error instanceof Problem) || !error.passing) throw error
      await pause(wait)
    }
  }
}
