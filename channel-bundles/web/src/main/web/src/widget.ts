import { ChatApp, type ChatEvent } from './app';
import { readConfig } from './config';
import { localeFor } from './i18n/texts';
import type { Profile } from './protocol/frames';
import type { SendResult } from './protocol/session';
import { browserStore } from './protocol/storage';

/** What an embedding page can call once `dragoman:ready` was fired on `window`. */
export interface DragomanApi {
  open(): void;
  close(): void;
  toggle(): void;
  /** Who the visitor is and what is in the cart; null after signing out. The server decides what it believes. */
  identify(profile: Profile | null): void;
  /** Says something in the visitor's name. */
  send(text: string): SendResult;
  setLocale(locale: string): void;
  /** Listens to `open`, `close`, `unread`, `state`; returns a function that stops it. */
  on(event: ChatEvent, listener: (detail: unknown) => void): () => void;
}

declare global {
  interface Window {
    Dragoman?: DragomanApi;
  }
}

const script = document.currentScript;

function start(attributes: DOMStringMap, scriptUrl: string): void {
  // A page that includes the script twice gets one chat.
  if (window.Dragoman !== undefined) return;
  const config = readConfig(attributes, scriptUrl, { search: location.search, language: navigator.language });
  const app = new ChatApp(config, browserStore(config.lasting));
  if (config.mode === 'page') dressPage(app, config.title[app.locale]);
  window.Dragoman = {
    open: () => app.open(),
    close: () => app.close(),
    toggle: () => app.toggle(),
    identify: (profile) => app.identify(profile ?? undefined),
    send: (text) => app.say(text),
    setLocale: (locale) => app.setLocale(localeFor(locale)),
    on: (event, listener) => {
      const forward = (fired: Event) => listener(fired instanceof CustomEvent ? fired.detail : undefined);
      app.addEventListener(event, forward);
      return () => app.removeEventListener(event, forward);
    },
  };
  window.dispatchEvent(new CustomEvent('dragoman:ready'));
}

/** The full page carries the chat's language, title and number of unread messages itself. */
function dressPage(app: ChatApp, title: string | undefined): void {
  const name = title ?? document.title;
  document.documentElement.lang = app.locale;
  document.title = name;
  app.addEventListener('unread', (event) => {
    const unread = (event as CustomEvent<number>).detail;
    document.title = unread > 0 ? `(${unread}) ${name}` : name;
  });
}

if (script instanceof HTMLScriptElement) {
  const { dataset, src } = script;
  const run = () => start(dataset, src || location.href);
  if (document.body === null) document.addEventListener('DOMContentLoaded', run, { once: true });
  else run();
}
