// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Texts } from '../src/i18n/texts';
import type { Action, Part } from '../src/protocol/frames';
import type { Entry, SessionView } from '../src/protocol/view';
import { Banner } from '../src/view/banner';
import { Composer } from '../src/view/composer';
import { Launcher } from '../src/view/launcher';
import { MessageList } from '../src/view/message-list';
import { renderPart, summary } from '../src/view/parts';
import { RatingForm } from '../src/view/rating';
import { plainText, richText } from '../src/view/richtext';

const texts = new Texts('en');
const AT = '2026-11-21T08:00:00Z';

function shown(text: string): HTMLElement {
  const host = document.createElement('div');
  host.append(richText(text, texts));
  return host;
}

function view(more: Partial<SessionView> = {}): SessionView {
  return {
    connection: 'online',
    state: 'bot',
    queuePosition: undefined,
    agentName: '',
    entries: [],
    typing: undefined,
    unread: 0,
    notice: undefined,
    rated: false,
    canRate: false,
    earlierMissing: false,
    ...more,
  };
}

function entry(seq: number, kind: 'visitor' | 'bot' | 'agent' | 'system', text: string, more: Partial<Entry> = {}): Entry {
  return { key: `seq-${seq}`, seq, at: AT, from: { kind }, parts: [{ type: 'text', text }], ...more };
}

/** A log with the sizes of a screen, which happy-dom does not work out. */
function sized(list: MessageList, sizes: { content: number; room: number }): { at: (top: number) => void; top: () => number } {
  const scroller = list.element.querySelector('.scroller') as HTMLElement;
  let top = 0;
  Object.defineProperty(scroller, 'scrollHeight', { get: () => sizes.content });
  Object.defineProperty(scroller, 'clientHeight', { get: () => sizes.room });
  Object.defineProperty(scroller, 'scrollTop', { get: () => top, set: (to: number) => (top = to) });
  const at = (to: number) => {
    top = Math.max(0, Math.min(to, sizes.content - sizes.room));
    scroller.dispatchEvent(new Event('scroll'));
  };
  scroller.scrollTo = ((options: ScrollToOptions) => at(options.top ?? 0)) as typeof scroller.scrollTo;
  return { at, top: () => top };
}

describe('the end of the log', () => {
  const actions = { press: vi.fn(), fileUrl: (uri: string) => uri, retry: vi.fn(), discard: vi.fn(), loadEarlier: vi.fn() };
  const told = (n: number) => view({ entries: Array.from({ length: n }, (_, i) => entry(i + 1, 'agent', `line ${i}`)) });

  it('stays in sight when the stars and a banner take its room', () => {
    const list = new MessageList(texts, actions, () => new Date(AT));
    const sizes = { content: 900, room: 500 };
    const scroll = sized(list, sizes);
    list.render(told(3));
    expect(scroll.top()).toBe(400);
    sizes.content = 1100;
    sizes.room = 460;
    list.render(told(4));
    expect(scroll.top()).toBe(640);
  });

  it('does not pull away a visitor who reads further up', () => {
    const list = new MessageList(texts, actions, () => new Date(AT));
    const sizes = { content: 900, room: 500 };
    const scroll = sized(list, sizes);
    list.render(told(3));
    scroll.at(100);
    sizes.content = 1000;
    list.render(told(4));
    expect(scroll.top()).toBe(100);
    expect(list.element.querySelector<HTMLElement>('.jump')?.hidden).toBe(false);
  });
});

