/** A small, string-keyed memory that outlives the page. Never throws: chat works without it. */
export interface KeyValueStore {
  get(key: string): string | undefined;
  set(key: string, value: string): void;
  remove(key: string): void;
}

/** Forgets everything with the page: for private windows, blocked storage and tests. */
export class MemoryStore implements KeyValueStore {
  private readonly values = new Map<string, string>();

  get(key: string): string | undefined {
    return this.values.get(key);
  }

  set(key: string, value: string): void {
    this.values.set(key, value);
  }

  remove(key: string): void {
    this.values.delete(key);
  }
}

/** The browser's storage; a refused write (quota, private mode) is kept in memory for as long as the page lives. */
export class BrowserStore implements KeyValueStore {
  private readonly fallback = new MemoryStore();

  constructor(private readonly storage: Storage) {}

  get(key: string): string | undefined {
    const kept = this.fallback.get(key);
    if (kept !== undefined) return kept;
    try {
      return this.storage.getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  }

  set(key: string, value: string): void {
    try {
      this.storage.setItem(key, value);
      this.fallback.remove(key);
    } catch {
      this.fallback.set(key, value);
    }
  }

  remove(key: string): void {
    this.fallback.remove(key);
    try {
      this.storage.removeItem(key);
    } catch {
      // Storage is blocked, so there is nothing to remove.
    }
  }
}

/** `lasting` keeps the conversation across visits, otherwise it ends with the tab (shared computers). */
export function browserStore(lasting: boolean): KeyValueStore {
  try {
    return new BrowserStore(lasting ? window.localStorage : window.sessionStorage);
  } catch {
    return new MemoryStore();
  }
}

/** Reads a JSON value; damaged content counts as absent. */
export function readJson(store: KeyValueStore, key: string): unknown {
  const text = store.get(key);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
