import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Connection, type ConnectionStatus } from '../src/protocol/connection';
import { FakeNetwork } from './fake-socket';

let network: FakeNetwork;
let connection: Connection;
let statuses: ConnectionStatus[];
let random = 0.5;

beforeEach(() => {
  vi.useFakeTimers();
  network = new FakeNetwork();
  statuses = [];
  random = 0.5;
  connection = new Connection(
    { url: 'ws://test', openSocket: () => network.open(), random: () => random },
    {
      opened: () =>
        connection.send({ type: 'hello', visitorToken: null, resumeFrom: 0, locale: 'en', site: 'demo' }),
      received: (frame) => {
        if (frame.type === 'welcome') connection.settled();
      },
      statusChanged: (status) => statuses.push(status),
    },
  );
});

afterEach(() => vi.useRealTimers());

/** When each socket was opened, in milliseconds from now, while the time passes. */
async function openingTimes(duration: number): Promise<number[]> {
  const start = Date.now();
  const known = network.sockets.length;
  const times: number[] = [];
  for (let passed = 0; passed < duration; passed += 10) {
    await vi.advanceTimersByTimeAsync(10);
    while (times.length < network.sockets.length - known) times.push(Date.now() - start);
  }
  return times;
}

describe('coming back', () => {
  it('waits longer each time, up to half a minute', async () => {
    network.reachable = false;
    connection.open();
    const times = await openingTimes(120_000);
    const pauses = times.slice(1).map((time, index) => time - (times[index] as number));
    expect(pauses[0]).toBeLessThan(1_000);
    expect(pauses[2]).toBeGreaterThan(pauses[1] as number);
    expect(Math.max(...pauses)).toBeLessThan(31_000);
    expect(pauses.at(-1)).toBeGreaterThan(20_000);
  });

  it('spreads the attempts: the same failure count gives different pauses', async () => {
    network.reachable = false;
    random = 0;
    connection.open();
    const early = (await openingTimes(2_000))[0] as number;
    connection.close();
    random = 0.99;
    connection.open();
    const late = (await openingTimes(2_000))[0] as number;
    expect(late - early).toBeGreaterThan(150);
  });

  it('starts with a short pause again after a healthy connection', async () => {
    connection.open();
    await vi.advanceTimersByTimeAsync(100);
    network.socket.cut();
    expect((await openingTimes(1_000))[0]).toBeLessThan(600);
    expect(statuses).toEqual(['connecting', 'online', 'waiting', 'connecting', 'online']);
  });

  it('does not count an opened socket as healthy before the greeting was accepted', async () => {
    network.swallows = () => true;
    connection.open();
    const opened = await openingTimes(120_000);
    expect(opened.length).toBeLessThan(8);
    expect(statuses).not.toContain('online');
  });

  it('tries at once when the network is back', async () => {
    network.reachable = false;
    connection.open();
    await vi.advanceTimersByTimeAsync(60_000);
    const before = network.sockets.length;
    network.reachable = true;
    connection.wake();
    expect(network.sockets.length).toBe(before + 1);
    await vi.advanceTimersByTimeAsync(100);
    expect(connection.status).toBe('online');
  });
});

describe('noticing a silent death', () => {
  it('pings a quiet line and leaves it when nothing comes back', async () => {
    connection.open();
    await vi.advanceTimersByTimeAsync(26_000);
    expect(network.heard('ping').length).toBe(1);
    expect(network.sockets.length).toBe(1);
    network.mute = true;
    await vi.advanceTimersByTimeAsync(40_000);
    network.mute = false;
    await vi.advanceTimersByTimeAsync(15_000);
    expect(network.sockets.length).toBeGreaterThan(1);
    expect(connection.status).toBe('online');
  });

  it('checks the line when the page wakes up', async () => {
    connection.open();
    await vi.advanceTimersByTimeAsync(100);
    network.mute = true;
    connection.wake();
    await vi.advanceTimersByTimeAsync(4_100);
    expect(connection.status).toBe('waiting');
  });
});

it('stays closed once closed', async () => {
  connection.open();
  await vi.advanceTimersByTimeAsync(100);
  connection.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(network.sockets.length).toBe(1);
  expect(connection.status).toBe('idle');
});
