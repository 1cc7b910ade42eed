import type { TextKey, Texts } from '../i18n/texts';
import type { Action, SenderKind } from '../protocol/frames';
import type { DeliveryStatus, Entry, SessionView } from '../protocol/view';
import { button, el, setText } from './dom';
import { icon, type IconName } from './icons';
import { renderPart, type PartContext } from './parts';

export interface MessageListActions {
  press(action: Action): void;
  fileUrl(uri: string): string;
  retry(clientMessageId: string): void;
  discard(clientMessageId: string): void;
  loadEarlier(): void;
}

interface Row {
  readonly element: HTMLElement;
  readonly content: string;
  readonly meta: HTMLElement;
}

const STATUS_ICONS: Record<DeliveryStatus, IconName> = {
  sending: 'clock',
  sent: 'check',
  read: 'checks',
  failed: 'alert',
};

/** Messages closer than this, by one sender, stand together. */
const GROUP_WITHIN = 5 * 60_000;
const AT_BOTTOM = 80;

/**
 * The log on the screen. Draws only what changed, stays at the end unless the visitor scrolled away, and reads new
 * messages out once (a live region that ignores delivery ticks).
 */
export class MessageList {
  readonly element: HTMLElement;
  private readonly scroller: HTMLElement;
  private readonly log: HTMLElement;
  private readonly empty: HTMLElement;
  private readonly earlier: HTMLButtonElement;
  private readonly typing: HTMLElement;
  private readonly typingText: HTMLElement;
  private readonly jump: HTMLButtonElement;
  private readonly end = el('div', { class: 'log-end' });
  private readonly rows = new Map<string, Row>();
  private readonly context: PartContext;
  private lastKey = '';
  /** Whether the visitor reads at the end. Only scrolling up ends it: a banner or the stars above it must not. */
  private following = true;
  private lastTop = 0;

  constructor(
    private readonly texts: Texts,
    private readonly actions: MessageListActions,
    private readonly now: () => Date,
  ) {
    this.context = { texts, press: (action) => actions.press(action), fileUrl: (uri) => actions.fileUrl(uri), resized: () => this.stick() };
    this.log = el('div', { class: 'log', role: 'log', 'aria-live': 'polite', 'aria-label': texts.get('log.label') });
    this.empty = el(
      'div',
      { class: 'empty' },
      el('span', { class: 'empty-icon' }, icon('chat')),
      el('strong', {}, texts.get('log.empty.title')),
      el('span', {}, texts.get('log.empty.text')),
    );
    this.earlier = button({ class: 'earlier', hidden: true }, () => actions.loadEarlier(), texts.get('log.earlier'));
    this.typingText = el('span', { class: 'hidden' });
    this.typing = el('div', { class: 'typing', hidden: true, role: 'status' }, dots(), this.typingText);
    this.scroller = el(
      'div',
      { class: 'scroller', tabindex: '0' },
      this.earlier,
      this.empty,
      this.log,
      this.typing,
      this.end,
    );
    this.jump = button({ class: 'jump', hidden: true }, () => this.toEnd(true), icon('down'), texts.get('log.jump'));
    this.element = el('div', { class: 'messages' }, this.scroller, this.jump);
    this.scroller.addEventListener('scroll', () => this.scrolled(), { passive: true });
    // The keyboard of a phone, a banner or a longer answer takes room from the log.
    if (typeof ResizeObserver !== 'undefined') new ResizeObserver(() => this.stick()).observe(this.scroller);
  }

  /** Where something that belongs to the end of the log, such as the rating, can be put. */
  get tail(): HTMLElement {
    return this.end;
  }

  render(view: SessionView): void {
    this.earlier.hidden = !view.earlierMissing;
    this.empty.hidden = view.entries.length > 0;
    // A whole log appearing at once is history, not news.
    this.log.setAttribute('aria-busy', String(this.rows.size === 0 && view.entries.length > 2));
    this.draw(view.entries);
    this.log.setAttribute('aria-busy', 'false');
    this.renderTyping(view);
    const last = view.entries.at(-1);
    const grew = last !== undefined && last.key !== this.lastKey;
    const spokeOurselves = grew && last.from.kind === 'visitor';
    if (this.following || spokeOurselves || this.lastKey === '') this.toEnd(false);
    else if (grew) this.jump.hidden = false;
    this.lastKey = last?.key ?? '';
  }

  /** Goes to the end if that is where the visitor is. */
  stick(): void {
    if (this.following) this.toEnd(false);
  }

