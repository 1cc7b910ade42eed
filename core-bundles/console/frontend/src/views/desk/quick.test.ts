import { describe, expect, it } from 'vitest'
import { filled, inserted, ranked, slashAt } from './quick'

describe('quick replies', () => {
  it('begin with a slash at the start or after a space', () => {
    expect(slashAt('/sh', 3)).toEqual({ from: 0, prefix: 'sh' })
    expect(slashAt('hello /发', 8)).toEqual({ from: 6, prefix: '发' })
    expect(slashAt('你好，/发', 5)).toEqual({ from: 3, prefix: '发' })
    expect(slashAt('and/or', 6)).toBeUndefined()
    expect(slashAt('https://a/b', 11)).toBeUndefined()
    expect(slashAt('/ship now', 9)).toBeUndefined()
  })

  it('go in at the caret and leave the rest', () => {
    const slash = slashAt('Hi /sh and bye', 6)!
    expect(inserted('Hi /sh and bye', slash, 6, 'It ships today.')).toEqual({ text: 'Hi It ships today. and bye', caret: 18 })
  })

  it('fill what is known and show what is not', () => {
    expect(filled('{name}, order {order}', { name: '王芳' })).toBe('王芳, order {order}')
  })

  it('show the best match first', () => {
    const replies = [
      { id: '1', shortcut: 'bye', text: 'ship' },
      { id: '2', shortcut: 'ship', text: 'x' },
      { id: '3', shortcut: 'zz', title: 'Shipping', text: 'x' },
      { id: '4', shortcut: 'no', text: 'x' },
    ]
    expect(ranked(replies, 'sh').map((r) => r.id)).toEqual(['2', '3', '1'])
  })
})