describe('text of others', () => {
  it('stays text, whatever it looks like', () => {
    const host = shown('<img src=x onerror=alert(1)> & <b>bold</b>');
    expect(host.children.length).toBe(0);
    expect(host.textContent).toBe('<img src=x onerror=alert(1)> & <b>bold</b>');
  });

  it('shows bold, code, links and line breaks', () => {
    const host = shown('**big** `SAVE40`\n[here](https://a.example/x) or https://b.example/y?z=1.');
    expect(host.querySelector('strong')?.textContent).toBe('big');
    expect(host.querySelector('code')?.textContent).toBe('SAVE40');
    expect(host.querySelectorAll('br').length).toBe(1);
    const links = [...host.querySelectorAll('a')];
    expect(links.map((link) => link.href)).toEqual(['https://a.example/x', 'https://b.example/y?z=1']);
    expect(host.textContent).toContain('z=1 (opens in a new window).');
  });

  it('opens links without handing the page over', () => {
    for (const link of shown('https://a.example [b](http://b.example)').querySelectorAll('a')) {
      expect(link.rel).toContain('noopener');
      expect(link.target).toBe('_blank');
    }
  });

  it.each(['[x](javascript:alert(1))', '[x](data:text/html,hi)', '[x](JaVaScRiPt:alert(1))', 'javascript:alert(1)'])(
    'makes no link of %s',
    (text) => {
      expect(shown(text).querySelector('a')).toBeNull();
      expect(shown(text).textContent).toBe(text);
    },
  );

  it('ends a Chinese sentence after its address', () => {
    expect(shown('请看https://a.example/x，谢谢').querySelector('a')?.href).toBe('https://a.example/x');
  });

  it('has a plain form for previews', () => {
    expect(plainText('**Your**\n`code` [link](https://x.example)')).toBe('Your code link');
  });
});

describe('parts', () => {
  const press = vi.fn<(action: Action) => void>();
  const draw = (part: Part) => renderPart(part, { texts, press, fileUrl: (uri: string) => uri, resized: () => {} });

  beforeEach(() => press.mockReset());

  it('shows a card with fields and buttons', () => {
    const card = draw({
      type: 'card',
      title: 'Order D1',
      fields: [{ label: 'State', value: 'Shipped' }],
      actions: [{ label: 'Track it', payload: 'track:D1' }],
    });
    expect(card.querySelector('.card-title')?.textContent).toBe('Order D1');
    expect(card.querySelector('dt')?.textContent).toBe('State');
    card.querySelector('button')?.click();
    expect(press).toHaveBeenCalledWith({ label: 'Track it', payload: 'track:D1' });
  });

  it('shows a card of times as a history', () => {
    const fields = [
      { label: '11-20 09:12', value: 'Out for delivery' },
      { label: '2026-11-19', value: 'Picked up' },
    ];
    expect(draw({ type: 'card', title: 'Parcel', fields, actions: [] }).querySelectorAll('.timeline li').length).toBe(2);
  });

  it('makes an action with an address a link', () => {
    const part = draw({ type: 'choices', prompt: 'Which?', options: [{ label: 'Shop', payload: 'https://shop.example' }] });
    expect(part.querySelector('a')?.rel).toContain('noopener');
    expect(part.querySelector('button')).toBeNull();
  });

  it('shows a picture that can be opened, and a file with its size', () => {
    const picture = draw({ type: 'media', uri: 'https://a.example/p.png', mimeType: 'image/png', name: 'Tea', size: 0 });
    expect(picture.querySelector('img')?.alt).toBe('Tea');
    const file = draw({ type: 'media', uri: 'https://a.example/m.pdf', mimeType: 'application/pdf', name: 'm.pdf', size: 1843200 });
    expect(file.textContent).toContain('1.8 MB');
  });

  it('does not follow an unsafe address of a file', () => {
    const file = draw({ type: 'media', uri: 'javascript:alert(1)', mimeType: 'image/png', name: 'x', size: 0 });
    expect(file.querySelector('a, img')).toBeNull();
    expect(file.textContent).toBe(texts.get('media.unsafe'));
  });

  it('shows a place with a map to open', () => {
    const place = draw({ type: 'place', latitude: 31.23, longitude: 121.47, label: 'Shop & Co' }) as HTMLAnchorElement;
    expect(place.href).toContain('mlat=31.23');
    expect(place.textContent).toContain('Shop & Co');
  });

  it('says so when it cannot show a part', () => {
    expect(draw({ type: 'unknown' }).textContent).toBe(texts.get('part.unknown'));
    expect(summary([{ type: 'unknown' }], texts)).toBe(texts.get('part.unknown'));
  });
});

