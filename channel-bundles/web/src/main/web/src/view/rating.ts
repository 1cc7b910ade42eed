import type { TextKey, Texts } from '../i18n/texts';
import { button, el, setText } from './dom';
import { icon } from './icons';

const SCORES = [1, 2, 3, 4, 5] as const;
const LONGEST_COMMENT = 500;

/** Five stars and a comment, then a word of thanks. A radio group, so arrow keys choose. */
export class RatingForm {
  readonly element: HTMLElement;
  private score = 0;
  private readonly stars: readonly HTMLLabelElement[];
  private readonly verdict = el('div', { class: 'verdict', 'aria-live': 'polite' });
  private readonly more: HTMLElement;
  private readonly comment: HTMLTextAreaElement;

  constructor(
    private readonly texts: Texts,
    private readonly rate: (score: number, comment: string) => void,
    private readonly later: () => void,
  ) {
    this.stars = SCORES.map((score) => this.star(score));
    this.comment = el('textarea', {
      class: 'comment',
      rows: '2',
      maxlength: String(LONGEST_COMMENT),
      'aria-label': texts.get('rating.comment'),
      placeholder: texts.get('rating.comment'),
    });
    this.more = el(
      'div',
      { class: 'rating-more', hidden: true },
      this.comment,
      button({ class: 'primary' }, () => this.submit(), texts.get('rating.send')),
    );
    const question = texts.get('rating.question');
    this.element = el(
      'section',
      { class: 'rating', 'aria-label': question },
      el('div', { class: 'rating-head' }, el('strong', {}, question), this.close()),
      el('div', { class: 'stars', role: 'radiogroup', 'aria-label': question }, ...this.stars),
      this.verdict,
      this.more,
    );
  }

  private star(score: number): HTMLLabelElement {
    const input = el('input', { type: 'radio', name: 'score', value: String(score), class: 'hidden' });
    input.addEventListener('change', () => this.choose(score));
    const label = el('span', { class: 'hidden' }, this.texts.get('rating.stars', { count: score }));
    return el('label', { class: 'star' }, input, icon('star', true), label);
  }

  private close(): HTMLButtonElement {
    const label = this.texts.get('rating.later');
    return button({ class: 'icon-button', 'aria-label': label, title: label }, () => this.later(), icon('close'));
  }

  private choose(score: number): void {
    this.score = score;
    this.stars.forEach((star, index) => star.classList.toggle('on', index < score));
    setText(this.verdict, this.texts.get(`rating.${score}` as TextKey));
    this.more.hidden = false;
    this.element.scrollIntoView({ block: 'end' });
  }

  private submit(): void {
    if (this.score > 0) this.rate(this.score, this.comment.value);
  }
}
