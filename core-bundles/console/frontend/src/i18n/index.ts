import { createI18n } from 'vue-i18n'
import type { Locale } from '@/api/types'
import zhCN from './zh-CN'

export const LOCALES: readonly Locale[] = ['zh-CN', 'en']
const KEY = 'dragoman.locale'

export const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN' as Locale,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zhCN } as Record<string, typeof zhCN>,
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
})

export const t = i18n.global.t
export const te = i18n.global.te

export function currentLocale(): Locale {
  return i18n.global.locale.value as Locale
}

/** Loads the texts of a language and shows it. */
export async function showLocale(locale: Locale): Promise<void> {
  if (locale === 'en' && !i18n.global.availableLocales.includes('en')) {
    i18n.global.setLocaleMessage('en', (await import('./en')).default)
  }
  i18n.global.locale.value = locale
  document.documentElement.lang = locale
}

/** Shows a language that somebody chose, and remembers it in this browser: it comes before the account's. */
export async function pickLocale(locale: Locale): Promise<void> {
  await showLocale(locale)
  try {
    localStorage.setItem(KEY, locale)
  } catch {
    // Without storage the choice lasts for this page.
  }
}

/** What was chosen in this browser. */
export function pickedLocale(): Locale | undefined {
  try {
    const stored = localStorage.getItem(KEY)
    return LOCALES.find((locale) => locale === stored)
  } catch {
    return undefined
  }
}

/** The language that this browser is set to, where it is one of ours. */
export function browserLocale(): Locale | undefined {
  const language = navigator.language.toLowerCase()
  return language.startsWith('zh') ? 'zh-CN' : language.startsWith('en') ? 'en' : undefined
}

export function initialLocale(): Locale {
  return pickedLocale() ?? browserLocale() ?? 'en'
}