describe('the log on the screen', () => {
  const actions = { press: vi.fn(), fileUrl: (uri: string) => uri, retry: vi.fn(), discard: vi.fn(), loadEarlier: vi.fn() };
  const list = () => new MessageList(texts, actions, () => new Date(AT));
  const bubbles = (element: HTMLElement) => [...element.querySelectorAll('.bubble')].map((bubble) => bubble.textContent);

  it('keeps what is drawn and puts late messages into their place', () => {
    const messages = list();
    messages.render(view({ entries: [entry(1, 'bot', 'one'), entry(3, 'bot', 'three')] }));
    const first = messages.element.querySelector('.row');
    messages.render(view({ entries: [entry(1, 'bot', 'one'), entry(2, 'agent', 'two'), entry(3, 'bot', 'three')] }));
    expect(bubbles(messages.element)).toEqual(['one', 'two', 'three']);
    expect(messages.element.querySelector('.row')).toBe(first);
  });

  it('changes only the tick when a sending is acknowledged', () => {
    const messages = list();
    const sending = entry(1, 'visitor', 'hi', { key: 'id-1', status: 'sending' });
    messages.render(view({ entries: [sending] }));
    const bubble = messages.element.querySelector('.bubble');
    messages.render(view({ entries: [{ ...sending, status: 'read' }] }));
    expect(messages.element.querySelector('.bubble')).toBe(bubble);
    expect(messages.element.querySelector('.tick')?.textContent).toBe(texts.get('status.read'));
  });

  it('lets a failed message be sent again or dropped', () => {
    const messages = list();
    messages.render(view({ entries: [entry(1, 'visitor', 'hi', { key: 'id-1', clientMessageId: 'id-1', status: 'failed' })] }));
    const [again, drop] = [...messages.element.querySelectorAll<HTMLButtonElement>('.meta button')];
    again?.click();
    drop?.click();
    expect(actions.retry).toHaveBeenCalledWith('id-1');
    expect(actions.discard).toHaveBeenCalledWith('id-1');
  });

  it('is a polite live region that does not read ticks out', () => {
    const messages = list();
    messages.render(view({ entries: [entry(1, 'visitor', 'hi', { status: 'sent' })] }));
    expect(messages.element.querySelector('[role=log]')?.getAttribute('aria-live')).toBe('polite');
    expect(messages.element.querySelector('.meta')?.getAttribute('aria-live')).toBe('off');
  });

  it('separates days and says who types', () => {
    const messages = list();
    const entries = [entry(1, 'bot', 'old', { at: '2026-11-20T08:00:00Z' }), entry(2, 'bot', 'new')];
    messages.render(view({ entries, typing: { kind: 'agent', name: 'Lin' } }));
    expect([...messages.element.querySelectorAll('.day')].map((day) => day.textContent)).toEqual(['Yesterday', 'Today']);
    expect(messages.element.querySelector('.typing')?.textContent).toBe('Lin is typing…');
  });

  it('is empty again after starting over', () => {
    const messages = list();
    messages.render(view({ entries: [entry(1, 'bot', 'one')] }));
    messages.render(view());
    expect(messages.element.querySelectorAll('.row, .day').length).toBe(0);
  });
});

