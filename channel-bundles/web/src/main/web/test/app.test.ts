// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ChatApp } from '../src/app';
import { readConfig } from '../src/config';
import { MemoryStore } from '../src/protocol/storage';
import { FakeNetwork } from './fake-socket';

let network: FakeNetwork;
let store: MemoryStore;

beforeEach(() => {
  vi.useFakeTimers();
  network = new FakeNetwork({ answers: true });
  store = new MemoryStore();
  vi.stubGlobal('WebSocket', function open() {
    return network.open();
  });
  document.body.replaceChildren();
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function start(attributes: Record<string, string> = {}): ChatApp {
  const page = { search: '', language: 'en' };
  return new ChatApp(readConfig(attributes, 'http://localhost/widget.js', page), store);
}

function find<T extends HTMLElement>(selector: string): T {
  const found = document.querySelector('#dragoman-chat')?.shadowRoot?.querySelector<T>(selector);
  if (found === null || found === undefined) throw new Error(`there is no ${selector}`);
  return found;
}

async function settle(milliseconds = 300): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

describe('the widget', () => {
  it('opens no socket before the visitor opens it', async () => {
    start();
    await settle();
    expect(network.sockets.length).toBe(0);
    expect(find('.launcher').getAttribute('aria-expanded')).toBe('false');
  });

  it('is not hidden by rules of the page for every element', () => {
    start();
    const style = document.querySelector<HTMLElement>('#dragoman-chat')!.style;
    expect(style.getPropertyValue('display')).toBe('block');
    expect(style.getPropertyPriority('display')).toBe('important');
    expect(style.getPropertyPriority('all')).toBe('important');
  });

  it('greets, takes a message and shows the answer', async () => {
    const app = start();
    app.open();
    await settle();
    expect(find('.log').textContent).toContain('Hello, this is the assistant');
    app.say('order');
    await settle(3_000);
    expect(find('.card-title').textContent).toContain('D20261118001');
  });

  it('fetches what is new for a visitor who was here before, and counts it', async () => {
    start().open();
    await settle();
    document.body.replaceChildren();
    const app = start();
    const unread = vi.fn();
    app.addEventListener('unread', (event) => unread((event as CustomEvent<number>).detail));
    network.server.say(network.conversation, { kind: 'agent', name: 'Lin' }, [{ type: 'text', text: 'Are you there?' }]);
    await settle();
    expect(unread).toHaveBeenCalledWith(1);
    expect(find('.unread').textContent).toBe('1');
    expect(find('.teaser-text').textContent).toBe('Are you there?');
    app.open();
    await settle();
    expect(unread).toHaveBeenLastCalledWith(0);
  });

  it('does the same for a customer the page names only after the chat has started', async () => {
    const before = start();
    before.identify({ customerId: 'C1001' });
    before.open();
    await settle();
    document.body.replaceChildren();
    const app = start();
    await settle();
    expect(network.sockets.length).toBe(1);
    app.identify({ customerId: 'C1001' });
    await settle();
    expect(network.heard('hello').at(-1)).toMatchObject({ visitorToken: 'token-1', profile: { customerId: 'C1001' } });
  });

  it('closes with Escape and gives the focus back', async () => {
    const app = start();
    app.open();
    await settle();
    find('.panel').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    expect(find('.launcher').getAttribute('aria-expanded')).toBe('false');
    expect(find('.root').classList.contains('open')).toBe(false);
  });

  it('changes the language in place, keeps the draft, and remembers the choice', async () => {
    const app = start();
    app.open();
    await settle();
    find<HTMLTextAreaElement>('textarea').value = 'half a thou';
    app.setLocale('zh-CN');
    await settle();
    expect(find<HTMLTextAreaElement>('textarea').value).toBe('half a thou');
    expect(find('.header-status').textContent).toBe('智能客服 · 即时回复');
    expect(find('.root').lang).toBe('zh-CN');
    expect(network.heard('hello').at(-1).locale).toBe('zh-CN');
    document.body.replaceChildren();
    expect(start().locale).toBe('zh-CN');
  });

  it('starts over only after a question', async () => {
    const app = start();
    app.open();
    await settle();
    const restart = [...find('.menu').querySelectorAll<HTMLButtonElement>('.menu-item')].find((item) =>
      item.textContent?.includes('Start over'),
    );
    restart?.click();
    expect(network.heard('hello').length).toBe(1);
    find<HTMLButtonElement>('.question .primary').click();
    await settle();
    expect(network.heard('hello').at(-1)).toMatchObject({ visitorToken: null, resumeFrom: 0 });
  });

  it('asks for a person, tells the queue and the name, then for a rating at the end', async () => {
    const app = start();
    app.open();
    await settle();
    find<HTMLButtonElement>('.person').click();
    await settle();
    expect(find('.banner').textContent).toContain('number 2');
    await settle(6_000);
    expect(find('.header-status').textContent).toBe('Lin Xiao is here for you');
    app.say('bye');
    await settle(3_000);
    expect(find('.rating').textContent).toContain('How was your chat');
    const star = find<HTMLInputElement>('.star:nth-child(5) input');
    star.checked = true;
    star.dispatchEvent(new Event('change'));
    find<HTMLButtonElement>('.rating .primary').click();
    await settle();
    expect(network.heard('rate')).toEqual([{ type: 'rate', score: 5, comment: '' }]);
  });
});

it('the full page is open at once and cannot be closed', async () => {
  const app = start({ mode: 'page' });
  await settle();
  expect(network.sockets.length).toBe(1);
  app.close();
  expect(find('.root').classList.contains('open')).toBe(true);
  expect(find('.panel').getAttribute('role')).toBe('main');
});
