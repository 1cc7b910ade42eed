import { describe, expect, it } from 'vitest'
import { summary, valid } from './hours'

const week = (...days: string[]) => days.map((day) => ({ day: day as 'MON', from: '09:00', to: '18:00' }))

describe('business hours', () => {
  it('are said in one line', () => {
    const hours = { spans: [...week('MON', 'TUE', 'WED', 'THU', 'FRI'), { day: 'SAT' as const, from: '10:00', to: '16:00' }] }
    expect(summary(hours, (day) => day)).toBe('MON–FRI 09:00–18:00, SAT 10:00–16:00')
    expect(summary({ spans: week('MON', 'WED', 'THU') }, (day) => day)).toBe('MON, WED, THU 09:00–18:00')
  })

  it('are empty when always open', () => {
    expect(summary({}, (day) => day)).toBe('')
  })

  it('begin before they end', () => {
    expect(valid({ day: 'MON', from: '09:00', to: '18:00' })).toBe(true)
    expect(valid({ day: 'MON', from: '18:00', to: '09:00' })).toBe(false)
    expect(valid({ day: 'MON', from: '9', to: '18:00' })).toBe(false)
  })
})
