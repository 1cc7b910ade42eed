import { Connection, type ConnectionStatus, type SocketLike } from './connection';
import { Conversation } from './conversation';
import { Dispatcher } from './dispatcher';
import type {
  AckFrame,
  Action,
  ClientFrame,
  ErrorFrame,
  MessageFrame,
  Part,
  Profile,
  ServerFrame,
  StateFrame,
  WelcomeFrame,
} from './frames';
import { GUEST, handOverShelf, shelf, type Shelf } from './shelf';
import type { KeyValueStore } from './storage';
import { TypingDisplay, TypingSignal } from './typing';
import { httpUrl, upload, type UploadProblem } from './upload';
import { entriesOf, type Notice, type SessionView } from './view';

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

export type SendResult = 'accepted' | 'empty' | 'too-long' | 'queue-full';

/** What a button sends with which an agent or a rule asks for a rating. */
const RATING = /^rate:([1-5])$/;
/** Bytes; the server takes no more. */
const LARGEST_FILE = 10 * 1024 * 1024;
export const LONGEST_TEXT = 4000;

/** Refusals that another try in a few seconds can overcome. */
const PASSING = new Set(['overloaded', 'store-down', 'too-fast', 'rate-limited', 'unavailable']);
const TOKEN_REFUSED = new Set(['invalid-token', 'bad-token', 'unknown-token', 'token-expired', 'unknown-visitor']);

/**
 * A visitor's side of the protocol: greets and resumes, brings what is said to the server, and tells the page when
 * something changed. Free of DOM; a page calls the methods and draws `view`. Not to be shared between pages.
 */
export class ChatSession {
  private readonly listeners = new Set<() => void>();
  private readonly connection: Connection;
  private readonly conversation: Conversation;
  private readonly dispatcher: Dispatcher;
  private readonly typingSignal = new TypingSignal((on) => this.sendGreeted({ type: 'typing', on }));
  private readonly typing = new TypingDisplay(() => this.changed());

  private who = GUEST;
  private shelf: Shelf;
  private locale: string;
  private profile: Profile | undefined;

  private greeted = false;
  private helloResumeFrom = 0;
  private wantsWholeLog = false;
  private attended = false;
  private reportedSeq = 0;
  private notice: Notice | undefined;
  private pendingRating: { readonly score: number; readonly comment: string } | undefined;

  constructor(private readonly options: SessionOptions) {
    this.locale = options.locale;
    this.shelf = shelf(options.store, options.site, this.who);
    this.conversation = new Conversation(this.shelf.notebook);
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
  }

  // ---- what the page reads -------------------------------------------------------------------------------

  /** Calls back after every change, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  get view(): SessionView {
    const { messages, state, queuePosition, agentName, unread, rated, answered, readSeq } = this.conversation;
    return {
      connection: this.connection.status,
      state,
      queuePosition,
      agentName,
      entries: entriesOf(messages, this.dispatcher.waiting, readSeq),
      typing: this.typing.shown,
      unread,
      notice: this.notice,
      rated,
      canRate: answered && !rated,
      earlierMissing: (messages[0]?.seq ?? 1) > 1 && this.helloResumeFrom > 0,
    };
  }

  /** The visitor has been here before, so there may be something new to fetch. */
  get known(): boolean {
    return this.conversation.token !== null || this.dispatcher.waiting.length > 0;
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

  /** The page is about to go: what has to be remembered is written now. */
  save(): void {
    this.shelf.notebook.flush();
  }

  /** Says a text. It is in the log at once and survives the page until the server has acknowledged it. */
  say(text: string): SendResult {
    const trimmed = text.trim();
    if (trimmed === '') return 'empty';
    if (trimmed.length > LONGEST_TEXT) return 'too-long';
    this.typingSignal.reset();
    return this.put({ parts: [{ type: 'text', text: trimmed }] });
  }

  /** Sends a file; answers why not when it was not taken. */
  async attach(file: File): Promise<UploadProblem | undefined> {
    const token = this.conversation.token;
    if (file.size > LARGEST_FILE) return 'too-large';
    if (token === null || this.dispatcher.full) return 'no-connection';
    const taken = await upload(this.options.url, token, file);
    if (typeof taken === 'string') return taken;
    this.put({ parts: [taken] });
    return undefined;
  }

  /** Where a file of the server can be fetched, from whatever page this stands on. */
  fileUrl(uri: string): string {
    return uri.startsWith('/') ? httpUrl(this.options.url, uri) : uri;
  }

  /** Presses a button of a card or a choice. */
  press(action: Action): SendResult {
    const stars = RATING.exec(action.payload)?.[1];
    if (stars !== undefined) {
      // A rating is no message: it must not open a closed conversation anew.
      this.rate(Number(stars), '');
      return 'accepted';
    }
    return this.put({ parts: [{ type: 'text', text: action.label }], payload: action.payload });
  }

  /** Tries a failed sending again. */
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
    if (this.markSeen()) this.changed();
  }

