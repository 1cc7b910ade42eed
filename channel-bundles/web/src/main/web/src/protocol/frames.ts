/**
 * The frames of `/ws/visitor` as types, and the reader that turns an untrusted text frame into one of them.
 * Unknown fields are ignored, unknown frames and unknown parts are reported as such and never throw.
 */

export type ConversationState = 'bot' | 'queued' | 'human' | 'closed';
export type SenderKind = 'visitor' | 'bot' | 'agent' | 'system';

export interface Sender {
  readonly kind: SenderKind;
  readonly name?: string;
}

export interface Action {
  readonly label: string;
  readonly payload: string;
}

export interface Field {
  readonly label: string;
  readonly value: string;
}

export interface TextPart {
  readonly type: 'text';
  readonly text: string;
}

export interface MediaPart {
  readonly type: 'media';
  readonly uri: string;
  readonly mimeType: string;
  readonly name: string;
  /** Bytes; 0 when the sender did not say. */
  readonly size: number;
}

export interface CardPart {
  readonly type: 'card';
  readonly title: string;
  readonly fields: readonly Field[];
  readonly actions: readonly Action[];
}

export interface ChoicesPart {
  readonly type: 'choices';
  readonly prompt: string;
  readonly options: readonly Action[];
}

export interface PlacePart {
  readonly type: 'place';
  readonly label: string;
  /** Degrees, WGS 84. */
  readonly latitude: number;
  readonly longitude: number;
}

/** A part of a kind this version does not know; shown as a hint instead of being dropped silently. */
export interface UnknownPart {
  readonly type: 'unknown';
}

export type Part = TextPart | MediaPart | CardPart | ChoicesPart | PlacePart | UnknownPart;

export interface WelcomeFrame {
  readonly type: 'welcome';
  readonly visitorToken: string;
  readonly conversationId: string;
  readonly lastSeq: number;
  readonly state: ConversationState;
}

export interface AckFrame {
  readonly type: 'ack';
  readonly clientMessageId: string;
  readonly seq: number;
}

export interface MessageFrame {
  readonly type: 'message';
  readonly seq: number;
  /** RFC 3339. */
  readonly at: string;
  readonly from: Sender;
  readonly parts: readonly Part[];
  readonly inReplyTo?: number;
}

export interface StateFrame {
  readonly type: 'state';
  readonly state: ConversationState;
  readonly queuePosition?: number;
  readonly agentName?: string;
}

export interface TypingFrame {
  readonly type: 'typing';
  readonly from: Sender;
  readonly on: boolean;
}

export interface ReadFrame {
  readonly type: 'read';
  readonly seq: number;
}

export interface ErrorFrame {
  readonly type: 'error';
  readonly code: string;
  readonly message: string;
  /** Set when the server says which message it refused. */
  readonly clientMessageId?: string;
}

export interface PongFrame {
  readonly type: 'pong';
}

export type ServerFrame =
  | WelcomeFrame
  | AckFrame
  | MessageFrame
  | StateFrame
  | TypingFrame
  | ReadFrame
  | ErrorFrame
  | PongFrame;

export type Profile = Readonly<Record<string, unknown>>;

export type ClientFrame =
  | {
      readonly type: 'hello';
      readonly visitorToken: string | null;
      readonly resumeFrom: number;
      readonly locale: string;
      readonly site: string;
      readonly profile?: Profile;
    }
  | { readonly type: 'message'; readonly clientMessageId: string; readonly parts: readonly Part[] }
  | { readonly type: 'action'; readonly clientMessageId: string; readonly payload: string }
  | { readonly type: 'typing'; readonly on: boolean }
  | { readonly type: 'read'; readonly seq: number }
  | { readonly type: 'rate'; readonly score: number; readonly comment: string }
  | { readonly type: 'ping' };

type Json = Record<string, unknown>;

/** Reads one text frame. Returns undefined for anything that is not a frame this client understands. */
export function parseFrame(text: string): ServerFrame | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  return isObject(json) ? readFrame(json) : undefined;
}

