import { Connection, type ConnectionStatus, type SocketLike } from './connection';
import type {
  AckFrame,
  Action,
  ClientFrame,
  ConversationState,
  ErrorFrame,
  MessageFrame,
  Part,
  Profile,
  Sender,
  ServerFrame,
  StateFrame,
  WelcomeFrame,
} from './frames';
import { Dispatcher } from './dispatcher';
import type { Outgoing } from './outbox';
import { GUEST, handOverShelf, shelf, type Shelf } from './shelf';
import type { KeyValueStore } from './storage';
import { Transcript, type LoggedMessage } from './transcript';
import { TypingSignal } from './typing';

export interface SessionOptions {
  readonly url: string;
  readonly site: string;
  readonly locale: string;
  readonly store: KeyValueStore;
  readonly openSocket: (url: string) => SocketLike;
  readonly random: () => number;
  readonly newId: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export type DeliveryStatus = 'sending' | 'sent' | 'read' | 'failed';

/** One line of the log as a page shows it. The key stays the same when a sending becomes a logged message. */
export interface Entry {
  readonly key: string;
  readonly at: string;
  readonly from: Sender;
  readonly parts: readonly Part[];
  /** Absent until the server has given it a number. */
  readonly seq?: number;
  /** Only for what the visitor said. */
  readonly status?: DeliveryStatus;
  readonly clientMessageId?: string;
}

export interface Notice {
  readonly code: string;
  /** The server's own words; shown only for codes this client has no words for. */
  readonly message: string;
}

export interface SessionView {
  readonly connection: ConnectionStatus;
  readonly state: ConversationState;
  readonly queuePosition: number | undefined;
  readonly agentName: string;
  readonly entries: readonly Entry[];
  readonly typing: Sender | undefined;
  readonly unread: number;
  readonly notice: Notice | undefined;
  readonly rated: boolean;
  readonly canRate: boolean;
  /** Earlier messages exist on the server than the browser kept. */
  readonly earlierMissing: boolean;
}

export type SendResult = 'accepted' | 'empty' | 'too-long' | 'queue-full';

export const LONGEST_TEXT = 4000;

const TYPING_LASTS = 8_000;
const TOKEN_REFUSED = new Set(['invalid-token', 'bad-token', 'unknown-token', 'token-expired', 'unknown-visitor']);
const VISITOR: Sender = { kind: 'visitor' };

/**
 * A visitor's side of one conversation: greets and resumes, keeps the log and the outbox, and tells the page when
 * something changed. Free of DOM; a page calls the methods and draws `view`. Not to be shared between pages.
 */
export class ChatSession {
  private readonly connection: Connection;
  private readonly transcript = new Transcript();
  private readonly listeners = new Set<() => void>();
  private readonly typingSignal: TypingSignal;

  private readonly dispatcher: Dispatcher;

  private who = GUEST;
  private shelf: Shelf;
  private locale: string;
  private profile: Profile | undefined;

  private token: string | null = null;
  private conversationId = '';
  private state: ConversationState = 'bot';
  private queuePosition: number | undefined;
  private agentName = '';
  private readSeq = 0;
  private seenSeq = 0;
  private ratedSeq = 0;
  private reportedSeq = 0;

  private helloResumeFrom = 0;
  private replayUpTo = 0;
  private welcomed = false;
  private attended = false;
  private typing: Sender | undefined;
  private typingTimer: ReturnType<typeof setTimeout> | undefined;
  private notice: Notice | undefined;
  private wantsWholeLog = false;
  private pendingRating: { readonly score: number; readonly comment: string } | undefined;

  constructor(private readonly options: SessionOptions) {
    this.locale = options.locale;
    this.shelf = shelf(options.store, options.site, this.who);
    this.connection = new Connection(options, {
      opened: () => this.hello(),
      received: (frame) => this.receive(frame),
      statusChanged: (status) => this.statusChanged(status),
    });
    this.dispatcher = new Dispatcher(this.shelf.outbox, {
      send: (frame) => this.sendGreeted(frame),
      stalled: () => this.connection.giveUp(),
      exhausted: () => (this.notice = { code: 'not-acknowledged', message: '' }),
    });
    this.typingSignal = new TypingSignal((on) => this.sendGreeted({ type: 'typing', on }));
    this.recall();
  }

