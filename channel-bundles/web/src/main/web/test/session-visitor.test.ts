import { describe, expect, it } from 'vitest';
import { agentSays, network, online, serverTexts, settle, texts } from './visitor';

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
