import { localeFor, type Locale } from './i18n/texts';

export type Mode = 'widget' | 'page';
export type Theme = 'light' | 'dark' | 'auto';

/** What the embedding page may choose, already checked. */
export interface ChatConfig {
  readonly mode: Mode;
  /** The brand or shop; the server's default one when empty. */
  readonly site: string;
  /** Address of `/ws/visitor`. */
  readonly endpoint: string;
  readonly locale: Locale;
  /** The brand colour as red, green, blue. */
  readonly color: Rgb;
  readonly position: 'left' | 'right';
  readonly title: Localised<string | undefined>;
  readonly theme: Theme;
  /** Questions offered above the text field. */
  readonly suggestions: Localised<readonly string[]>;
  /** Whether the conversation outlives the browser tab. */
  readonly lasting: boolean;
  readonly open: boolean;
}

export type Localised<T> = Readonly<Record<Locale, T>>;

export type Rgb = readonly [number, number, number];

const DEFAULT_COLOR: Rgb = [43, 92, 217];
const SITE = /^[\w.-]{1,64}$/;

/**
 * Reads the `data-*` attributes of the script tag; for the full page, its query overrides what a link may choose.
 *
 * @param attributes the script's dataset
 * @param scriptUrl where the script came from; the socket is on the same host unless `data-endpoint` says otherwise
 * @param page query and language of the page
 */
export function readConfig(
  attributes: Readonly<Record<string, string | undefined>>,
  scriptUrl: string,
  page: { readonly search: string; readonly language: string },
): ChatConfig {
  const mode: Mode = attributes.mode === 'page' ? 'page' : 'widget';
  const query = new URLSearchParams(mode === 'page' ? page.search : '');
  const value = (name: string) => query.get(name) ?? attributes[name] ?? undefined;
  const site = value('site') ?? '';
  const theme = value('theme');
  return {
    mode,
    site: SITE.test(site) ? site : '',
    endpoint: endpointOf(attributes.endpoint, scriptUrl),
    locale: localeFor(value('locale') ?? page.language),
    color: parseColor(value('color')) ?? DEFAULT_COLOR,
    position: attributes.position === 'left' ? 'left' : 'right',
    title: perLocale((suffix) => (attributes[`title${suffix}`] ?? value('title'))?.slice(0, 60)),
    theme: theme === 'dark' || theme === 'auto' ? theme : 'light',
    suggestions: perLocale((suffix) => splitList(attributes[`suggestions${suffix}`] ?? attributes.suggestions)),
    lasting: attributes.remember !== 'tab',
    open: attributes.open === 'true',
  };
}

/** `data-title-zh` and `data-title-en` win over `data-title`. */
function perLocale<T>(read: (suffix: 'Zh' | 'En') => T): Localised<T> {
  return { 'zh-CN': read('Zh'), en: read('En') };
}

function endpointOf(wish: string | undefined, scriptUrl: string): string {
  const url = new URL(wish ?? '/ws/visitor', scriptUrl);
  if (url.protocol === 'http:') url.protocol = 'ws:';
  else if (url.protocol === 'https:') url.protocol = 'wss:';
  return url.href;
}

function splitList(value: string | undefined): readonly string[] {
  const items = (value ?? '').split('|').map((item) => item.trim());
  return items.filter((item) => item !== '').slice(0, 6);
}

/** Reads `#rgb` or `#rrggbb`. */
export function parseColor(value: string | undefined): Rgb | undefined {
  const hex = /^#?([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(value?.trim() ?? '')?.[1];
  if (hex === undefined) return undefined;
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
  const number = Number.parseInt(full, 16);
  return [number >> 16, (number >> 8) & 255, number & 255];
}
