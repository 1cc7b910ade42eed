import { isObject, part, parseFrame, type ConversationState } from './frames';
import { readJson, type KeyValueStore } from './storage';
import type { LoggedMessage } from './transcript';

/** What the browser remembers of a conversation between two visits. */
export interface Remembered {
  readonly visitorToken: string | null;
  readonly conversationId: string;
  readonly state: ConversationState;
  readonly agentName: string;
  readonly messages: readonly LoggedMessage[];
  readonly resumeFrom: number;
  /** The visitor has seen everything up to here. */
  readonly seenSeq: number;
  /** The other side has read everything up to here. */
  readonly readSeq: number;
  /** The last message there was when the visitor rated; 0 when never. */
  readonly ratedSeq: number;
}

export const NOTHING_REMEMBERED: Remembered = {
  visitorToken: null,
  conversationId: '',
  state: 'bot',
  agentName: '',
  messages: [],
  resumeFrom: 0,
  seenSeq: 0,
  readSeq: 0,
  ratedSeq: 0,
};

const MOST_MESSAGES = 120;
const WRITE_AFTER = 80;

/**
 * Keeps one `Remembered` under one key, bounded, and reads it back with suspicion. Many changes in a row are one
 * write; what a crash loses of them is only fetched again.
 */
export class Notebook {
  private unwritten: Remembered | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly store: KeyValueStore,
    private readonly key: string,
  ) {}

  read(): Remembered {
    if (this.unwritten !== undefined) return this.unwritten;
    const value = readJson(this.store, this.key);
    if (!isObject(value)) return NOTHING_REMEMBERED;
    const messages = Array.isArray(value.messages) ? value.messages.flatMap(readLogged) : [];
    return {
      visitorToken: typeof value.visitorToken === 'string' ? value.visitorToken : null,
      conversationId: typeof value.conversationId === 'string' ? value.conversationId : '',
      state: stateOf(value.state),
      agentName: typeof value.agentName === 'string' ? value.agentName : '',
      messages,
      resumeFrom: count(value.resumeFrom),
      seenSeq: count(value.seenSeq),
      readSeq: count(value.readSeq),
      ratedSeq: count(value.ratedSeq),
    };
  }

  write(remembered: Remembered): void {
    this.unwritten = { ...remembered, messages: remembered.messages.slice(-MOST_MESSAGES) };
    this.timer ??= setTimeout(() => this.flush(), WRITE_AFTER);
  }

  /** Writes at once what waits to be written: the page may be about to go. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.unwritten === undefined) return;
    this.store.set(this.key, JSON.stringify(this.unwritten));
    this.unwritten = undefined;
  }

  forget(): void {
    this.unwritten = undefined;
    this.flush();
    this.store.remove(this.key);
  }

  get isEmpty(): boolean {
    return this.unwritten === undefined && this.store.get(this.key) === undefined;
  }
}

/** A stored message has the shape of a message frame, so the frame reader checks it. */
function readLogged(value: unknown): LoggedMessage[] {
  if (!isObject(value)) return [];
  const frame = parseFrame(JSON.stringify({ ...value, type: 'message' }));
  if (frame?.type !== 'message') return [];
  const own = typeof value.clientMessageId === 'string' ? { clientMessageId: value.clientMessageId } : {};
  return [{ seq: frame.seq, at: frame.at, from: frame.from, parts: frame.parts.map(part), ...own }];
}

function stateOf(value: unknown): ConversationState {
  return value === 'queued' || value === 'human' || value === 'closed' ? value : 'bot';
}

function count(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}
