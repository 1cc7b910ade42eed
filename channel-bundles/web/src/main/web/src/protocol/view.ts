import type { ConnectionStatus } from './connection';
import type { ConversationState, Part, Sender } from './frames';
import type { Outgoing } from './outbox';
import type { LoggedMessage } from './transcript';

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

/** Everything a page needs to draw the chat, at one moment. */
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

/** The log by number, then what is still on its way; each sending of this page once. */
export function entriesOf(
  messages: readonly LoggedMessage[],
  waiting: readonly Outgoing[],
  readSeq: number,
): readonly Entry[] {
  const logged = new Set(messages.map((message) => message.clientMessageId));
  return [
    ...messages.map((message) => loggedEntry(message, readSeq)),
    ...waiting.filter((item) => !logged.has(item.clientMessageId)).map(waitingEntry),
  ];
}

function loggedEntry(message: LoggedMessage, readSeq: number): Entry {
  const { seq, at, from, parts } = message;
  const key = message.clientMessageId ?? `seq-${seq}`;
  if (from.kind !== 'visitor') return { key, at, from, parts, seq };
  return { key, at, from, parts, seq, status: seq <= readSeq ? 'read' : 'sent' };
}

function waitingEntry(item: Outgoing): Entry {
  const { clientMessageId, at, parts } = item;
  const status = item.failed ? 'failed' : 'sending';
  return { key: clientMessageId, at, from: { kind: 'visitor' }, parts, status, clientMessageId };
}
