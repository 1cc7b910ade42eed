import type { MessageFrame, Part, Sender } from './frames';

export interface LoggedMessage {
  readonly seq: number;
  readonly at: string;
  readonly from: Sender;
  readonly parts: readonly Part[];
  /** Set when this page sent the message itself. */
  readonly clientMessageId?: string;
}

/**
 * The ordered log of one conversation: every sequence number once, in ascending order, however often and in
 * whatever order the frames arrive.
 */
export class Transcript {
  private readonly bySeq = new Map<number, LoggedMessage>();
  private readonly ordered: LoggedMessage[] = [];
  private contiguous = 0;

  /**
   * The number to resume from: everything up to it has been received. A frame that jumps ahead does not move
   * it, because what was jumped over may still be on its way when the line breaks; a replay does, since the
   * server sends it in order (numbers it leaves out are not meant for the visitor).
   */
  get resumeFrom(): number {
    return this.contiguous;
  }

  get messages(): readonly LoggedMessage[] {
    return this.ordered;
  }

  get lastSeq(): number {
    return this.ordered.at(-1)?.seq ?? 0;
  }

  has(seq: number): boolean {
    return this.bySeq.has(seq);
  }

  /** Adds a received message; says whether it was new. `replayed`: part of the in-order answer to a hello. */
  add(frame: MessageFrame, replayed: boolean): boolean {
    const isNew = !this.bySeq.has(frame.seq);
    if (isNew) this.insert({ seq: frame.seq, at: frame.at, from: frame.from, parts: frame.parts });
    if (replayed) this.contiguous = Math.max(this.contiguous, frame.seq);
    this.advance();
    return isNew;
  }

  /** Adds the visitor's own message, whose number an acknowledgement told. */
  addOwn(message: LoggedMessage): void {
    if (this.bySeq.has(message.seq)) {
      this.claim(message.seq, message.clientMessageId);
    } else {
      this.insert(message);
    }
    this.advance();
  }

  /** Notes (or, with undefined, withdraws) which of this page's sendings the message is. */
  claim(seq: number, clientMessageId: string | undefined): void {
    const known = this.bySeq.get(seq);
    if (known === undefined || known.clientMessageId === clientMessageId) return;
    const { clientMessageId: _, ...rest } = known;
    this.replace(clientMessageId === undefined ? rest : { ...rest, clientMessageId });
  }

  clear(): void {
    this.bySeq.clear();
    this.ordered.length = 0;
    this.contiguous = 0;
  }

  /** Puts back a kept tail of the log. `resumeFrom` is trusted only as far as messages back it. */
  restore(messages: readonly LoggedMessage[], resumeFrom: number): void {
    this.clear();
    for (const message of messages) {
      if (!this.bySeq.has(message.seq)) this.insert(message);
    }
    this.contiguous = Math.min(resumeFrom, this.lastSeq);
    this.advance();
  }

  private advance(): void {
    while (this.bySeq.has(this.contiguous + 1)) this.contiguous += 1;
  }

  private insert(message: LoggedMessage): void {
    this.bySeq.set(message.seq, message);
    let index = this.ordered.length;
    while (index > 0 && (this.ordered[index - 1] as LoggedMessage).seq > message.seq) index -= 1;
    this.ordered.splice(index, 0, message);
  }

  private replace(message: LoggedMessage): void {
    this.bySeq.set(message.seq, message);
    this.ordered[this.ordered.findIndex((other) => other.seq === message.seq)] = message;
  }
}