function readFrame(json: Json): ServerFrame | undefined {
  switch (json.type) {
    case 'welcome':
      return {
        type: 'welcome',
        visitorToken: string(json.visitorToken),
        conversationId: string(json.conversationId),
        lastSeq: seq(json.lastSeq) ?? 0,
        state: state(json.state) ?? 'bot',
      };
    case 'ack': {
      const number = seq(json.seq);
      const id = string(json.clientMessageId);
      return number === undefined || id === '' ? undefined : { type: 'ack', clientMessageId: id, seq: number };
    }
    case 'message':
      return readMessage(json);
    case 'state':
      return readState(json);
    case 'typing':
      return { type: 'typing', from: sender(json.from), on: json.on === true };
    case 'read': {
      const number = seq(json.seq);
      return number === undefined ? undefined : { type: 'read', seq: number };
    }
    case 'error':
      return {
        type: 'error',
        code: string(json.code),
        message: string(json.message),
        ...(typeof json.clientMessageId === 'string' ? { clientMessageId: json.clientMessageId } : {}),
      };
    case 'pong':
      return { type: 'pong' };
    default:
      return undefined;
  }
}

function readMessage(json: Json): MessageFrame | undefined {
  const number = seq(json.seq);
  if (number === undefined) return undefined;
  const inReplyTo = seq(json.inReplyTo);
  return {
    type: 'message',
    seq: number,
    at: string(json.at),
    from: sender(json.from),
    parts: list(json.parts).map(part),
    ...(inReplyTo === undefined ? {} : { inReplyTo }),
  };
}

function readState(json: Json): StateFrame | undefined {
  const value = state(json.state);
  if (value === undefined) return undefined;
  const position = seq(json.queuePosition);
  const agentName = isObject(json.agent) ? string(json.agent.name) : '';
  return {
    type: 'state',
    state: value,
    ...(position === undefined ? {} : { queuePosition: position }),
    ...(agentName === '' ? {} : { agentName }),
  };
}

/** Reads one part; also used for the log kept in the browser, which another version may have written. */
export function part(value: unknown): Part {
  if (!isObject(value)) return { type: 'unknown' };
  switch (value.type) {
    case 'text':
      return { type: 'text', text: string(value.text) };
    case 'media':
      return {
        type: 'media',
        uri: string(value.uri),
        mimeType: string(value.mimeType),
        name: string(value.name),
        size: typeof value.size === 'number' && value.size > 0 ? value.size : 0,
      };
    case 'card':
      return {
        type: 'card',
        title: string(value.title),
        fields: list(value.fields).filter(isObject).map(field),
        actions: actions(value.actions),
      };
    case 'choices':
      return { type: 'choices', prompt: string(value.prompt), options: actions(value.options) };
    case 'place':
      return place(value);
    default:
      return { type: 'unknown' };
  }
}

function field(json: Json): Field {
  return { label: string(json.label), value: string(json.value) };
}

function place(json: Json): Part {
  const { latitude, longitude } = json;
  if (typeof latitude !== 'number' || typeof longitude !== 'number') return { type: 'unknown' };
  return { type: 'place', latitude, longitude, label: string(json.label) };
}

function actions(value: unknown): readonly Action[] {
  return list(value).flatMap((item) => {
    if (typeof item === 'string') return [{ label: item, payload: item }];
    if (!isObject(item)) return [];
    const label = string(item.label ?? item.payload);
    return label === '' ? [] : [{ label, payload: string(item.payload ?? item.label) }];
  });
}

function sender(value: unknown): Sender {
  if (!isObject(value)) return { kind: 'system' };
  const kind = value.kind;
  const known = kind === 'visitor' || kind === 'bot' || kind === 'agent' ? kind : 'system';
  const name = string(value.name);
  return name === '' ? { kind: known } : { kind: known, name };
}

function state(value: unknown): ConversationState | undefined {
  return value === 'bot' || value === 'queued' || value === 'human' || value === 'closed' ? value : undefined;
}

function seq(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}

function string(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
