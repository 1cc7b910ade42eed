import { describe, expect, it } from 'vitest';
import { LONGEST_TEXT } from '../src/protocol/session';
import { FakeNetwork } from './fake-socket';
import { agentSays, connectTo, network, online, serverTexts, session, settle, texts } from './visitor';

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
    connectTo(new FakeNetwork({ echo }));
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
