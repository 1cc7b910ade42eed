import { describe, expect, it } from 'vitest'
import { rowsInSight } from './windowed'

describe('a windowed list', () => {
  it('draws only what is in sight and a few rows beside it', () => {
    const sight = rowsInSight(10_000, 70, 7000, 700)
    expect(sight.first).toBe(94)
    expect(sight.last).toBe(116)
  })

  it('keeps the height of the whole list', () => {
    const sight = rowsInSight(500, 70, 3500, 700)
    expect(sight.before + (sight.last - sight.first) * 70 + sight.after).toBe(500 * 70)
  })

  it('survives a list that became shorter than the scroll position', () => {
    const sight = rowsInSight(3, 70, 7000, 700)
    expect(sight).toEqual({ first: 3, last: 3, before: 210, after: 0 })
  })
})
