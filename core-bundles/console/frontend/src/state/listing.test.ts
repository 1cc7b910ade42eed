import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { defineComponent, h, reactive } from 'vue'
import { listing, type Listing, type ListPage } from './listing'

vi.mock('./notify', () => ({ failed: vi.fn() }))

/** Answers each question when the test says so. */
class Server {
  readonly questions: { cursor?: string; answer: (page: ListPage<string>) => void; refuse: () => void }[] = []
  readonly ask = (cursor?: string) =>
    new Promise<ListPage<string>>((resolve, reject) =>
      this.questions.push({ cursor, answer: resolve, refuse: () => reject(new Error('down')) }),
    )
}

function shown(server: Server, filters: object): Listing<string> {
  let list!: Listing<string>
  mount(
    defineComponent(() => {
      list = listing(server.ask, filters)
      return () => h('div')
    }),
  )
  return list
}

describe('a list in pages', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('adds the next page behind the first and ends without a cursor', async () => {
    const server = new Server()
    const list = shown(server, reactive({}))
    server.questions[0]!.answer({ items: ['a'], nextCursor: 'n', total: 2 })
    await flushPromises()
    void list.more()
    expect(server.questions[1]!.cursor).toBe('n')
    server.questions[1]!.answer({ items: ['b'], total: 2 })
    await flushPromises()
    expect(list.items.value).toEqual(['a', 'b'])
    await list.more()
    expect(server.questions).toHaveLength(2)
  })

  it('asks once when somebody has stopped typing', async () => {
    const server = new Server()
    const filters = reactive({ q: '' })
    shown(server, filters)
    for (const q of ['o', 'or', 'order']) {
      filters.q = q
      await flushPromises()
      vi.advanceTimersByTime(100)
    }
    expect(server.questions).toHaveLength(1)
    vi.advanceTimersByTime(200)
    expect(server.questions).toHaveLength(2)
  })

  it('drops an answer that came after a newer question', async () => {
    const server = new Server()
    const list = shown(server, reactive({}))
    void list.load()
    server.questions[1]!.answer({ items: ['new'] })
    await flushPromises()
    server.questions[0]!.answer({ items: ['old'] })
    await flushPromises()
    expect(list.items.value).toEqual(['new'])
    expect(list.loading.value).toBe(false)
  })

  it('keeps what it shows when the server is down', async () => {
    const server = new Server()
    const list = shown(server, reactive({}))
    server.questions[0]!.answer({ items: ['a'] })
    await flushPromises()
    void list.load()
    server.questions[1]!.refuse()
    await flushPromises()
    expect(list.items.value).toEqual(['a'])
    expect(list.loading.value).toBe(false)
  })
})
