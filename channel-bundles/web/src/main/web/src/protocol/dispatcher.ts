import type { ClientFrame, Part } from './frames';
import { frameOf, type Outbox, type Outgoing } from './outbox';

const ACK_WITHIN = 15_000;
const MOST_ATTEMPTS = 5;
const FIRST_POSTPONEMENT = 1_000;

export interface DispatcherLine {
  /** Says whether the frame was handed to an open, greeted socket. */
  send(frame: ClientFrame): boolean;
  /** The server did not acknowledge in time: the line or the server is sick. */
  stalled(): void;
  /** A message was tried too often and now waits for the visitor. */
  exhausted(): void;
}

/** Brings the outbox to the server: in order, again after a reconnect, but not for ever. */
export class Dispatcher {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly postponed = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private outbox: Outbox,
    private readonly line: DispatcherLine,
  ) {}

  get waiting(): readonly Outgoing[] {
    return this.outbox.all;
  }

  get full(): boolean {
    return this.outbox.full;
  }

  /** Goes on with the outbox of another visitor. */
  use(outbox: Outbox): void {
    this.pause();
    this.outbox = outbox;
  }

  put(item: Outgoing): void {
    this.outbox.add(item);
    this.transmit(item);
  }

  /** Sends all there is; to be called after each welcome. */
  flush(): void {
    for (const item of this.outbox.all) {
      if (!item.failed) this.transmit(item);
    }
  }

  /** The line is gone: nothing can be acknowledged now. */
  pause(): void {
    clearTimeout(this.timer);
    for (const timer of this.postponed.values()) clearTimeout(timer);
    this.postponed.clear();
  }

  /** The server could not take it just now: send it again in a while, later each time. */
  postpone(clientMessageId: string): void {
    const item = this.outbox.find(clientMessageId);
    if (item === undefined || this.postponed.has(clientMessageId)) return;
    const again = setTimeout(() => {
      this.postponed.delete(clientMessageId);
      const current = this.outbox.find(clientMessageId);
      if (current !== undefined && !current.failed) this.transmit(current);
    }, FIRST_POSTPONEMENT * 2 ** Math.max(0, item.attempts - 1));
    this.postponed.set(clientMessageId, again);
  }

  /** Takes an acknowledged sending out and returns it, unless it was not this page's. */
  acknowledged(clientMessageId: string): Outgoing | undefined {
    const item = this.outbox.find(clientMessageId);
    this.outbox.remove(clientMessageId);
    this.watch();
    return item;
  }

  fail(clientMessageId: string): void {
    const item = this.outbox.find(clientMessageId);
    if (item === undefined) return;
    this.outbox.update({ ...item, failed: true });
    this.watch();
  }

  retry(clientMessageId: string): void {
    const item = this.outbox.find(clientMessageId);
    if (item === undefined) return;
    const fresh = { ...item, attempts: 0, failed: false };
    this.outbox.update(fresh);
    this.transmit(fresh);
  }

  discard(clientMessageId: string): void {
    this.outbox.remove(clientMessageId);
    this.watch();
  }

  /** The sending whose content stands in the log already, although its acknowledgement has not come yet. */
  awaiting(parts: readonly Part[], taken: ReadonlySet<string | undefined>): Outgoing | undefined {
    return this.outbox.all.find(
      (item) => item.attempts > 0 && !taken.has(item.clientMessageId) && sameContent(item, parts),
    );
  }

  private transmit(item: Outgoing): void {
    if (item.attempts >= MOST_ATTEMPTS) {
      this.outbox.update({ ...item, failed: true });
      this.line.exhausted();
      this.watch();
      return;
    }
    if (!this.line.send(frameOf(item))) return;
    this.outbox.update({ ...item, attempts: item.attempts + 1 });
    this.watch();
  }

  private watch(): void {
    clearTimeout(this.timer);
    if (!this.outbox.all.some((item) => item.attempts > 0 && !item.failed)) return;
    this.timer = setTimeout(() => this.line.stalled(), ACK_WITHIN);
  }
}

/** A pressed button may stand in the log by its label or by its payload. */
function sameContent(item: Outgoing, parts: readonly Part[]): boolean {
  if (JSON.stringify(item.parts) === JSON.stringify(parts)) return true;
  const only = parts.length === 1 ? parts[0] : undefined;
  return item.payload !== undefined && only?.type === 'text' && only.text === item.payload;
}