  // ---- what the page reads -------------------------------------------------------------------------------

  /** Calls back after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get view(): SessionView {
    const messages = this.transcript.messages;
    const answered = messages.some((message) => message.from.kind === 'bot' || message.from.kind === 'agent');
    const rated =
      this.ratedSeq > 0 && !messages.some((message) => message.from.kind === 'visitor' && message.seq > this.ratedSeq);
    return {
      connection: this.connection.status,
      state: this.state,
      queuePosition: this.queuePosition,
      agentName: this.agentName,
      entries: this.entries(),
      typing: this.typing,
      unread: messages.filter((message) => message.seq > this.seenSeq && message.from.kind !== 'visitor').length,
      notice: this.notice,
      rated,
      canRate: answered && !rated,
      earlierMissing: (messages[0]?.seq ?? 1) > 1 && this.helloResumeFrom > 0,
    };
  }

  /** The visitor has been here before, so there may be something new to fetch. */
  get known(): boolean {
    return this.token !== null || this.dispatcher.waiting.length > 0;
  }

  // ---- what the page does --------------------------------------------------------------------------------

  open(): void {
    this.connection.open();
  }

  close(): void {
    this.connection.close();
  }

  /** The browser says that the network is gone: no need to wait for the socket to notice. */
  offline(): void {
    this.connection.giveUp();
  }

  /** The network, the page or the device woke up. */
  wake(): void {
    this.connection.wake();
  }

  /** Says a text. It is in the log at once and survives the page until the server has acknowledged it. */
  say(text: string): SendResult {
    const trimmed = text.trim();
    if (trimmed === '') return 'empty';
    if (trimmed.length > LONGEST_TEXT) return 'too-long';
    this.typingSignal.reset();
    return this.put({ parts: [{ type: 'text', text: trimmed }] });
  }

  /** Presses a button of a card or a choice. */
  press(action: Action): SendResult {
    return this.put({ parts: [{ type: 'text', text: action.label }], payload: action.payload });
  }

  /** Tries a failed sending again, at its old place in the queue. */
  retry(clientMessageId: string): void {
    this.dispatcher.retry(clientMessageId);
    this.changed();
  }

  discard(clientMessageId: string): void {
    this.dispatcher.discard(clientMessageId);
    this.changed();
  }

  /** The visitor touched the text field. */
  composing(hasText: boolean): void {
    this.typingSignal.touched(hasText);
  }

  /** Whether the visitor is looking at the log right now; what is looked at is read. */
  attend(attended: boolean): void {
    this.attended = attended;
    if (attended && this.markSeen()) this.changed();
  }

  rate(score: number, comment: string): void {
    this.pendingRating = { score, comment: comment.trim() };
    this.ratedSeq = Math.max(1, this.transcript.lastSeq);
    this.sendRating();
    this.remember();
    this.changed();
  }

  dismissNotice(): void {
    if (this.notice === undefined) return;
    this.notice = undefined;
    this.changed();
  }

  /** Fetches the whole log again, for what the browser no longer keeps. */
  loadEarlier(): void {
    this.wantsWholeLog = true;
    this.connection.reopen();
    this.changed();
  }

  /** Forgets this visitor and begins a new conversation. */
  startOver(): void {
    this.shelf.outbox.clear();
    this.shelf.notebook.forget();
    this.recall();
    this.reconnect();
  }

  /** The server answers in this language from its next message on. */
  speak(locale: string): void {
    if (locale === this.locale) return;
    this.locale = locale;
    this.reconnect();
  }

  /**
   * Tells who the visitor is. A guest who signs in keeps the conversation; another customer gets another one,
   * so that nobody reads what somebody else said on the same browser. Undefined means signed out.
   */
  identify(profile: Profile | undefined): void {
    if (JSON.stringify(profile) === JSON.stringify(this.profile)) return;
    this.profile = profile;
    const customer = profile?.customerId;
    const who = typeof customer === 'string' && customer !== '' ? `customer:${customer}` : GUEST;
    if (who !== this.who) this.become(who);
    this.reconnect();
  }

  // ---- the protocol --------------------------------------------------------------------------------------

