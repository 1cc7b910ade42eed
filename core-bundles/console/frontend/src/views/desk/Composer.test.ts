import { flushPromises, mount } from '@vue/test-utils'
import { describe, expect, it, vi } from 'vitest'
import type { Conversation } from '@/api/types'
import { i18n } from '@/i18n'
import Composer from './Composer.vue'

vi.mock('@/state/session', () => ({
  api: { get: () => Promise.resolve({ items: [{ id: 'q', shortcut: 'ship', text: 'Hello {name}, it ships today.' }] }) },
  session: { user: { id: 'u-1', name: 'Lin' } },
  may: () => false,
}))
vi.mock('@/state/desk', () => ({ socket: { send: () => true } }))

function conversation(change: Partial<Conversation> = {}): Conversation {
  return {
    id: 'c-1',
    site: 'demo',
    channel: 'web',
    state: 'human',
    contact: { id: 'p-1', name: 'Grace' },
    assignee: { id: 'u-1', name: 'Lin' },
    priority: 'normal',
    tags: [],
    unread: 0,
    lastSeq: 1,
    createdAt: '2026-11-21T08:00:00Z',
    updatedAt: '2026-11-21T08:00:00Z',
    ...change,
  }
}

function composer(change: Partial<Conversation> = {}, mine = true) {
  const write = vi.fn(() => Promise.resolve(true))
  const wrapper = mount(Composer, {
    props: { conversation: conversation(change), mine, write },
    global: { plugins: [i18n] },
    attachTo: document.body,
  })
  return { wrapper, write, said: () => wrapper.emitted('say')?.map(([parts]) => parts) ?? [] }
}

describe('the composer', () => {
  it('sends with Enter and empties itself', async () => {
    const { wrapper, said } = composer()
    await wrapper.find('textarea').setValue('  It is on its way.  ')
    await wrapper.find('textarea').trigger('keydown', { key: 'Enter' })
    expect(said()).toEqual([[{ type: 'text', text: 'It is on its way.' }]])
    expect(wrapper.find('textarea').element.value).toBe('')
  })

  it('starts a new line with Shift and Enter, and leaves the Enter of an input method alone', async () => {
    const { wrapper, said } = composer({ id: 'c-2' })
    await wrapper.find('textarea').setValue('nihao')
    await wrapper.find('textarea').trigger('keydown', { key: 'Enter', shiftKey: true })
    await wrapper.find('textarea').trigger('keydown', { key: 'Enter', isComposing: true })
    expect(said()).toEqual([])
  })

  it('writes a private note instead of a message', async () => {
    const { wrapper, write, said } = composer({ id: 'c-3' })
    await wrapper.findAll('[role=tab]')[1]!.trigger('click')
    await wrapper.find('textarea').setValue('careful')
    await wrapper.find('textarea').trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(write).toHaveBeenCalledWith('careful')
    expect(said()).toEqual([])
  })

  it('puts a quick reply in with the name of the customer', async () => {
    const { wrapper, said } = composer({ id: 'c-4' })
    const area = wrapper.find('textarea')
    await area.setValue('/sh')
    await flushPromises()
    await area.trigger('keydown', { key: 'Enter' })
    await flushPromises()
    expect(area.element.value).toBe('Hello Grace, it ships today.')
    expect(said()).toEqual([])
  })

  it('sends nothing once the channel allows no more', async () => {
    const quota = { remainingSends: 0, totalSends: 5, windowUntil: '2999-01-01T00:00:00Z' }
    const { wrapper, said } = composer({ id: 'c-5', quota })
    await wrapper.find('textarea').setValue('hello')
    await wrapper.find('textarea').trigger('keydown', { key: 'Enter' })
    expect(said()).toEqual([])
  })

  it('keeps what was begun when another conversation is opened', async () => {
    const { wrapper } = composer({ id: 'c-6' })
    await wrapper.find('textarea').setValue('half a sen')
    await wrapper.setProps({ conversation: conversation({ id: 'c-7' }) })
    expect(wrapper.find('textarea').element.value).toBe('')
    await wrapper.setProps({ conversation: conversation({ id: 'c-6' }) })
    expect(wrapper.find('textarea').element.value).toBe('half a sen')
  })

  it('offers to take what waits, and not what a colleague has', () => {
    expect(composer({ id: 'c-8', state: 'queued' }, false).wrapper.find('[data-move=take]').exists()).toBe(true)
    expect(composer({ id: 'c-9' }, false).wrapper.find('[data-move=take]').exists()).toBe(false)
  })
})
