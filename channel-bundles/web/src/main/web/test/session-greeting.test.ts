import { describe, expect, it } from 'vitest';
import { agentSays, network, online, session, settle, store, texts } from './visitor';

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