describe('the text field', () => {
  const actions = { say: vi.fn(() => 'accepted' as const), composing: vi.fn(), askForPerson: vi.fn(), attach: vi.fn(() => Promise.resolve(undefined)) };
  const press = (field: HTMLTextAreaElement, init: KeyboardEventInit) =>
    field.dispatchEvent(new KeyboardEvent('keydown', { bubbles: true, cancelable: true, ...init }));

  beforeEach(() => actions.say.mockClear());

  it('sends on Enter and empties itself, but not while an input method composes', () => {
    const composer = new Composer(texts, actions, []);
    const field = composer.element.querySelector('textarea')!;
    composer.draft = 'ni hao';
    press(field, { key: 'Enter', isComposing: true });
    press(field, { key: 'Enter', shiftKey: true });
    expect(actions.say).not.toHaveBeenCalled();
    press(field, { key: 'Enter' });
    expect(actions.say).toHaveBeenCalledWith('ni hao');
    expect(composer.draft).toBe('');
  });

  it('keeps the text and says why when it is refused', () => {
    const composer = new Composer(texts, { ...actions, say: () => 'queue-full' }, []);
    composer.draft = 'hello';
    press(composer.element.querySelector('textarea')!, { key: 'Enter' });
    expect(composer.draft).toBe('hello');
    expect(composer.element.querySelector('[role=alert]')?.textContent).toBe(texts.get('composer.queue-full'));
  });

  it('says why a pasted file was not taken', async () => {
    const attach = vi.fn(() => Promise.resolve('wrong-type' as const));
    const composer = new Composer(texts, { ...actions, attach }, []);
    const event = new Event('paste', { cancelable: true });
    Object.assign(event, { clipboardData: { files: [new File(['x'], 'run.exe')] } });
    composer.element.querySelector('textarea')!.dispatchEvent(event);
    await vi.waitFor(() =>
      expect(composer.element.querySelector('[role=alert]')?.textContent).toBe(
        texts.get('attach.wrong-type', { name: 'run.exe' }),
      ),
    );
    expect(event.defaultPrevented).toBe(true);
    expect(composer.element.querySelector<HTMLButtonElement>('.attach')?.disabled).toBe(false);
  });

  it('offers a person as long as nobody is there', () => {
    const composer = new Composer(texts, actions, ['My order']);
    composer.render(view());
    const person = composer.element.querySelector<HTMLButtonElement>('.person')!;
    expect(person.hidden).toBe(false);
    composer.render(view({ state: 'human' }));
    expect(person.hidden).toBe(true);
  });
});

describe('the banner', () => {
  const banner = (more: Partial<SessionView>, locale: 'en' | 'zh-CN' = 'en') => {
    const result = new Banner(new Texts(locale), { wake: vi.fn(), dismissNotice: vi.fn() });
    result.render(view(more));
    return result.element;
  };

  it('is silent while the bot is at work', () => {
    expect(banner({}).hidden).toBe(true);
  });

  it('tells the place in the queue', () => {
    expect(banner({ state: 'queued', queuePosition: 3 }).textContent).toContain('number 3');
    expect(banner({ state: 'queued', queuePosition: 1 }, 'zh-CN').textContent).toContain('您排在第一位');
    expect(banner({ state: 'queued' }).textContent).toContain('finding a colleague');
  });

  it('puts an error into plain words, and uses the words of the server only for codes it does not know', () => {
    expect(banner({ notice: { code: 'rate-limited', message: '429' } }).textContent).not.toContain('429');
    expect(banner({ notice: { code: 'closed-today', message: 'We are closed today' } }).textContent).toContain('closed today');
    expect(banner({ notice: { code: 'x', message: '' } }).textContent).toContain(texts.get('error.generic'));
  });

  it('says that nothing is lost while the line is down', () => {
    expect(banner({ connection: 'waiting' }).textContent).toContain('nothing you write is lost');
  });
});

describe('the launcher', () => {
  it('counts and previews what was not read while the chat is closed', () => {
    const launcher = new Launcher(texts, () => {});
    const entries = [entry(1, 'agent', '**Hello** there')];
    launcher.render(view({ unread: 120, entries }), false);
    expect(launcher.element.querySelector('.unread')?.textContent).toBe('99+');
    expect(launcher.element.querySelector('.launcher')?.getAttribute('aria-label')).toContain('120 unread');
    expect(launcher.element.querySelector('.teaser-text')?.textContent).toBe('Hello there');
    launcher.render(view({ unread: 0, entries }), true);
    expect(launcher.element.querySelector<HTMLElement>('.teaser')?.hidden).toBe(true);
  });
});

it('a rating needs stars, then takes a comment', () => {
  const rate = vi.fn();
  const form = new RatingForm(texts, rate, () => {});
  const more = form.element.querySelector<HTMLElement>('.rating-more')!;
  expect(more.hidden).toBe(true);
  const star = form.element.querySelectorAll('input')[3]!;
  star.checked = true;
  star.dispatchEvent(new Event('change'));
  expect(form.element.querySelectorAll('.star.on').length).toBe(4);
  form.element.querySelector('textarea')!.value = 'kind';
  more.querySelector('button')!.click();
  expect(rate).toHaveBeenCalledWith(4, 'kind');
});
