import { currentLocale, t } from '@/i18n'

const cache = new Map<string, Intl.DateTimeFormat>()

function formatter(kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${currentLocale()}/${kind}`
  let found = cache.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(currentLocale(), options)
    cache.set(key, found)
  }
  return found
}

export function clock(at: string): string {
  return formatter('clock', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
}

export function dateTime(at: string | undefined): string {
  if (!at) return '–'
  return formatter('full', {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))
}

export function dayKey(at: string): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}

export function day(at: string, now: number): string {
  if (dayKey(at) === dayKey(new Date(now).toISOString())) return t('time.today')
  if (dayKey(at) === dayKey(new Date(now - 86_400_000).toISOString())) return t('time.yesterday')
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear()
  return formatter(sameYear ? 'day' : 'dayYear', {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    ...(sameYear ? {} : { year: 'numeric' as const }),
  }).format(new Date(at))
}

/** How the list shows a time: the clock today, the day before that. */
export function short(at: string, now: number): string {
  if (dayKey(at) === dayKey(new Date(now).toISOString())) return clock(at)
  if (dayKey(at) === dayKey(new Date(now - 86_400_000).toISOString())) return t('time.yesterday')
  return formatter('short', { month: 'numeric', day: 'numeric' }).format(new Date(at))
}

/** A span in the largest two units that matter: "45 s", "3 min", "2 h 5 min", "4 d". */
export function span(millis: number): string {
  const seconds = Math.max(0, Math.round(millis / 1000))
  if (seconds < 60) return t('time.seconds', { n: seconds })
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return t('time.minutes', { n: minutes })
  const hours = Math.floor(minutes / 60)
  if (hours < 48) {
    return minutes % 60 && hours < 12
      ? `${t('time.hours', { n: hours })} ${t('time.minutes', { n: minutes % 60 })}`
      : t('time.hours', { n: hours })
  }
  return t('time.days', { n: Math.floor(hours / 24) })
}

export function bytes(size: number | undefined): string {
  if (size === undefined) return ''
  if (size < 1024) return `${size} B`
  if (size < 1024 * 1024) return `${(size / 1024).toFixed(0)} KB`
  return `${(size / 1024 / 1024).toFixed(1)} MB`
}

export function millis(value: number): string {
  if (value < 1) return '<1 ms'
  return value < 1000 ? `${Math.round(value)} ms` : `${(value / 1000).toFixed(1)} s`
}

const SIGNS: Record<string, string> = { CNY: '¥', EUR: '€', USD: '$', GBP: '£', JPY: '¥' }

/** An exact amount as it came, with the sign of its currency; no arithmetic, so nothing is rounded. */
export function money(amount: string, currency: string | undefined): string {
  const sign = currency ? (SIGNS[currency] ?? `${currency} `) : ''
  return sign + amount
}
