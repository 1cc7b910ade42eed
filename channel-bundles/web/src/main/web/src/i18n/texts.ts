import en from './en.json';
import zhCN from './zh-CN.json';

export type TextKey = keyof typeof en;
export type Locale = 'zh-CN' | 'en';

const TABLES: Record<Locale, Record<TextKey, string>> = { en, 'zh-CN': zhCN };

/** The language served for a wish such as `zh`, `zh-TW` or `fr`: Chinese for any Chinese, English for the rest. */
export function localeFor(wish: string | undefined): Locale {
  return wish?.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

export function otherLocale(locale: Locale): Locale {
  return locale === 'en' ? 'zh-CN' : 'en';
}

/** All words of the chat in one language; `{name}` in a text is filled from the values. */
export class Texts {
  constructor(readonly locale: Locale) {}

  get(key: TextKey, values: Readonly<Record<string, string | number>> = {}): string {
    return TABLES[this.locale][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  }

  /** Words for an error of the server; the server's own words for codes without any here. */
  error(code: string, message: string): string {
    const key = ERRORS.get(code);
    if (key !== undefined) return this.get(key);
    return message === '' ? this.get('error.generic') : message;
  }

  time(at: Date): string {
    return at.toLocaleTimeString(this.locale, { hour: '2-digit', minute: '2-digit', hour12: false });
  }

  day(at: Date, now: Date): string {
    const days = Math.round((startOfDay(now) - startOfDay(at)) / 86_400_000);
    if (days === 0) return this.get('day.today');
    if (days === 1) return this.get('day.yesterday');
    const sameYear = at.getFullYear() === now.getFullYear();
    return at.toLocaleDateString(this.locale, {
      ...(sameYear ? {} : { year: 'numeric' }),
      month: 'long',
      day: 'numeric',
      weekday: 'short',
    });
  }

  size(bytes: number): string {
    if (bytes < 1024) return `${bytes} B`;
    const kilobytes = bytes / 1024;
    if (kilobytes < 1024) return `${kilobytes.toFixed(0)} KB`;
    return `${(kilobytes / 1024).toFixed(1)} MB`;
  }
}

const ERRORS: ReadonlyMap<string, TextKey> = new Map([
  ['not-acknowledged', 'error.not-acknowledged'],
  ['too-long', 'error.too-long'],
  ['too-fast', 'error.rate-limited'],
  ['rate-limited', 'error.rate-limited'],
  ['overloaded', 'error.busy'],
  ['bad-frame', 'error.invalid'],
  ['bad-message', 'error.invalid'],
  ['bad-score', 'error.invalid'],
  ['store-down', 'error.unavailable'],
  ['unavailable', 'error.unavailable'],
  ['unknown-site', 'error.unknown-site'],
  ['unknown-type', 'error.not-allowed'],
]);

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
