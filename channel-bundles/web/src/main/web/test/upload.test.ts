import { afterEach, describe, expect, it, vi } from 'vitest';
import { httpUrl, upload } from '../src/protocol/upload';

const SOCKET = 'wss://desk.example/ws/visitor';
const FILE = new File(['x'], '发票 1.png');

function answers(status: number, body: unknown) {
  const call = vi.fn<typeof fetch>(() => Promise.resolve(new Response(JSON.stringify(body), { status })));
  vi.stubGlobal('fetch', call);
  return call;
}

afterEach(() => vi.unstubAllGlobals());

describe('a file', () => {
  it('goes to the server of the chat with the visitor’s token and comes back as a part', async () => {
    const part = { type: 'media', uri: '/api/v1/files/f1?e=1&s=2', mimeType: 'image/png', name: '发票 1.png', size: 1 };
    const call = answers(201, part);
    expect(await upload(SOCKET, 'token', FILE)).toEqual(part);
    const [address, init] = call.mock.calls[0] ?? [];
    expect(address).toBe('https://desk.example/api/v1/chat/files?name=%E5%8F%91%E7%A5%A8%201.png');
    expect(init?.headers).toMatchObject({ Authorization: 'Bearer token' });
    expect(init?.credentials).toBe('omit');
  });

  it.each([
    [413, 'too-large'],
    [415, 'wrong-type'],
    [429, 'too-many'],
    [503, 'no-connection'],
  ])('is refused with %i as %s', async (status, problem) => {
    answers(status, {});
    expect(await upload(SOCKET, 'token', FILE)).toBe(problem);
  });

  it('is not sent without a connection', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('offline')));
    expect(await upload(SOCKET, 'token', FILE)).toBe('no-connection');
  });

  it('is fetched where the chat’s server is', () => {
    expect(httpUrl('ws://localhost:8181/ws/visitor', '/api/v1/files/f1?e=1')).toBe('http://localhost:8181/api/v1/files/f1?e=1');
  });
});