  toEnd(smooth: boolean): void {
    this.jump.hidden = true;
    this.following = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smooth ? 'smooth' : 'auto' });
  }

  private draw(entries: readonly Entry[]): void {
    const wanted = new Set<string>();
    let previous: Entry | undefined;
    let place: ChildNode | null = this.log.firstChild;
    entries.forEach((entry, index) => {
      const day = this.dayBefore(entry, previous);
      if (day !== undefined) {
        wanted.add(day.key);
        place = this.place(this.separator(day.key, day.label), place);
      }
      wanted.add(entry.key);
      const shape = { first: !together(previous, entry), last: !together(entry, entries[index + 1]) };
      place = this.place(this.row(entry, shape), place);
      previous = entry;
    });
    for (const [key, row] of this.rows) {
      if (wanted.has(key)) continue;
      row.element.remove();
      this.rows.delete(key);
    }
  }

  /** Puts the element at the place unless it is there already; returns the next place. */
  private place(element: HTMLElement, at: ChildNode | null): ChildNode | null {
    if (element === at) return at.nextSibling;
    this.log.insertBefore(element, at);
    return at;
  }

  private dayBefore(entry: Entry, previous: Entry | undefined): { key: string; label: string } | undefined {
    const day = new Date(entry.at);
    if (Number.isNaN(day.getTime())) return undefined;
    if (previous !== undefined && new Date(previous.at).toDateString() === day.toDateString()) return undefined;
    return { key: `day-${day.toDateString()}-${entry.key}`, label: this.texts.day(day, this.now()) };
  }

  private separator(key: string, label: string): HTMLElement {
    const known = this.rows.get(key);
    if (known !== undefined && known.content === label) return known.element;
    const element = el('div', { class: 'day' }, el('span', {}, label));
    known?.element.replaceWith(element);
    this.rows.set(key, { element, content: label, meta: element });
    return element;
  }

  private row(entry: Entry, shape: { first: boolean; last: boolean }): HTMLElement {
    const content = JSON.stringify([entry.from, entry.parts]);
    const known = this.rows.get(entry.key);
    const row = known?.content === content ? known : this.newRow(entry, content);
    if (known !== undefined && row !== known) known.element.replaceWith(row.element);
    this.rows.set(entry.key, row);
    row.element.classList.toggle('first', shape.first);
    row.element.classList.toggle('last', shape.last);
    this.renderMeta(row.meta, entry, shape.last);
    return row.element;
  }

  private newRow(entry: Entry, content: string): Row {
    const { kind } = entry.from;
    const meta = el('div', { class: 'meta', 'aria-live': 'off' });
    const parts = entry.parts.map((part) => renderPart(part, this.context));
    const name = kind === 'system' ? undefined : this.senderLine(kind, entry.from.name);
    const stack = el('div', { class: 'stack' }, name, ...parts, meta);
    const avatar = kind === 'bot' || kind === 'agent' ? this.avatar(kind, entry.from.name) : undefined;
    return { element: el('div', { class: `row ${kind}` }, avatar, stack), content, meta };
  }

  private senderLine(kind: SenderKind, name: string | undefined): HTMLElement {
    const generic = this.texts.get(`sender.${kind}`);
    if (kind === 'visitor') return el('div', { class: 'hidden' }, generic);
    const badge = el('span', { class: 'badge' }, this.texts.get(kind === 'agent' ? 'badge.agent' : 'badge.bot'));
    return el('div', { class: 'name' }, name ?? generic, badge);
  }

  private avatar(kind: 'bot' | 'agent', name: string | undefined): HTMLElement {
    const initial = kind === 'agent' && name !== undefined ? firstLetter(name) : undefined;
    return el('span', { class: 'avatar', 'aria-hidden': 'true' }, initial ?? icon(kind === 'bot' ? 'bot' : 'person'));
  }

  private renderMeta(meta: HTMLElement, entry: Entry, last: boolean): void {
    const at = new Date(entry.at);
    const time = Number.isNaN(at.getTime()) || !(last || entry.status === 'failed') ? '' : this.texts.time(at);
    const state = `${time}|${entry.status ?? ''}`;
    if (meta.dataset.state === state) return;
    meta.dataset.state = state;
    const { status } = entry;
    meta.replaceChildren(
      ...(time === '' ? [] : [el('span', { class: 'time' }, time)]),
      ...(status === undefined ? [] : [this.tick(status)]),
      ...(status === 'failed' && entry.clientMessageId !== undefined ? this.repair(entry.clientMessageId) : []),
    );
    meta.hidden = meta.childElementCount === 0;
  }

  private tick(status: DeliveryStatus): HTMLElement {
    const label = this.texts.get(`status.${status}` satisfies TextKey);
    const visible = status === 'failed' || status === 'read';
    return el(
      'span',
      { class: `tick ${status}`, title: label },
      icon(STATUS_ICONS[status]),
      el('span', { class: visible ? '' : 'hidden' }, label),
    );
  }

  private repair(clientMessageId: string): HTMLElement[] {
    return [
      button({ class: 'text-button' }, () => this.actions.retry(clientMessageId), this.texts.get('failed.retry')),
      button({ class: 'text-button' }, () => this.actions.discard(clientMessageId), this.texts.get('failed.discard')),
    ];
  }

  private renderTyping(view: SessionView): void {
    const { typing } = view;
    this.typing.hidden = typing === undefined;
    if (typing === undefined) return;
    const name = typing.name ?? this.texts.get(`sender.${typing.kind}`);
    setText(this.typingText, this.texts.get('typing', { name }));
  }

  private scrolled(): void {
    const { scrollTop } = this.scroller;
    if (this.atEnd()) {
      this.following = true;
      this.jump.hidden = true;
    } else if (scrollTop < this.lastTop) {
      this.following = false;
    }
    this.lastTop = scrollTop;
  }

  private atEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    return scrollHeight - scrollTop - clientHeight < AT_BOTTOM;
  }
}

function together(one: Entry | undefined, next: Entry | undefined): boolean {
  if (one === undefined || next === undefined) return false;
  if (one.from.kind !== next.from.kind || one.from.name !== next.from.name) return false;
  const gap = Date.parse(next.at) - Date.parse(one.at);
  return !(gap > GROUP_WITHIN) && one.status !== 'failed';
}

function firstLetter(name: string): string | undefined {
  return [...name.trim()][0]?.toUpperCase();
}

function dots(): HTMLElement {
  return el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'));
}
