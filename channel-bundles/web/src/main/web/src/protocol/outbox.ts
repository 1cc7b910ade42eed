import { isObject, part, type ClientFrame, type Part } from './frames';
import { readJson, type KeyValueStore } from './storage';

/** Something the visitor said that the server has not acknowledged yet. */
export interface Outgoing {
  readonly clientMessageId: string;
  /** RFC 3339, by the visitor's clock: only for display until the server's own time is known. */
  readonly at: string;
  /** What the visitor sees in the log. For an action that is its label. */
  readonly parts: readonly Part[];
  /** Set for a pressed button; `parts` then are only for display. */
  readonly payload?: string;
  /** How often it was handed to a socket. */
  readonly attempts: number;
  /** Refused by the server or tried too often; waits for the visitor to send it again or drop it. */
  readonly failed: boolean;
}

const MOST = 50;

/**
 * What still has to reach the server, in order, kept in the browser's storage until acknowledged, so that a
 * closed tab or a dead network loses nothing. Two tabs share the storage: each changes only its own items there.
 */
export class Outbox {
  private items: Outgoing[];

  constructor(
    private readonly store: KeyValueStore,
    private readonly key: string,
  ) {
    this.items = this.stored();
  }

  get all(): readonly Outgoing[] {
    return this.items;
  }

  get full(): boolean {
    return this.items.length >= MOST;
  }

  find(clientMessageId: string): Outgoing | undefined {
    return this.items.find((item) => item.clientMessageId === clientMessageId);
  }

  add(item: Outgoing): void {
    this.items = [...this.items, item];
    this.write([...this.stored(), item]);
  }

  update(item: Outgoing): void {
    const swap = (other: Outgoing) => (other.clientMessageId === item.clientMessageId ? item : other);
    this.items = this.items.map(swap);
    this.write(this.stored().map(swap));
  }

  remove(clientMessageId: string): void {
    const others = (item: Outgoing) => item.clientMessageId !== clientMessageId;
    this.items = this.items.filter(others);
    this.write(this.stored().filter(others));
  }

  clear(): void {
    this.items = [];
    this.store.remove(this.key);
  }

  private write(items: readonly Outgoing[]): void {
    if (items.length === 0) this.store.remove(this.key);
    else this.store.set(this.key, JSON.stringify(items));
  }

  private stored(): Outgoing[] {
    const value = readJson(this.store, this.key);
    return Array.isArray(value) ? value.flatMap(readItem).slice(0, MOST) : [];
  }
}

export function frameOf(item: Outgoing): ClientFrame {
  const { clientMessageId } = item;
  return item.payload === undefined
    ? { type: 'message', clientMessageId, parts: item.parts }
    : { type: 'action', clientMessageId, payload: item.payload };
}

function readItem(value: unknown): Outgoing[] {
  if (!isObject(value) || typeof value.clientMessageId !== 'string' || !Array.isArray(value.parts)) return [];
  return [
    {
      clientMessageId: value.clientMessageId,
      at: typeof value.at === 'string' ? value.at : '',
      parts: value.parts.map(part),
      ...(typeof value.payload === 'string' ? { payload: value.payload } : {}),
      attempts: typeof value.attempts === 'number' ? value.attempts : 0,
      failed: value.failed === true,
    },
  ];
}
