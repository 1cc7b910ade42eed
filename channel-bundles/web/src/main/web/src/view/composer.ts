import type { Texts } from '../i18n/texts';
import { LONGEST_TEXT, type SendResult } from '../protocol/session';
import type { UploadProblem } from '../protocol/upload';
import type { SessionView } from '../protocol/view';
import { button, el, setText } from './dom';
import { icon } from './icons';

export interface ComposerActions {
  say(text: string): SendResult;
  composing(hasText: boolean): void;
  askForPerson(): void;
  attach(file: File): Promise<UploadProblem | undefined>;
}

/** Files that are sent at one go. */
const MOST_FILES = 5;

/** The text field: grows with the text, sends on Enter (not while an input method composes), explains a refusal. */
export class Composer {
  readonly element: HTMLElement;
  private readonly field: HTMLTextAreaElement;
  private readonly send: HTMLButtonElement;
  private readonly attachButton: HTMLButtonElement;
  private readonly chooser = el('input', { type: 'file', class: 'chooser', multiple: true, tabindex: '-1', hidden: true });
  private readonly person: HTMLButtonElement;
  private readonly suggestions: readonly HTMLButtonElement[];
  private readonly problem = el('div', { class: 'problem', role: 'alert', hidden: true });

  constructor(
    private readonly texts: Texts,
    private readonly actions: ComposerActions,
    suggestions: readonly string[],
  ) {
    this.field = el('textarea', {
      class: 'field-input',
      rows: '1',
      'aria-label': texts.get('composer.label'),
      placeholder: texts.get('composer.placeholder'),
      enterkeyhint: 'send',
      autocomplete: 'off',
    });
    this.send = button(
      { class: 'send', 'aria-label': texts.get('composer.send'), title: texts.get('composer.send'), disabled: true },
      () => this.submit(),
      icon('send'),
    );
    this.attachButton = button(
      { class: 'attach', 'aria-label': texts.get('composer.attach'), title: texts.get('composer.attach') },
      () => this.chooser.click(),
      icon('clip'),
    );
    this.person = button(
      { class: 'chip person' },
      () => actions.askForPerson(),
      icon('headset'),
      texts.get('composer.person'),
    );
    this.suggestions = suggestions.map((text) => button({ class: 'chip' }, () => this.suggest(text), text));
    this.element = el(
      'div',
      { class: 'composer' },
      this.problem,
      el('div', { class: 'chips' }, this.person, ...this.suggestions),
      el('div', { class: 'input' }, this.attachButton, this.chooser, this.field, this.send),
    );
    this.field.addEventListener('input', () => this.edited());
    this.field.addEventListener('paste', (event) => this.pasted(event));
    this.chooser.addEventListener('change', () => {
      const files = [...(this.chooser.files ?? [])];
      this.chooser.value = '';
      void this.sendFiles(files);
    });
    this.field.addEventListener('keydown', (event) => this.pressed(event));
  }

  get draft(): string {
    return this.field.value;
  }

  set draft(text: string) {
    this.field.value = text;
    this.edited();
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
  }

  render(view: SessionView): void {
    this.person.hidden = view.state === 'human' || view.state === 'queued';
    // A person needs no cues to be understood.
    for (const chip of this.suggestions) chip.hidden = view.state === 'human';
    this.field.placeholder = this.texts.get(
      view.state === 'closed' ? 'composer.placeholder.closed' : 'composer.placeholder',
    );
  }

  /** A picture from the clipboard is sent; text goes into the field as always. */
  private pasted(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void this.sendFiles(files);
  }

  private async sendFiles(files: readonly File[]): Promise<void> {
    this.attachButton.disabled = true;
    this.attachButton.classList.add('busy');
    for (const file of files.slice(0, MOST_FILES)) {
      const problem = await this.actions.attach(file);
      this.problem.hidden = problem === undefined;
      if (problem !== undefined) {
        setText(this.problem, this.texts.get(`attach.${problem}`, { name: file.name }));
        break;
      }
    }
    this.attachButton.disabled = false;
    this.attachButton.classList.remove('busy');
    this.focus();
  }

  private suggest(text: string): void {
    this.explain(this.actions.say(text));
  }

  private submit(): void {
    const result = this.actions.say(this.field.value);
    this.explain(result);
    if (result === 'accepted') {
      this.field.value = '';
      this.fit();
    }
    this.focus();
  }

  private explain(result: SendResult): void {
    const refused = result === 'too-long' || result === 'queue-full';
    this.problem.hidden = !refused;
    if (refused) setText(this.problem, this.texts.get(`composer.${result}`, { limit: LONGEST_TEXT }));
  }

  private pressed(event: KeyboardEvent): void {
    // 229: some browsers end the composition before they report the Enter that chose a word.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.submit();
  }

  private edited(): void {
    const text = this.field.value;
    this.actions.composing(text.trim() !== '');
    this.explain(text.trim().length > LONGEST_TEXT ? 'too-long' : 'accepted');
    this.fit();
  }

  private fit(): void {
    this.send.disabled = this.field.value.trim() === '';
    this.field.style.height = 'auto';
    this.field.style.height = `${Math.min(this.field.scrollHeight, 132)}px`;
  }
}
