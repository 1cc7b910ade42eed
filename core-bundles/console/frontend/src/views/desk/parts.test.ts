import { describe, expect, it } from 'vitest'
import { linked, safeUri } from './parts'

describe('a text of a customer', () => {
  it('shows its links and leaves the full stop outside', () => {
    expect(linked('see https://shop.example/a?b=1. Thanks')).toEqual([
      { text: 'see ' },
      { text: 'https://shop.example/a?b=1', href: 'https://shop.example/a?b=1' },
      { text: '. Thanks' },
    ])
  })

  it('ends a link at Chinese punctuation', () => {
    expect(linked('看https://a.example/x，谢谢')[1]).toEqual({ text: 'https://a.example/x', href: 'https://a.example/x' })
  })

  it('opens only web addresses', () => {
    expect(safeUri('javascript:alert(1)')).toBeUndefined()
    expect(safeUri('data:text/html,x')).toBeUndefined()
    expect(safeUri('https://a.example/x')).toBe('https://a.example/x')
  })
})