  rate(score: number, comment: string): void {
    this.pendingRating = { score, comment: comment.trim() };
    this.conversation.ratedNow();
    this.sendRating();
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
    this.greetAgain();
  }

  /** Forgets this visitor and begins a new conversation. */
  startOver(): void {
    this.shelf.outbox.clear();
    this.conversation.forget();
    this.forgetMoment();
    this.greetAgain();
  }

  /** The server answers in this language from its next message on. */
  speak(locale: string): void {
    if (locale === this.locale) return;
    this.locale = locale;
    this.greetAgain();
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
    this.greetAgain();
  }

  // ---- the protocol --------------------------------------------------------------------------------------

  private hello(): void {
    this.helloResumeFrom = this.wantsWholeLog ? 0 : this.conversation.resumeFrom;
    this.wantsWholeLog = false;
    this.connection.send({
      type: 'hello',
      visitorToken: this.conversation.token,
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
        if (frame.from.kind !== 'visitor') this.typing.show(frame.on ? frame.from : undefined);
        break;
      case 'read':
        this.conversation.readByThem(frame.seq);
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
    const fits = this.conversation.welcomed(frame);
    if (!fits && this.helloResumeFrom > 0) {
      // The number asked for belongs to another log, so the replay would begin in its middle.
      this.connection.reopen();
      return;
    }
    this.greeted = true;
    this.connection.settled();
    this.sendRating();
    this.dispatcher.flush();
    this.reportedSeq = 0;
    this.markSeen();
  }

  private message(frame: MessageFrame): void {
    const isNew = this.conversation.add(frame);
    if (isNew && frame.from.kind === 'visitor') {
      const own = this.dispatcher.awaiting(frame.parts, this.conversation.logged);
      if (own !== undefined) this.conversation.claim(frame.seq, own);
    } else if (isNew) {
      this.typing.show(undefined);
    }
    this.markSeen();
  }

  private acknowledged({ clientMessageId, seq }: AckFrame): void {
    const item = this.dispatcher.acknowledged(clientMessageId);
    if (item !== undefined) this.conversation.acknowledged(item, seq);
    if (this.notice?.code === 'not-acknowledged') this.notice = undefined;
  }

  private stateChanged(frame: StateFrame): void {
    this.conversation.stateChanged(frame);
    if (frame.state === 'bot' || frame.state === 'closed') this.typing.show(undefined);
  }

  private refused(frame: ErrorFrame): void {
    if (!this.greeted && this.conversation.token !== null && TOKEN_REFUSED.has(frame.code)) {
      this.conversation.forget();
      this.connection.reopen();
      return;
    }
    const { clientMessageId, code, message } = frame;
    if (clientMessageId !== undefined && PASSING.has(code)) {
      this.dispatcher.postpone(clientMessageId);
      return;
    }
    this.notice = { code, message };
    if (clientMessageId !== undefined) this.dispatcher.fail(clientMessageId);
  }

  private statusChanged(status: ConnectionStatus): void {
    if (status !== 'online') {
      this.greeted = false;
      this.dispatcher.pause();
      this.typing.show(undefined);
    }
    this.changed();
  }

  private sendGreeted(frame: ClientFrame): boolean {
    return this.greeted && this.connection.send(frame);
  }

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

  private sendRating(): void {
    const rating = this.pendingRating;
    if (rating !== undefined && this.sendGreeted({ type: 'rate', ...rating })) this.pendingRating = undefined;
  }

  private markSeen(): boolean {
    if (!this.attended) return false;
    const last = this.conversation.lastForeignSeq;
    if (last > this.reportedSeq && this.sendGreeted({ type: 'read', seq: last })) this.reportedSeq = last;
    return this.conversation.seenByVisitor();
  }

  // ---- who and where -------------------------------------------------------------------------------------

  private become(who: string): void {
    const before = this.shelf;
    before.notebook.flush();
    this.shelf = shelf(this.options.store, this.options.site, who);
    if (this.who === GUEST) handOverShelf(before, this.shelf);
    this.who = who;
    this.dispatcher.use(this.shelf.outbox);
    this.conversation.use(this.shelf.notebook);
    this.forgetMoment();
  }

  private forgetMoment(): void {
    this.pendingRating = undefined;
    this.notice = undefined;
    this.typing.show(undefined);
  }

  /** What a hello says has changed, and a socket takes one hello. */
  private greetAgain(): void {
    this.greeted = false;
    this.connection.reopen();
    this.changed();
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
