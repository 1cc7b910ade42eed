import type { Texts } from '../i18n/texts';
import type { ChatSession } from '../protocol/session';
import type { SessionView } from '../protocol/view';
import { Banner } from './banner';
import { Composer } from './composer';
import { button, el } from './dom';
import { Header } from './header';
import { MessageList } from './message-list';
import { RatingForm } from './rating';

export interface PanelOptions {
  readonly title: string;
  /** False for the full page, which has nothing to go back to. */
  readonly closable: boolean;
  readonly suggestions: readonly string[];
  readonly close: () => void;
  readonly switchLanguage: () => void;
  readonly now: () => Date;
}

/** The chat itself, in one language; a change of the language makes a new one. */
export class Panel {
  readonly element: HTMLElement;
  private readonly header: Header;
  private readonly banner: Banner;
  private readonly messages: MessageList;
  private readonly composer: Composer;
  private readonly question = el('div', { class: 'question', role: 'alertdialog', hidden: true });
  private rating: RatingForm | undefined;
  private ratingWanted = false;
  private ratingRefused = false;
  /** How many entries there were when the visitor rated; thanks are shown until somebody says more. */
  private ratedAt: number | undefined;

  constructor(
    private readonly texts: Texts,
    private readonly session: ChatSession,
    options: PanelOptions,
  ) {
    this.header = new Header(
      texts,
      {
        close: options.close,
        switchLanguage: options.switchLanguage,
        askForPerson: () => this.askForPerson(),
        askForRating: () => this.askForRating(),
        askToStartOver: () => this.askToStartOver(),
      },
      options.title,
      options.closable,
    );
    this.banner = new Banner(texts, session);
    this.messages = new MessageList(texts, session, options.now);
    this.composer = new Composer(
      texts,
      {
        say: (text) => session.say(text),
        composing: (hasText) => session.composing(hasText),
        askForPerson: () => this.askForPerson(),
        attach: (file) => session.attach(file),
      },
      options.suggestions,
    );
    this.element = el(
      'section',
      { class: 'panel', role: options.closable ? 'dialog' : 'main', 'aria-label': options.title },
      this.header.element,
      this.banner.element,
      this.messages.element,
      this.question,
      this.composer.element,
    );
    this.element.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || event.isComposing) return;
      event.stopPropagation();
      if (!this.header.closeMenu() && options.closable) options.close();
    });
  }

  get draft(): string {
    return this.composer.draft;
  }

  set draft(text: string) {
    this.composer.draft = text;
  }

  focus(): void {
    this.composer.focus();
  }

  /** The panel was shown or changed its size. */
  shown(): void {
    this.messages.toEnd(false);
  }

  render(view: SessionView): void {
    this.header.render(view);
    this.banner.render(view);
    this.composer.render(view);
    this.renderRating(view);
    this.messages.render(view);
  }

  private askForPerson(): void {
    this.session.say(this.texts.get('person.text'));
    this.composer.focus();
  }

  private askForRating(): void {
    this.ratingWanted = true;
    this.render(this.session.view);
    this.messages.toEnd(true);
    this.rating?.element.querySelector('input')?.focus();
  }

  private askToStartOver(): void {
    const done = () => {
      this.question.hidden = true;
      this.composer.focus();
    };
    const yes = button(
      { class: 'primary' },
      () => {
        done();
        this.session.startOver();
      },
      this.texts.get('startOver.yes'),
    );
    const no = button({ class: 'secondary' }, done, this.texts.get('startOver.no'));
    const text = this.texts.get('startOver.question');
    this.question.replaceChildren(el('p', {}, text), el('div', { class: 'question-actions' }, no, yes));
    this.question.setAttribute('aria-label', text);
    this.question.hidden = false;
    no.focus();
  }

  private renderRating(view: SessionView): void {
    if (view.state !== 'closed') this.ratingRefused = false;
    const wanted = view.canRate && (this.ratingWanted || (view.state === 'closed' && !this.ratingRefused));
    if (wanted && this.rating === undefined) {
      this.ratedAt = undefined;
      this.rating = new RatingForm(this.texts, (score, comment) => this.rate(score, comment), () => this.rateLater());
      this.messages.tail.replaceChildren(this.rating.element);
    } else if (!wanted && this.rating !== undefined) {
      this.rating = undefined;
      this.messages.tail.replaceChildren();
    }
    if (this.rating === undefined) this.renderThanks(view);
  }

  private renderThanks(view: SessionView): void {
    const { tail } = this.messages;
    const wanted = this.ratedAt === view.entries.length;
    if (!wanted) tail.replaceChildren();
    else if (tail.childElementCount === 0) {
      tail.append(el('div', { class: 'thanks', role: 'status' }, this.texts.get('rating.thanks')));
    }
  }

  private rate(score: number, comment: string): void {
    this.ratingWanted = false;
    this.ratedAt = this.session.view.entries.length;
    this.session.rate(score, comment);
    this.composer.focus();
  }

  private rateLater(): void {
    this.ratingWanted = false;
    this.ratingRefused = true;
    this.render(this.session.view);
    this.composer.focus();
  }
}
