import type { TextKey, Texts } from '../i18n/texts';
import type { SessionView } from '../protocol/view';
import { button, el, setText } from './dom';
import { icon, type IconName } from './icons';

export interface BannerActions {
  wake(): void;
  dismissNotice(): void;
}

interface Line {
  readonly kind: 'offline' | 'error' | 'queued' | 'closed';
  readonly icon: IconName;
  readonly text: string;
  readonly action?: { readonly label: TextKey; readonly run: () => void };
}

/** The one most important thing to know right now, between the header and the log. */
export class Banner {
  readonly element = el('div', { class: 'banner', role: 'status', hidden: true });
  private readonly text = el('span', { class: 'banner-text' });
  private shown = '';

  constructor(
    private readonly texts: Texts,
    private readonly actions: BannerActions,
  ) {}

  render(view: SessionView): void {
    const line = this.line(view);
    this.element.hidden = line === undefined;
    if (line === undefined) {
      this.shown = '';
      return;
    }
    setText(this.text, line.text);
    if (this.shown === line.kind) return;
    this.shown = line.kind;
    this.element.className = `banner ${line.kind}`;
    const { action } = line;
    const press =
      action === undefined ? [] : [button({ class: 'text-button' }, action.run, this.texts.get(action.label))];
    this.element.replaceChildren(icon(line.icon), this.text, ...press);
  }

  private line(view: SessionView): Line | undefined {
    if (view.notice !== undefined) {
      return {
        kind: 'error',
        icon: 'alert',
        text: this.texts.error(view.notice.code, view.notice.message),
        action: { label: 'notice.dismiss', run: () => this.actions.dismissNotice() },
      };
    }
    if (view.connection === 'waiting') {
      return {
        kind: 'offline',
        icon: 'refresh',
        text: this.texts.get('connection.waiting'),
        action: { label: 'connection.retry', run: () => this.actions.wake() },
      };
    }
    if (view.state === 'queued') return { kind: 'queued', icon: 'clock', text: this.queueText(view.queuePosition) };
    if (view.state === 'closed') return { kind: 'closed', icon: 'check', text: this.texts.get('closed.hint') };
    return undefined;
  }

  private queueText(position: number | undefined): string {
    if (position === undefined || position < 1) return this.texts.get('queue.unknown');
    return position === 1 ? this.texts.get('queue.next') : this.texts.get('queue.position', { position });
  }
}
