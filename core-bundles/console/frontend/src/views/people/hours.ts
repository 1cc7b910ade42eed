import type { BusinessHours } from '@/api/types'

export const DAYS = ['MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'] as const
export type Day = (typeof DAYS)[number]
export type Span = NonNullable<BusinessHours['spans']>[number]

/** "Mon-Fri 09:00-18:00, Sat 10:00-16:00"; empty when always open. */
export function summary(hours: BusinessHours, name: (day: Day) => string): string {
  const byTime = new Map<string, number[]>()
  for (const span of hours.spans ?? []) {
    const time = `${span.from}–${span.to}`
    byTime.set(time, [...(byTime.get(time) ?? []), DAYS.indexOf(span.day)])
  }
  return [...byTime].map(([time, days]) => `${runs(days, name)} ${time}`).join(', ')
}

function runs(days: number[], name: (day: Day) => string): string {
  const sorted = [...new Set(days)].sort((a, b) => a - b)
  const parts: string[] = []
  for (let i = 0; i < sorted.length;) {
    let end = i
    while (sorted[end + 1] === sorted[end]! + 1) end++
    const first = name(DAYS[sorted[i]!]!)
    parts.push(
      end === i ? first : end === i + 1 ? `${first}, ${name(DAYS[sorted[end]!]!)}` : `${first}–${name(DAYS[sorted[end]!]!)}`,
    )
    i = end + 1
  }
  return parts.join(', ')
}

export const valid = (span: Span): boolean =>
  /^([01]\d|2[0-4]):[0-5]\d$/.test(span.from) && /^([01]\d|2[0-4]):[0-5]\d$/.test(span.to) && span.from < span.to
