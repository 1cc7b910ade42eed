import type { Texts } from '../i18n/texts';
import type { SessionView } from '../protocol/view';
import { button, el, setText } from './dom';
import { icon } from './icons';
import { summary } from './parts';

/** The round button in the corner, with the number of unread messages and a glance at the latest of them. */
export class Launcher {
  readonly element: HTMLElement;
  private readonly bubble: HTMLButtonElement;
  private readonly badge = el('span', { class: 'unread', 'aria-hidden': 'true', hidden: true });
  private readonly teaser: HTMLElement;
  private readonly teaserText = el('span', { class: 'teaser-text' });
  private dismissed = 0;

  constructor(
    private readonly texts: Texts,
    toggle: () => void,
  ) {
    this.bubble = button(
      { class: 'launcher', 'aria-expanded': 'false' },
      toggle,
      el('span', { class: 'launcher-icon closed' }, icon('chat')),
      el('span', { class: 'launcher-icon open' }, icon('chevron')),
      this.badge,
    );
    const dismiss = texts.get('launcher.teaser.dismiss');
    this.teaser = el(
      'div',
      { class: 'teaser', hidden: true },
      button({ class: 'teaser-open' }, toggle, this.teaserText),
      button(
        { class: 'icon-button', 'aria-label': dismiss, title: dismiss },
        () => this.dismissTeaser(),
        icon('close'),
      ),
    );
    this.element = el('div', { class: 'corner' }, this.teaser, this.bubble);
  }

  focus(): void {
    this.bubble.focus();
  }

  render(view: SessionView, open: boolean): void {
    const unread = open ? 0 : view.unread;
    this.bubble.setAttribute('aria-expanded', String(open));
    const label = unread > 0 ? this.texts.get('launcher.unread', { count: unread }) : this.texts.get('launcher.open');
    if (this.bubble.getAttribute('aria-label') !== label) this.bubble.setAttribute('aria-label', label);
    this.badge.hidden = unread === 0;
    setText(this.badge, unread > 99 ? '99+' : String(unread));
    this.renderTeaser(view, unread);
  }

  private renderTeaser(view: SessionView, unread: number): void {
    const latest = view.entries.filter((entry) => entry.from.kind === 'bot' || entry.from.kind === 'agent').at(-1);
    const show = unread > 0 && latest !== undefined && (latest.seq ?? 0) > this.dismissed;
    this.teaser.hidden = !show;
    if (show) setText(this.teaserText, summary(latest.parts, this.texts));
    this.teaser.dataset.seq = String(latest?.seq ?? 0);
  }

  private dismissTeaser(): void {
    this.dismissed = Number(this.teaser.dataset.seq);
    this.teaser.hidden = true;
    this.focus();
  }
}
