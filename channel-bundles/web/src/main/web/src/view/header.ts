import type { Texts } from '../i18n/texts';
import type { SessionView } from '../protocol/view';
import { button, el, setText } from './dom';
import { icon, type IconName } from './icons';

export interface HeaderActions {
  close(): void;
  switchLanguage(): void;
  askForPerson(): void;
  askForRating(): void;
  askToStartOver(): void;
}

/** Who the visitor is talking to, and the menu. */
export class Header {
  readonly element: HTMLElement;
  private readonly avatar = el('span', { class: 'header-avatar', 'aria-hidden': 'true' });
  private readonly status = el('span', { class: 'header-status' });
  private readonly menu: HTMLElement;
  private readonly opener: HTMLButtonElement;
  private readonly person: HTMLButtonElement;
  private readonly rate: HTMLButtonElement;
  private readonly restart: HTMLButtonElement;
  private shownAvatar = '';

  constructor(
    private readonly texts: Texts,
    actions: HeaderActions,
    title: string,
    closable: boolean,
  ) {
    const more = texts.get('header.menu');
    this.opener = button(
      { class: 'icon-button', 'aria-label': more, title: more, 'aria-haspopup': 'menu', 'aria-expanded': 'false' },
      () => this.toggleMenu(this.menu.hidden),
      icon('more'),
    );
    this.person = this.item('headset', texts.get('menu.person'), () => actions.askForPerson());
    this.rate = this.item('star', texts.get('menu.rate'), () => actions.askForRating());
    this.restart = this.item('refresh', texts.get('menu.startOver'), () => actions.askToStartOver());
    const language = this.item('globe', texts.get('menu.language'), () => actions.switchLanguage());
    this.menu = el('div', { class: 'menu', role: 'menu', hidden: true }, this.person, this.rate, this.restart, language);
    this.menu.addEventListener('keydown', (event) => this.menuKey(event));
    const close = texts.get('header.close');
    this.element = el(
      'div',
      { class: 'header' },
      this.avatar,
      el('div', { class: 'header-text' }, el(closable ? 'h2' : 'h1', { class: 'header-title' }, title), this.status),
      this.opener,
      closable &&
        button({ class: 'icon-button', 'aria-label': close, title: close }, () => actions.close(), icon('chevron')),
      this.menu,
    );
    this.element.addEventListener('focusout', (event) => this.focusLeft(event));
  }

  /** Closes the menu; says whether it was open. */
  closeMenu(): boolean {
    if (this.menu.hidden) return false;
    this.toggleMenu(false);
    this.opener.focus();
    return true;
  }

  render(view: SessionView): void {
    setText(this.status, this.statusText(view));
    this.element.dataset.connection = view.connection;
    this.person.hidden = view.state === 'human' || view.state === 'queued';
    this.rate.hidden = !view.canRate;
    this.restart.hidden = view.entries.length === 0;
    const initial = view.state === 'human' ? [...view.agentName][0] : undefined;
    const avatar = initial ?? (view.state === 'human' ? 'person' : 'bot');
    if (avatar === this.shownAvatar) return;
    this.shownAvatar = avatar;
    this.avatar.replaceChildren(initial ?? icon(view.state === 'human' ? 'person' : 'bot'));
  }

  private statusText(view: SessionView): string {
    if (view.connection === 'connecting' && view.entries.length === 0) return this.texts.get('connection.connecting');
    if (view.state !== 'human') return this.texts.get(`state.${view.state}`);
    return view.agentName === ''
      ? this.texts.get('state.human.nameless')
      : this.texts.get('state.human', { name: view.agentName });
  }

  private item(name: IconName, label: string, run: () => void): HTMLButtonElement {
    const choose = () => {
      this.toggleMenu(false);
      run();
    };
    return button({ class: 'menu-item', role: 'menuitem' }, choose, icon(name), label);
  }

  private toggleMenu(open: boolean): void {
    this.menu.hidden = !open;
    this.opener.setAttribute('aria-expanded', String(open));
    if (open) this.items()[0]?.focus();
  }

  private menuKey(event: KeyboardEvent): void {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const items = this.items();
    const current = items.findIndex((item) => item === event.target);
    items[(current + step + items.length) % items.length]?.focus();
  }

  private items(): readonly HTMLElement[] {
    return [...this.menu.querySelectorAll<HTMLElement>('.menu-item')].filter((item) => !item.hidden);
  }

  private focusLeft(event: FocusEvent): void {
    if (this.menu.hidden || this.element.contains(event.relatedTarget as Node | null)) return;
    this.toggleMenu(false);
  }
}
