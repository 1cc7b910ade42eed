import { describe, expect, it } from 'vitest'
import { decisionOf, valueOf } from './decisions'

describe('a decision of a rule', () => {
  it('is read in the form of the API', () => {
    const decision = {
      kind: 'hand-over',
      rule: { name: 'refunds', file: 'retail.drl', line: 4 },
      params: { team: 'after-sales' },
    }
    expect(decisionOf(decision)).toEqual(decision)
  })

  it('is read in the short form of stored traces', () => {
    expect(decisionOf({ rule: 'refunds', type: 'tag', tag: 'refund' })).toEqual({
      kind: 'tag',
      rule: { name: 'refunds', file: undefined, line: undefined },
      params: { tag: 'refund' },
    })
  })

  it('shows its values in one line', () => {
    expect(
      valueOf([
        { label: 'Yes', payload: 'y' },
        { label: 'No', payload: 'n' },
      ]),
    ).toBe('Yes / No')
    expect(valueOf({ order: 'A-1001' })).toBe('order A-1001')
    expect(valueOf(2)).toBe('2')
  })
})
