import type { ChatConfig } from './config';
import { otherLocale, Texts, type Locale } from './i18n/texts';
import type { Profile } from './protocol/frames';
import { ChatSession, type SendResult } from './protocol/session';
import type { KeyValueStore } from './protocol/storage';
import { el, standOnItsOwn } from './view/dom';
import { Launcher } from './view/launcher';
import { Panel } from './view/panel';
import { brandVariables } from './view/theme';
import styles from './view/styles.css?inline';

/** Told to the embedding page: `open`, `close`, `unread` (detail: count), `state` (detail: name). */
export type ChatEvent = 'open' | 'close' | 'unread' | 'state';

const LOCALE_KEY = 'dragoman:locale';
const HIDDEN_DELAY = 200;
const SMALL_SCREEN = '(max-width: 520px), (max-height: 460px)';

/** Puts the chat into a page: a shadow root with launcher and panel, or the panel alone as the page. */
export class ChatApp extends EventTarget {
  private readonly session: ChatSession;
  private readonly host: HTMLElement;
  private readonly root: HTMLElement;
  private texts: Texts;
  private panel: Panel;
  private launcher: Launcher | undefined;
  private isOpen = false;
  private drawing = false;
  private told = { unread: 0, state: '' };

  constructor(
    private readonly config: ChatConfig,
    private readonly store: KeyValueStore,
  ) {
    super();
    this.texts = new Texts(this.rememberedLocale() ?? config.locale);
    this.session = new ChatSession({
      url: config.endpoint,
      site: config.site,
      locale: this.texts.locale,
      store,
      openSocket: (url) => new WebSocket(url),
      random: Math.random,
      newId,
      now: () => Date.now(),
    });
    this.host = el('div', { id: 'dragoman-chat' });
    this.root = el('div', { class: `root ${config.mode} ${config.position} theme-${config.theme}` });
    for (const [name, value] of Object.entries(brandVariables(config.color))) this.root.style.setProperty(name, value);
    this.panel = this.build();
    this.attach();
    this.session.subscribe(() => this.draw());
    if (config.mode === 'page' || config.open) this.open();
    this.catchUp();
    this.redraw();
  }

  get locale(): Locale {
    return this.texts.locale;
  }

  open(): void {
    if (this.isOpen) return;
    this.isOpen = true;
    this.root.classList.add('open');
    this.session.open();
    this.attend();
    this.redraw();
    this.panel.shown();
    // On a phone the page was opened to read first; the keyboard would cover half of it.
    if (this.config.mode === 'widget' && !matchMedia(SMALL_SCREEN).matches) this.panel.focus();
    this.dispatchEvent(new CustomEvent('open'));
  }

  close(): void {
    if (!this.isOpen || this.config.mode === 'page') return;
    this.isOpen = false;
    this.root.classList.remove('open');
    this.attend();
    this.redraw();
    this.launcher?.focus();
    this.dispatchEvent(new CustomEvent('close'));
  }

  toggle(): void {
    if (this.isOpen) this.close();
    else this.open();
  }

  identify(profile: Profile | undefined): void {
    this.session.identify(profile);
    this.catchUp();
  }

  say(text: string): SendResult {
    return this.session.say(text);
  }

  setLocale(locale: Locale): void {
    if (locale === this.texts.locale) return;
    this.store.set(LOCALE_KEY, locale);
    this.texts = new Texts(locale);
    this.session.speak(locale);
    const draft = this.panel.draft;
    this.panel = this.build();
    this.panel.draft = draft;
    this.redraw();
    this.panel.shown();
    if (this.isOpen) this.panel.focus();
  }

  /** Somebody who talked to us before may have got an answer since; others cost no connection. */
  private catchUp(): void {
    if (this.session.known) this.session.open();
  }

  private build(): Panel {
    const { mode, title, suggestions } = this.config;
    const { locale } = this.texts;
    const panel = new Panel(this.texts, this.session, {
      title: title[locale] ?? this.texts.get('title'),
      closable: mode === 'widget',
      suggestions: suggestions[locale],
      close: () => this.close(),
      switchLanguage: () => this.setLocale(otherLocale(this.texts.locale)),
      now: () => new Date(),
    });
    this.launcher = mode === 'widget' ? new Launcher(this.texts, () => this.toggle()) : undefined;
    this.root.lang = this.texts.locale;
    this.root.replaceChildren(panel.element, ...(this.launcher === undefined ? [] : [this.launcher.element]));
    return panel;
  }

  private attach(): void {
    standOnItsOwn(this.host);
    const shadow = this.host.attachShadow({ mode: 'open' });
    adoptStyles(shadow, styles);
    shadow.append(this.root);
    document.body.append(this.host);
    window.addEventListener('offline', () => this.session.offline());
    window.addEventListener('online', () => this.session.wake());
    window.addEventListener('pagehide', () => this.session.save());
    window.addEventListener('pageshow', () => this.session.wake());
    document.addEventListener('visibilitychange', () => this.visibilityChanged());
    const viewport = window.visualViewport;
    viewport?.addEventListener('resize', () => this.fitViewport());
    viewport?.addEventListener('scroll', () => this.fitViewport());
    this.fitViewport();
  }

  private visibilityChanged(): void {
    if (document.visibilityState === 'visible') this.session.wake();
    else this.session.save();
    this.attend();
    this.redraw();
  }

  /** Keeps the text field above a phone's keyboard, which shrinks the visual viewport only. */
  private fitViewport(): void {
    // Older browsers do not have it, whatever the types say.
    const viewport: VisualViewport | null | undefined = window.visualViewport;
    if (viewport === null || viewport === undefined) return;
    this.root.style.setProperty('--viewport-height', `${viewport.height}px`);
    this.root.style.setProperty('--viewport-top', `${viewport.offsetTop}px`);
  }

  private attend(): void {
    this.session.attend(this.isOpen && document.visibilityState === 'visible');
  }

  /** Many frames in a row are one picture. A hidden page paints none, but its title still counts. */
  private draw(): void {
    if (this.drawing) return;
    this.drawing = true;
    if (document.visibilityState === 'visible') requestAnimationFrame(() => this.redraw());
    else setTimeout(() => this.redraw(), HIDDEN_DELAY);
  }

  private redraw(): void {
    this.drawing = false;
    const view = this.session.view;
    this.launcher?.render(view, this.isOpen);
    if (this.isOpen) this.panel.render(view);
    if (view.unread !== this.told.unread) this.dispatchEvent(new CustomEvent('unread', { detail: view.unread }));
    if (view.state !== this.told.state) this.dispatchEvent(new CustomEvent('state', { detail: view.state }));
    this.told = { unread: view.unread, state: view.state };
  }

  private rememberedLocale(): Locale | undefined {
    const locale = this.store.get(LOCALE_KEY);
    return locale === 'zh-CN' || locale === 'en' ? locale : undefined;
  }
}

/** Constructed style sheets need no allowance in a page's content security policy; old browsers get a style tag. */
function adoptStyles(shadow: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    shadow.adoptedStyleSheets = [sheet];
  } catch {
    shadow.append(el('style', {}, css));
  }
}

function newId(): string {
  // randomUUID is missing on pages without TLS.
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
