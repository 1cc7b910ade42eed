import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LONGEST_TEXT, ChatSession, type SessionOptions } from '../src/protocol/session';
import { MemoryStore, type KeyValueStore } from '../src/protocol/storage';
import { FakeNetwork } from './fake-socket';

let network: FakeNetwork;
let store: KeyValueStore;
let ids = 0;

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2026-11-21T02:00:00Z') });
  network = new FakeNetwork();
  store = new MemoryStore();
  ids = 0;
});

afterEach(() => vi.useRealTimers());

function session(more: Partial<SessionOptions> = {}): ChatSession {
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

async function settle(milliseconds = 100): Promise<void> {
  await vi.advanceTimersByTimeAsync(milliseconds);
}

async function online(more: Partial<SessionOptions> = {}): Promise<ChatSession> {
  const chat = session(more);
  chat.open();
  await settle();
  return chat;
}

function agentSays(text: string): number {
  return network.server.say(network.conversation, { kind: 'agent', name: 'Lin' }, [{ type: 'text', text }]);
}

function texts(chat: ChatSession): string[] {
  return chat.view.entries.flatMap((entry) => entry.parts.map((part) => (part.type === 'text' ? part.text : part.type)));
}

function serverTexts(): string[] {
  return network.conversation.log.flatMap((message) => message.parts.map((part) => (part as { text: string }).text));
}

describe('greeting', () => {
  it('says hello with nothing in hand and keeps the token it gets', async () => {
    const chat = await online();
    expect(network.heard('hello')).toEqual([
      { type: 'hello', visitorToken: null, resumeFrom: 0, locale: 'zh-CN', site: 'demo' },
    ]);
    expect(chat.view.connection).toBe('online');
    expect(chat.known).toBe(true);
  });

  it('comes back to the same conversation after a page load, from where it was', async () => {
    const first = await online();
    agentSays('one');
    agentSays('two');
    await settle();
    first.close();

    const second = session();
    expect(texts(second)).toEqual(['one', 'two']);
    second.open();
    await settle();
    expect(network.heard('hello')[1]).toMatchObject({ visitorToken: 'token-1', resumeFrom: 2 });
    expect(texts(second)).toEqual(['one', 'two']);
  });

  it('fetches the log from its start when the conversation is another one', async () => {
    const first = await online();
    agentSays('old');
    await settle();
    first.close();
    const other = network.server.create();
    network.server.byToken.set('token-1', other);
    network.server.say(other, { kind: 'bot' }, [{ type: 'text', text: 'new' }]);
    network.server.say(other, { kind: 'bot' }, [{ type: 'text', text: 'newer' }]);

    const second = await online();
    expect(texts(second)).toEqual(['new', 'newer']);
    expect(network.heard('hello').map((hello) => hello.resumeFrom)).toEqual([0, 1, 0]);
  });

  it('starts anew when the server does not take the token any more', async () => {
    store.set('dragoman:demo:guest:conversation', JSON.stringify({ visitorToken: 'stale', resumeFrom: 0 }));
    const chat = session();
    chat.open();
    await settle(6);
    network.push({ type: 'error', code: 'invalid-token', message: 'no' });
    network.swallows = (text) => text.includes('welcome');
    await settle(6);
    network.swallows = () => false;
    await settle();
    expect(network.heard('hello').at(-1)).toMatchObject({ visitorToken: null });
    expect(chat.view.connection).toBe('online');
    expect(chat.view.notice).toBeUndefined();
  });

  it('gives the customer profile and the cart', async () => {
    const chat = session();
    chat.identify({ customerId: 'C1001', name: '王小明', cart: [{ sku: 'TEA-LJ-100', quantity: 2 }] });
    chat.open();
    await settle();
    expect(network.heard('hello')[0].profile).toEqual({
      customerId: 'C1001',
      name: '王小明',
      cart: [{ sku: 'TEA-LJ-100', quantity: 2 }],
    });
  });
});

describe('sending', () => {
  it('shows a message as sending, then as sent once acknowledged, under the same key', async () => {
    const chat = await online();
    expect(chat.say(' 你好 ')).toBe('accepted');
    expect(chat.view.entries).toMatchObject([{ key: 'id-1', status: 'sending' }]);
    await settle();
    expect(chat.view.entries).toMatchObject([{ key: 'id-1', seq: 1, status: 'sent', parts: [{ text: '你好' }] }]);
    network.push({ type: 'read', seq: 1 });
    await settle();
    expect(chat.view.entries).toMatchObject([{ status: 'read' }]);
  });

  it.each([true, false])('shows it once whether or not the server echoes it (echo: %s)', async (echo) => {
    network = new FakeNetwork({ echo });
    const chat = await online();
    chat.say('a');
    chat.say('b');
    chat.say('a');
    await settle();
    expect(texts(chat)).toEqual(['a', 'b', 'a']);
    expect(chat.view.entries.map((entry) => entry.status)).toEqual(['sent', 'sent', 'sent']);
  });

  it('keeps what is said offline, over a page load, and sends it in order', async () => {
    network.reachable = false;
    const first = session();
    first.say('eins');
    first.say('zwei');
    await settle(2000);
    first.close();

    network.reachable = true;
    const second = session();
    expect(second.known).toBe(true);
    expect(second.view.entries.map((entry) => entry.status)).toEqual(['sending', 'sending']);
    second.open();
    await settle(1000);
    expect(serverTexts()).toEqual(['eins', 'zwei']);
    expect(second.view.entries.map((entry) => entry.status)).toEqual(['sent', 'sent']);
  });

  it('sends again with the same id when the acknowledgement got lost, and shows it once', async () => {
    const chat = await online();
    network.swallows = (text) => text.includes('"ack"') || text.includes('"type":"message"');
    chat.say('only once');
    await settle();
    network.swallows = () => false;
    network.socket.cut();
    await settle(2000);
    expect(network.heard('message').map((frame) => frame.clientMessageId)).toEqual(['id-1', 'id-1']);
    expect(serverTexts()).toEqual(['only once']);
    expect(texts(chat)).toEqual(['only once']);
    expect(chat.view.entries).toMatchObject([{ seq: 1, status: 'sent' }]);
  });

  it('drops a line that swallows messages and comes back', async () => {
    const chat = await online();
    network.mute = true;
    chat.say('hello?');
    await settle(14_000);
    network.mute = false;
    await settle(3_000);
    expect(serverTexts()).toEqual(['hello?']);
    expect(network.sockets.length).toBe(2);
  });

  it('gives up on a message the server never acknowledges, and lets the visitor try again or drop it', async () => {
    const chat = await online();
    network.swallows = (text) => text.includes('"ack"') || text.includes('"type":"message"');
    chat.say('poison');
    await settle(300_000);
    expect(chat.view.entries).toMatchObject([{ status: 'failed' }]);
    expect(chat.view.notice?.code).toBe('not-acknowledged');
    expect(network.heard('message').length).toBe(5);

    network.swallows = () => false;
    chat.retry('id-1');
    await settle();
    expect(chat.view.entries).toMatchObject([{ status: 'sent' }]);
    expect(chat.view.notice).toBeUndefined();
  });

  it('marks the message an error frame names as failed', async () => {
    const chat = await online();
    network.swallows = (text) => text.includes('"ack"') || text.includes('"type":"message"');
    chat.say('bad');
    await settle();
    network.push({ type: 'error', code: 'too-long', message: 'too long', clientMessageId: 'id-1' });
    await settle();
    expect(chat.view.entries).toMatchObject([{ status: 'failed' }]);
    chat.discard('id-1');
    expect(chat.view.entries).toEqual([]);
  });

  it('sends again what the server could not take just now, and never says it twice', async () => {
    const chat = await online();
    network.refusals = 2;
    chat.say('patience');
    await settle();
    expect(chat.view.entries).toMatchObject([{ status: 'sending' }]);
    expect(chat.view.notice).toBeUndefined();
    await settle(5_000);
    expect(chat.view.entries).toMatchObject([{ status: 'sent' }]);
    expect(serverTexts()).toEqual(['patience']);
    expect(network.sockets.length).toBe(1);
  });

  it('refuses empty and over-long texts and a full queue', () => {
    network.reachable = false;
    const chat = session();
    expect(chat.say('  \n ')).toBe('empty');
    expect(chat.say('x'.repeat(LONGEST_TEXT + 1))).toBe('too-long');
    for (let i = 0; i < 50; i += 1) expect(chat.say(`m${i}`)).toBe('accepted');
    expect(chat.say('one too many')).toBe('queue-full');
  });

  it('rates by a button without saying anything', async () => {
    const chat = await online();
    agentSays('bye');
    await settle();
    chat.press({ label: '★★★★☆', payload: 'rate:4' });
    await settle();
    expect(network.heard('rate')).toEqual([{ type: 'rate', score: 4, comment: '' }]);
    expect(network.heard('message')).toEqual([]);
    expect(chat.view.rated).toBe(true);
  });

  it('presses a button: the payload travels, the label is shown', async () => {
    const chat = await online();
    chat.press({ label: '查看物流', payload: 'track:D1' });
    await settle();
    expect(network.heard('action')).toEqual([{ type: 'action', clientMessageId: 'id-1', payload: 'track:D1' }]);
    expect(chat.view.entries.length).toBe(1);
    expect(chat.view.entries).toMatchObject([{ seq: 1, status: 'sent' }]);
  });
});

describe('receiving', () => {
  it('orders by number and drops duplicates', async () => {
    const chat = await online();
    const frame = (seq: number) => ({
      type: 'message', seq, at: '2026-11-21T02:00:00Z', from: { kind: 'bot' }, parts: [{ type: 'text', text: `${seq}` }],
    });
    for (const seq of [2, 1, 3, 2, 3]) network.push(frame(seq));
    await settle();
    expect(texts(chat)).toEqual(['1', '2', '3']);
  });

  it('resumes before a gap, since the missing message may have been on its way', async () => {
    const chat = await online();
    agentSays('one');
    await settle();
    network.swallows = (text) => text.includes('"two"');
    agentSays('two');
    agentSays('three');
    await settle();
    expect(texts(chat)).toEqual(['one', 'three']);

    network.swallows = () => false;
    network.socket.cut();
    await settle(2000);
    expect(network.heard('hello').at(-1).resumeFrom).toBe(1);
    expect(texts(chat)).toEqual(['one', 'two', 'three']);
  });

  it('does not ask for ever for numbers that are not meant for the visitor', async () => {
    const chat = await online();
    agentSays('one');
    network.conversation.log.push({ ...network.conversation.log[0]!, seq: 3 });
    network.socket.cut();
    await settle(2000);
    expect(texts(chat)).toEqual(['one', 'one']);
    network.socket.cut();
    await settle(2000);
    expect(network.heard('hello').at(-1).resumeFrom).toBe(3);
  });

  it('ignores frames, fields and parts it does not know', async () => {
    const chat = await online();
    network.push({ type: 'fireworks' });
    network.push({ type: 'message', seq: 'x' });
    network.socket.deliver('not json');
    network.push({
      type: 'message', seq: 1, at: '', colour: 'red', from: { kind: 'ghost' }, parts: [{ type: 'hologram' }, null],
    });
    await settle();
    expect(chat.view.entries).toMatchObject([
      { seq: 1, from: { kind: 'system' }, parts: [{ type: 'unknown' }, { type: 'unknown' }] },
    ]);
  });

  it('tells the state, the place in the queue and the name of the agent', async () => {
    const chat = await online();
    network.server.setState(network.conversation, 'queued', { queuePosition: 3 });
    await settle();
    expect(chat.view).toMatchObject({ state: 'queued', queuePosition: 3 });
    network.server.setState(network.conversation, 'human', { agent: { name: '林晓' } });
    await settle();
    expect(chat.view).toMatchObject({ state: 'human', queuePosition: undefined, agentName: '林晓' });
    network.server.setState(network.conversation, 'closed');
    await settle();
    expect(chat.view.state).toBe('closed');
  });

  it('shows typing until the message comes, and never longer than eight seconds', async () => {
    const chat = await online();
    network.push({ type: 'typing', from: { kind: 'agent', name: 'Lin' }, on: true });
    await settle();
    expect(chat.view.typing).toEqual({ kind: 'agent', name: 'Lin' });
    agentSays('here');
    await settle();
    expect(chat.view.typing).toBeUndefined();
    network.push({ type: 'typing', from: { kind: 'bot' }, on: true });
    await settle(8_100);
    expect(chat.view.typing).toBeUndefined();
  });

  it('counts what was not looked at and reports what was', async () => {
    const chat = await online();
    agentSays('one');
    agentSays('two');
    await settle();
    expect(chat.view.unread).toBe(2);
    chat.attend(true);
    await settle();
    expect(chat.view.unread).toBe(0);
    expect(network.heard('read')).toEqual([{ type: 'read', seq: 2 }]);
    agentSays('three');
    await settle();
    expect(network.heard('read').at(-1)).toEqual({ type: 'read', seq: 3 });
    expect(session().view.unread).toBe(0);
  });

  it('shows an error in the log of notices until dismissed', async () => {
    const chat = await online();
    network.push({ type: 'error', code: 'rate-limited', message: 'slow down' });
    await settle();
    expect(chat.view.notice).toEqual({ code: 'rate-limited', message: 'slow down' });
    chat.dismissNotice();
    expect(chat.view.notice).toBeUndefined();
  });
});

describe('no loss, no double', () => {
  it.each([1, 2, 3, 4, 5])('both logs are equal after many cuts (seed %i)', async (seed) => {
    network = new FakeNetwork({ echo: seed % 2 === 0 });
    const random = generator(seed);
    const chat = await online({ random });
    for (let step = 0; step < 200; step += 1) {
      const dice = random();
      if (dice < 0.3) chat.say(`v${step}`);
      else if (dice < 0.6) agentSays(`a${step}`);
      else if (dice < 0.75) network.sockets.at(-1)?.cut();
      else await settle(Math.floor(random() * 40));
    }
    await settle(120_000);
    expect(texts(chat)).toEqual(serverTexts());
    expect(chat.view.entries.every((entry) => entry.seq !== undefined)).toBe(true);
    expect(new Set(serverTexts()).size).toBe(serverTexts().length);
  });

  it('two tabs of one visitor end with the same log', async () => {
    const one = await online();
    const two = await online();
    one.say('from one');
    two.say('from two');
    await settle();
    expect(texts(one)).toEqual(texts(two));
    expect(texts(one)).toEqual(serverTexts());
  });
});

describe('what else a visitor does', () => {
  it('tells that the visitor types, sparsely', async () => {
    const chat = await online();
    for (let i = 0; i < 20; i += 1) {
      chat.composing(true);
      await settle(100);
    }
    expect(network.heard('typing')).toEqual([{ type: 'typing', on: true }]);
    await settle(6_000);
    expect(network.heard('typing')).toEqual([{ type: 'typing', on: true }, { type: 'typing', on: false }]);
  });

  it('rates once the line is back, and knows afterwards that it did', async () => {
    const chat = await online();
    agentSays('bye');
    await settle();
    expect(chat.view).toMatchObject({ canRate: true, rated: false });
    network.reachable = false;
    network.socket.cut();
    chat.rate(5, ' great ');
    network.reachable = true;
    await settle(3_000);
    expect(network.heard('rate')).toEqual([{ type: 'rate', score: 5, comment: 'great' }]);
    expect(chat.view).toMatchObject({ canRate: false, rated: true });
  });

  it('starts over as somebody new', async () => {
    const chat = await online();
    agentSays('old');
    await settle();
    chat.startOver();
    await settle();
    expect(texts(chat)).toEqual([]);
    expect(network.heard('hello').at(-1)).toMatchObject({ visitorToken: null, resumeFrom: 0 });
  });

  it('speaks another language from the next hello on', async () => {
    const chat = await online();
    chat.speak('en');
    await settle();
    expect(network.heard('hello').map((hello) => hello.locale)).toEqual(['zh-CN', 'en']);
  });

  it('fetches earlier messages the browser no longer keeps', async () => {
    const first = await online();
    for (let i = 1; i <= 150; i += 1) agentSays(`m${i}`);
    await settle();
    first.close();
    const second = await online();
    expect(second.view.entries.length).toBe(120);
    expect(second.view.earlierMissing).toBe(true);
    second.loadEarlier();
    await settle();
    expect(texts(second)).toEqual(serverTexts());
    expect(second.view.earlierMissing).toBe(false);
  });
});

describe('who the visitor is', () => {
  it('keeps the conversation when a guest signs in', async () => {
    const chat = await online();
    agentSays('hi guest');
    await settle();
    chat.identify({ customerId: 'C1001' });
    await settle();
    expect(network.heard('hello').at(-1)).toMatchObject({ visitorToken: 'token-1', profile: { customerId: 'C1001' } });
    expect(texts(chat)).toEqual(['hi guest']);
  });

  it('never shows one customer what another said', async () => {
    const chat = await online();
    chat.identify({ customerId: 'C1001' });
    await settle();
    chat.say('my secret');
    await settle();
    chat.identify({ customerId: 'C1002' });
    await settle();
    expect(texts(chat)).toEqual([]);
    expect(network.heard('hello').at(-1)).toMatchObject({ visitorToken: null });
    chat.identify({ customerId: 'C1001' });
    await settle();
    expect(texts(chat)).toEqual(['my secret']);
    chat.identify(undefined);
    await settle();
    expect(texts(chat)).toEqual([]);
  });

  it('does not reconnect for a profile that says the same', async () => {
    const chat = await online();
    chat.identify({ customerId: 'C1', cart: [] });
    await settle();
    chat.identify({ customerId: 'C1', cart: [] });
    await settle();
    expect(network.sockets.length).toBe(2);
  });
});

/** Park–Miller: small, and the same on every machine. */
function generator(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
