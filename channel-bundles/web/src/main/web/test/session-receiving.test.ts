import { describe, expect, it } from 'vitest';
import { FakeNetwork } from './fake-socket';
import { agentSays, connectTo, network, online, serverTexts, session, settle, texts } from './visitor';

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
    connectTo(new FakeNetwork({ echo: seed % 2 === 0 }));
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

/** Park–Miller: small, and the same on every machine. */
function generator(seed: number): () => number {
  let state = seed * 7919;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
