import type { Conversation, Priority } from '@/api/types'
import { keep } from '@/state/desk'
import { attempt } from '@/state/notify'
import { api } from '@/state/session'

/** The desk's moves; each shows the conversation as the server has it afterwards. */
function move(work: () => Promise<Conversation>): Promise<boolean> {
  return attempt(async () => keep(await work()))
}

export const take = (id: string) => move(() => api.post('/conversations/{id}/take', { path: { id } }))
export const returnToBot = (id: string) => move(() => api.post('/conversations/{id}/return-to-bot', { path: { id } }))
export const close = (id: string) => move(() => api.post('/conversations/{id}/close', { path: { id }, body: {} }))
export const transfer = (id: string, to: { agent?: string; team?: string; note?: string }) =>
  move(() => api.post('/conversations/{id}/transfer', { path: { id }, body: to }))
export const setTags = (id: string, tags: string[]) =>
  move(() => api.put('/conversations/{id}/tags', { path: { id }, body: { tags } }))
export const setPriority = (id: string, priority: Priority) =>
  move(() => api.put('/conversations/{id}/priority', { path: { id }, body: { priority } }))