  private hello(): void {
    this.helloResumeFrom = this.wantsWholeLog ? 0 : this.transcript.resumeFrom;
    this.wantsWholeLog = false;
    this.connection.send({
      type: 'hello',
      visitorToken: this.token,
      resumeFrom: this.helloResumeFrom,
      locale: this.locale,
      site: this.options.site,
      ...(this.profile === undefined ? {} : { profile: this.profile }),
    });
  }

  private receive(frame: ServerFrame): void {
    switch (frame.type) {
      case 'welcome':
        this.welcome(frame);
        break;
      case 'message':
        this.message(frame);
        break;
      case 'ack':
        this.acknowledged(frame);
        break;
      case 'state':
        this.stateChanged(frame);
        break;
      case 'typing':
        if (frame.from.kind !== 'visitor') this.showTyping(frame.on ? frame.from : undefined);
        break;
      case 'read':
        this.readSeq = Math.max(this.readSeq, frame.seq);
        this.remember();
        break;
      case 'error':
        this.refused(frame);
        break;
      case 'pong':
        return;
    }
    this.changed();
  }

  private welcome(frame: WelcomeFrame): void {
    const sameConversation = frame.conversationId === this.conversationId || this.conversationId === '';
    const logFits = sameConversation && frame.lastSeq >= this.transcript.resumeFrom;
    this.token = frame.visitorToken === '' ? this.token : frame.visitorToken;
    this.conversationId = frame.conversationId;
    if (!logFits) {
      this.forgetLog();
      if (this.helloResumeFrom > 0) {
        // The number asked for belongs to another log, so the replay would begin in its middle.
        this.remember();
        this.connection.reopen();
        return;
      }
    }
    this.state = frame.state;
    if (frame.state !== 'queued') this.queuePosition = undefined;
    this.replayUpTo = frame.lastSeq;
    this.welcomed = true;
    this.connection.settled();
    this.remember();
    this.sendRating();
    this.dispatcher.flush();
    this.reportedSeq = 0;
    this.markSeen();
  }

  private message(frame: MessageFrame): void {
    const isNew = this.transcript.add(frame, frame.seq <= this.replayUpTo);
    if (isNew && frame.from.kind === 'visitor') this.recognise(frame);
    if (isNew && frame.from.kind !== 'visitor') this.showTyping(undefined);
    if (isNew && frame.from.kind === 'agent' && frame.from.name !== undefined) this.agentName = frame.from.name;
    this.markSeen();
    this.remember();
  }

  /** An own message can come back in the log before its acknowledgement: show it once. */
  private recognise(frame: MessageFrame): void {
    const match = this.dispatcher.awaiting(frame.parts, this.claimed());
    if (match !== undefined) this.transcript.claim(frame.seq, match.clientMessageId);
  }

  private acknowledged({ clientMessageId, seq }: AckFrame): void {
    const item = this.dispatcher.acknowledged(clientMessageId);
    for (const message of this.transcript.messages) {
      if (message.clientMessageId === clientMessageId && message.seq !== seq) {
        this.transcript.claim(message.seq, undefined);
      }
    }
    if (item !== undefined) {
      this.transcript.addOwn({ seq, at: item.at, from: VISITOR, parts: item.parts, clientMessageId });
    }
    if (this.notice?.code === 'not-acknowledged') this.notice = undefined;
    this.remember();
  }

  private stateChanged(frame: StateFrame): void {
    this.state = frame.state;
    this.queuePosition = frame.state === 'queued' ? frame.queuePosition : undefined;
    if (frame.agentName !== undefined) this.agentName = frame.agentName;
    if (frame.state === 'bot' || frame.state === 'closed') this.showTyping(undefined);
    this.remember();
  }

  private refused(frame: ErrorFrame): void {
    if (!this.welcomed && this.token !== null && TOKEN_REFUSED.has(frame.code)) {
      this.token = null;
      this.conversationId = '';
      this.forgetLog();
      this.remember();
      this.connection.reopen();
      return;
    }
    this.notice = { code: frame.code, message: frame.message };
    if (frame.clientMessageId !== undefined) this.dispatcher.fail(frame.clientMessageId);
  }

  private statusChanged(status: ConnectionStatus): void {
    if (status !== 'online') {
      this.welcomed = false;
      this.dispatcher.pause();
      this.showTyping(undefined);
    }
    this.changed();
  }

  // ---- sending -------------------------------------------------------------------------------------------

