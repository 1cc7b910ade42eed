import type { ConversationState, MessageFrame, StateFrame, WelcomeFrame } from './frames';
import type { Notebook } from './notebook';
import type { Outgoing } from './outbox';
import { Transcript, type LoggedMessage } from './transcript';

/**
 * What this browser knows of one conversation: who we are to the server, the log, the state, and who has read how
 * far. Takes frames in, writes every change into its notebook, and knows nothing of connections.
 */
export class Conversation {
  private readonly transcript = new Transcript();
  private id = '';
  private replayUpTo = 0;
  private ratedSeq = 0;

  token: string | null = null;
  state: ConversationState = 'bot';
  queuePosition: number | undefined;
  agentName = '';
  /** The other side has read everything up to here. */
  readSeq = 0;
  /** The visitor has seen everything up to here. */
  seenSeq = 0;

  constructor(private notebook: Notebook) {
    this.recall();
  }

  get messages(): readonly LoggedMessage[] {
    return this.transcript.messages;
  }

  get resumeFrom(): number {
    return this.transcript.resumeFrom;
  }

  /** The last message the visitor could have read. */
  get lastForeignSeq(): number {
    return this.messages.reduce((last, message) => (message.from.kind === 'visitor' ? last : message.seq), 0);
  }

  get unread(): number {
    return this.messages.filter((message) => message.seq > this.seenSeq && message.from.kind !== 'visitor').length;
  }

  get answered(): boolean {
    return this.messages.some((message) => message.from.kind === 'bot' || message.from.kind === 'agent');
  }

  /** A rating holds until the visitor speaks again. */
  get rated(): boolean {
    const spokeSince = (message: LoggedMessage) => message.from.kind === 'visitor' && message.seq > this.ratedSeq;
    return this.ratedSeq > 0 && !this.messages.some(spokeSince);
  }

  /** The sendings of this page that stand in the log already. */
  get logged(): ReadonlySet<string | undefined> {
    return new Set(this.messages.map((message) => message.clientMessageId));
  }

  /** Goes on with what another notebook knows. */
  use(notebook: Notebook): void {
    this.notebook = notebook;
    this.recall();
  }

  /** Forgets who we are to the server, and with that everything else. */
  forget(): void {
    this.notebook.forget();
    this.recall();
  }

  /** Takes the server's greeting; false when it is about another log than ours, which then has been dropped. */
  welcomed(frame: WelcomeFrame): boolean {
    const sameConversation = frame.conversationId === this.id || this.id === '';
    const fits = sameConversation && frame.lastSeq >= this.transcript.resumeFrom;
    if (!fits) this.dropLog();
    if (frame.visitorToken !== '') this.token = frame.visitorToken;
    this.id = frame.conversationId;
    this.state = frame.state;
    if (frame.state !== 'queued') this.queuePosition = undefined;
    this.replayUpTo = frame.lastSeq;
    this.remember();
    return fits;
  }

  /** Adds a message; says whether it was new. */
  add(frame: MessageFrame): boolean {
    const isNew = this.transcript.add(frame, frame.seq <= this.replayUpTo);
    if (isNew && frame.from.kind === 'agent' && frame.from.name !== undefined) this.agentName = frame.from.name;
    this.remember();
    return isNew;
  }

  /** An own message came back in the log before its acknowledgement. */
  claim(seq: number, item: Outgoing): void {
    this.transcript.claim(seq, item.clientMessageId);
    this.remember();
  }

  /** The server gave a sending its number; a guess about that number made before gives way. */
  acknowledged(item: Outgoing, seq: number): void {
    const { clientMessageId, at, parts } = item;
    for (const message of this.messages) {
      if (message.clientMessageId === clientMessageId && message.seq !== seq) {
        this.transcript.claim(message.seq, undefined);
      }
    }
    this.transcript.addOwn({ seq, at, from: { kind: 'visitor' }, parts, clientMessageId });
    this.remember();
  }

  stateChanged(frame: StateFrame): void {
    this.state = frame.state;
    this.queuePosition = frame.state === 'queued' ? frame.queuePosition : undefined;
    if (frame.agentName !== undefined) this.agentName = frame.agentName;
    this.remember();
  }

  readByThem(seq: number): void {
    this.readSeq = Math.max(this.readSeq, seq);
    this.remember();
  }

  /** Says whether there was anything new to see. */
  seenByVisitor(): boolean {
    const last = this.lastForeignSeq;
    if (last <= this.seenSeq) return false;
    this.seenSeq = last;
    this.remember();
    return true;
  }

  ratedNow(): void {
    this.ratedSeq = Math.max(1, this.transcript.lastSeq);
    this.remember();
  }

  private dropLog(): void {
    this.transcript.clear();
    this.readSeq = this.seenSeq = this.ratedSeq = 0;
    this.agentName = '';
  }

  private recall(): void {
    const kept = this.notebook.read();
    this.token = kept.visitorToken;
    this.id = kept.conversationId;
    this.state = kept.state;
    this.agentName = kept.agentName;
    this.readSeq = kept.readSeq;
    this.seenSeq = kept.seenSeq;
    this.ratedSeq = kept.ratedSeq;
    this.queuePosition = undefined;
    this.transcript.restore(kept.messages, kept.resumeFrom);
  }

  private remember(): void {
    this.notebook.write({
      visitorToken: this.token,
      conversationId: this.id,
      state: this.state,
      agentName: this.agentName,
      messages: this.messages,
      resumeFrom: this.resumeFrom,
      seenSeq: this.seenSeq,
      readSeq: this.readSeq,
      ratedSeq: this.ratedSeq,
    });
  }
}
