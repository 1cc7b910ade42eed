// What the tests of a visitor's session share: a network, a browser's memory, and a session in them, new for each test.
import { afterEach, beforeEach, vi } from 'vitest';
import { ChatSession, type SessionOptions } from '../src/protocol/session';
import { MemoryStore, type KeyValueStore } from '../src/protocol/storage';
import { FakeNetwork } from './fake-socket';

export let network: FakeNetwork;
export let store: KeyValueStore;
let ids = 0;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T02:00:00Z') });
  network = new FakeNetwork();
  store = new MemoryStore();
  ids = 0;
});

afterEach(() => vi.useRealTimers());

/** Another network than usual. */
export function connectTo(other: FakeNetwork): void {
  network = other;
}

export function session(more: Partial<SessionOptions> = {}): ChatSession {
  return new ChatSession({
    url: 'ws://test/ws/visitor',
    site: 'demo',
    locale: 'zh-CN',
    store,
    openSocket: () => network.open(),
    random: () => 0.5,
    newId: () => `id-${(ids += 1)}`,
    now: () => Date.now(),
    ...more,
  });
}

export async function settle(milliseconds = 100): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

export async function online(more: Partial<SessionOptions> = {}): Promise<ChatSession> {
  const chat = session(more);
  chat.open();
  await settle();
  return chat;
}

export function agentSays(text: string): number {
  return network.server.say(network.conversation, { kind: 'agent', name: 'Lin' }, [{ type: 'text', text }]);
}

export function texts(chat: ChatSession): string[] {
  return chat.view.entries.flatMap((entry) => entry.parts.map((part) => (part.type === 'text' ? part.text : part.type)));
}

export function serverTexts(): string[] {
  return network.conversation.log.flatMap((message) => message.parts.map((part) => (part as { text: string }).text));
}
