import { type ClientFrame, parseFrame, type ServerFrame } from './frames';

/** What the connection needs of a WebSocket; the browser's own fits. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: CloseEvent) => void) | null;
  onerror: ((event: Event) => void) | null;
  send(data: string): void;
  close(code?: number, reason?: string): void;
}

export type ConnectionStatus = 'idle' | 'connecting' | 'online' | 'waiting';

export interface ConnectionOptions {
  readonly url: string;
  readonly openSocket: (url: string) => SocketLike;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
}

export interface ConnectionListener {
  /** The socket is open: say hello. */
  opened(): void;
  received(frame: ServerFrame): void;
  statusChanged(status: ConnectionStatus): void;
}

const OPEN = 1;
const FIRST_DELAY = 500;
const LONGEST_DELAY = 30_000;
const OPENING_TIMEOUT = 10_000;
const PING_AFTER = 25_000;
const PONG_WITHIN = 8_000;
const PROBE_WITHIN = 4_000;

/**
 * Keeps one socket to the server alive: exponential back-off with jitter, a heartbeat that notices silent
 * deaths (sleeping phones, dropped NAT entries), and an immediate retry when the browser says the network or
 * the page is back. Knows nothing of conversations. All times are milliseconds.
 */
export class Connection {
  private socket: SocketLike | undefined;
  private failures = 0;
  private current: ConnectionStatus = 'idle';
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private watchTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly options: ConnectionOptions,
    private readonly listener: ConnectionListener,
  ) {}

  get status(): ConnectionStatus {
    return this.current;
  }

  /** Starts connecting; does nothing while a connection is up or on its way. */
  open(): void {
    if (this.current === 'connecting' || this.current === 'online') return;
    this.connect();
  }

  /** Ends the connection and all attempts, until `open` is called again. */
  close(): void {
    this.dropSocket();
    clearTimeout(this.retryTimer);
    this.failures = 0;
    this.become('idle');
  }

  /** Drops the socket and comes back at once with a new one: for a changed hello. */
  reopen(): void {
    if (this.current === 'idle') return;
    this.dropSocket();
    this.connect();
  }

  /** The greeting was accepted: from here on the connection counts as healthy. */
  settled(): void {
    this.failures = 0;
    this.become('online');
  }

  /** The socket is of no use any more (no acknowledgement, refused hello): come back after a pause. */
  giveUp(): void {
    if (this.socket === undefined) return;
    this.dropSocket();
    this.retryLater();
  }

  /** Sends when the socket is open; says whether it did. */
  send(frame: ClientFrame): boolean {
    if (this.socket === undefined || this.socket.readyState !== OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** The network or the page came back: do not sit out the pause, and do not trust an old socket. */
  wake(): void {
    if (this.current === 'waiting') {
      this.failures = 0;
      this.connect();
    } else if (this.current === 'online') {
      this.probe(PROBE_WITHIN);
    }
  }

  private connect(): void {
    clearTimeout(this.retryTimer);
    this.become('connecting');
    let socket: SocketLike;
    try {
      socket = this.options.openSocket(this.options.url);
    } catch {
      this.retryLater();
      return;
    }
    this.socket = socket;
    socket.onopen = () => this.listener.opened();
    socket.onmessage = (event) => this.receive(event);
    socket.onclose = () => this.lost(socket);
    socket.onerror = () => this.lost(socket);
    this.watch(OPENING_TIMEOUT, () => this.giveUp());
  }

  private receive(event: MessageEvent): void {
    this.watch(PING_AFTER, () => this.probe(PONG_WITHIN));
    const frame = typeof event.data === 'string' ? parseFrame(event.data) : undefined;
    if (frame !== undefined) this.listener.received(frame);
  }

  private probe(within: number): void {
    if (!this.send({ type: 'ping' })) {
      this.giveUp();
      return;
    }
    this.watch(within, () => this.giveUp());
  }

  private lost(socket: SocketLike): void {
    if (socket !== this.socket) return;
    this.giveUp();
  }

  private retryLater(): void {
    const ceiling = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.failures);
    this.failures += 1;
    // Half fixed, half random: a restarted server must not be hit by everybody at the same instant.
    const delay = ceiling / 2 + (this.options.random() * ceiling) / 2;
    clearTimeout(this.retryTimer);
    this.retryTimer = setTimeout(() => this.connect(), delay);
    this.become('waiting');
  }

  private dropSocket(): void {
    clearTimeout(this.watchTimer);
    const socket = this.socket;
    this.socket = undefined;
    if (socket === undefined) return;
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    socket.close();
  }

  private watch(after: number, then: () => void): void {
    clearTimeout(this.watchTimer);
    this.watchTimer = setTimeout(then, after);
  }

  private become(status: ConnectionStatus): void {
    if (status === this.current) return;
    this.current = status;
    this.listener.statusChanged(status);
  }
}
