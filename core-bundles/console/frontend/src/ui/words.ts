import type { KeyedText } from '@/api/types'
import { currentLocale, t, te } from '@/i18n'

/**
 * A text that the server names by a key, in the reader's language. Keys may hold dots; what this console does not know
 * yet is shown in the server's own words, so that a newer server or a plug-in stays readable.
 */
export function keyed(text: KeyedText | undefined, area: 'trace.detail' | 'handoff' | 'reason'): string {
  if (!text) return ''
  const short = text.key.startsWith('handoff.') && area === 'handoff' ? text.key.slice('handoff.'.length) : text.key
  const key = `${area}.${short}`
  if (te(key)) return t(key, text.params ?? {})
  if (text.text) return text.text
  const params = Object.entries(text.params ?? {}).map(([name, value]) => `${name}: ${value}`)
  return params.length ? `${text.key} (${params.join(', ')})` : text.key
}

/** Why something is so, in the reader's language; what this console has no words for, in the server's English. */
export function because(english: string | undefined, why: KeyedText | undefined): string {
  if (!why || !te(`reason.${why.key}`)) return english ?? ''
  const words = keyed(why, 'reason').trim()
  return why.params?.inRule ? t('rules.inRule', { rule: why.params.inRule, words }) : words
}

/** A team's name in the reader's language, where it has one. */
export function teamName(team: { name: string; nameEn?: string }): string {
  return (currentLocale() === 'en' && team.nameEn) || team.name
}

/** The name of something that has one in the language files, else its own id. */
export function named(area: string, id: string): string {
  const key = `${area}.${id}`
  return te(key) ? t(key) : id
}
