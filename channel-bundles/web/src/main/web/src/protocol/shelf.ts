import { Notebook } from './notebook';
import { Outbox } from './outbox';
import type { KeyValueStore } from './storage';

/** Everything the browser keeps for one visitor of one site. */
export interface Shelf {
  readonly notebook: Notebook;
  readonly outbox: Outbox;
}

export const GUEST = 'guest';

export function shelf(store: KeyValueStore, site: string, who: string): Shelf {
  const prefix = `dragoman:${site}:${who}`;
  return {
    notebook: new Notebook(store, `${prefix}:conversation`),
    outbox: new Outbox(store, `${prefix}:outbox`),
  };
}

/** A guest who signs in keeps the conversation, unless the customer already has one on this browser. */
export function handOverShelf(guest: Shelf, customer: Shelf): void {
  if (!customer.notebook.isEmpty || guest.notebook.isEmpty) return;
  customer.notebook.write(guest.notebook.read());
  customer.notebook.flush();
  for (const item of guest.outbox.all) customer.outbox.add(item);
  guest.outbox.clear();
  guest.notebook.forget();
}