  private put(content: { readonly parts: readonly Part[]; readonly payload?: string }): SendResult {
    if (this.dispatcher.full) return 'queue-full';
    // Opened first: a message that finds no line waits in the outbox for the welcome.
    this.connection.open();
    this.dispatcher.put({
      clientMessageId: this.options.newId(),
      at: new Date(this.options.now()).toISOString(),
      ...content,
      attempts: 0,
      failed: false,
    });
    this.changed();
    return 'accepted';
  }

  private sendGreeted(frame: ClientFrame): boolean {
    return this.welcomed && this.connection.send(frame);
  }

  private sendRating(): void {
    const rating = this.pendingRating;
    if (rating !== undefined && this.sendGreeted({ type: 'rate', ...rating })) this.pendingRating = undefined;
  }

  // ---- reading -------------------------------------------------------------------------------------------

  private markSeen(): boolean {
    if (!this.attended) return false;
    const last = this.transcript.messages.reduce(
      (highest, message) => (message.from.kind === 'visitor' ? highest : message.seq),
      0,
    );
    const moved = last > this.seenSeq;
    this.seenSeq = Math.max(this.seenSeq, last);
    if (last > this.reportedSeq && this.sendGreeted({ type: 'read', seq: last })) {
      this.reportedSeq = last;
    }
    if (moved) this.remember();
    return moved;
  }

  private showTyping(from: Sender | undefined): void {
    clearTimeout(this.typingTimer);
    this.typing = from;
    if (from === undefined) return;
    this.typingTimer = setTimeout(() => {
      this.typing = undefined;
      this.changed();
    }, TYPING_LASTS);
  }

  private entries(): readonly Entry[] {
    const claimed = this.claimed();
    const logged = this.transcript.messages.map((message) => this.loggedEntry(message));
    const waiting = this.dispatcher.waiting.filter((item) => !claimed.has(item.clientMessageId)).map(waitingEntry);
    return [...logged, ...waiting];
  }

  /** The sendings of this page that stand in the log already. */
  private claimed(): ReadonlySet<string | undefined> {
    return new Set(this.transcript.messages.map((message) => message.clientMessageId));
  }

  private loggedEntry(message: LoggedMessage): Entry {
    const key = message.clientMessageId ?? `seq-${message.seq}`;
    const { seq, at, from, parts } = message;
    if (from.kind !== 'visitor') return { key, at, from, parts, seq };
    return { key, at, from, parts, seq, status: seq <= this.readSeq ? 'read' : 'sent' };
  }

  // ---- memory --------------------------------------------------------------------------------------------

  private become(who: string): void {
    const before = this.shelf;
    this.shelf = shelf(this.options.store, this.options.site, who);
    if (this.who === GUEST) handOverShelf(before, this.shelf);
    this.who = who;
    this.dispatcher.use(this.shelf.outbox);
    this.recall();
  }

  private reconnect(): void {
    this.welcomed = false;
    this.connection.reopen();
    this.changed();
  }

  private forgetLog(): void {
    this.transcript.clear();
    this.readSeq = this.seenSeq = this.ratedSeq = 0;
    this.agentName = '';
  }

  private recall(): void {
    const kept = this.shelf.notebook.read();
    this.token = kept.visitorToken;
    this.conversationId = kept.conversationId;
    this.state = kept.state;
    this.agentName = kept.agentName;
    this.readSeq = kept.readSeq;
    this.seenSeq = kept.seenSeq;
    this.ratedSeq = kept.ratedSeq;
    this.queuePosition = undefined;
    this.pendingRating = undefined;
    this.notice = undefined;
    this.showTyping(undefined);
    this.transcript.restore(kept.messages, kept.resumeFrom);
  }

  private remember(): void {
    this.shelf.notebook.write({
      visitorToken: this.token,
      conversationId: this.conversationId,
      state: this.state,
      agentName: this.agentName,
      messages: this.transcript.messages,
      resumeFrom: this.transcript.resumeFrom,
      seenSeq: this.seenSeq,
      readSeq: this.readSeq,
      ratedSeq: this.ratedSeq,
    });
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}

function waitingEntry(item: Outgoing): Entry {
  return {
    key: item.clientMessageId,
    at: item.at,
    from: VISITOR,
    parts: item.parts,
    status: item.failed ? 'failed' : 'sending',
    clientMessageId: item.clientMessageId,
  };
}
