import { FakeDragoman } from '../dev/fake-dragoman.js';
import type { SocketLike } from '../src/protocol/connection';

/** A socket of the browser that ends in a `FakeDragoman`; frames travel in timers, so fake clocks steer them. */
export class FakeSocket implements SocketLike {
  readyState = 0;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  onerror: ((event: Event) => void) | null = null;
  private readonly line;

  constructor(private readonly network: FakeNetwork) {
    this.line = network.server.connect({ send: (text) => this.deliver(text), close: () => this.cut() });
    setTimeout(() => this.opened(), network.latency);
  }

  send(data: string): void {
    setTimeout(() => {
      // What is on the way when the line breaks never arrives.
      if (this.readyState !== 1 || this.network.mute) return;
      if (!this.refused(data)) this.line.receive(data);
    }, this.network.latency);
  }

  close(): void {
    this.readyState = 3;
    this.line.closed();
  }

  /** Breaks the line without a word, as a dead network does, and tells the browser. */
  cut(): void {
    if (this.readyState === 3) return;
    this.close();
    this.onclose?.({} as CloseEvent);
  }

  /** Hands over a frame as if the server had sent it. */
  deliver(text: string): void {
    setTimeout(() => {
      if (this.readyState !== 1 || this.network.mute) return;
      if (this.network.swallows(text)) return;
      this.onmessage?.({ data: text } as MessageEvent);
    }, this.network.latency);
  }

  private refused(data: string): boolean {
    const { type, clientMessageId } = JSON.parse(data);
    if (type !== 'message' || this.network.refusals === 0) return false;
    this.network.refusals -= 1;
    this.deliver(JSON.stringify({ type: 'error', code: 'overloaded', message: 'busy', clientMessageId }));
    return true;
  }

  private opened(): void {
    if (this.readyState !== 0) return;
    if (!this.network.reachable) {
      this.cut();
      return;
    }
    this.readyState = 1;
    this.onopen?.({} as Event);
  }
}

/** The way between a page and the server, with the faults a test wants. */
export class FakeNetwork {
  readonly server: FakeDragoman;
  readonly sockets: FakeSocket[] = [];
  reachable = true;
  /** Frames vanish in both directions although the socket looks open. */
  mute = false;
  latency = 5;
  /** How many messages the server is too busy for. */
  refusals = 0;
  swallows: (text: string) => boolean = () => false;

  constructor(options: { answers?: boolean; echo?: boolean } = {}) {
    this.server = new FakeDragoman({ answers: false, ...options });
  }

  readonly open = (): FakeSocket => {
    const socket = new FakeSocket(this);
    this.sockets.push(socket);
    return socket;
  };

  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (last === undefined) throw new Error('no socket was opened yet');
    return last;
  }

  get conversation() {
    const last = [...this.server.byToken.values()].at(-1);
    if (last === undefined) throw new Error('nobody said hello yet');
    return last;
  }

  heard(type: string) {
    return this.server.heard.filter((frame) => frame.type === type);
  }

  /** Lets the server push a frame of any shape. */
  push(frame: unknown): void {
    this.socket.deliver(JSON.stringify(frame));
  }
}
