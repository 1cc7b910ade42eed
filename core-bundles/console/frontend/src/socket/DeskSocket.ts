import type { ClientFrame, ServerFrame } from '@/api/types'
import { backoff } from './backoff'

export type Link = 'connecting' | 'online' | 'waiting' | 'stopped'

/** The part of WebSocket that is needed, so that tests can do without a network. */
export interface Wire {
  send(text: string): void
  close(): void
  onopen: ((event: Event) => void) | null
  onmessage: ((event: MessageEvent) => void) | null
  onclose: ((event: CloseEvent) => void) | null
}

export interface Clock {
  after(millis: number, run: () => void): () => void
}

export interface DeskSocketOptions {
  open: () => Wire
  token: () => string | undefined
  onFrame: (frame: ServerFrame) => void
  onLink: (link: Link, retryIn?: number) => void
  /** The lists must be read again: at the first connection, and when the server has forgotten what was missed. */
  onResync: () => void
  onRefused: () => void
  clock?: Clock
  random?: () => number
}

const PING_EVERY = 25_000
const PONG_WITHIN = 10_000
const OPEN_WITHIN = 15_000
const REFUSALS = new Set(['not-signed-in', 'forbidden'])

const browserClock: Clock = {
  after(millis, run) {
    const id = setTimeout(run, millis)
    return () => clearTimeout(id)
  },
}

/**
 * The agents' socket. Keeps the desk's own sequence number and resumes from it, so that a cut line loses nothing;
 * drops what is older; finds a dead line by its missing heartbeat. Knows no framework.
 *
 * The frames of one change share a number, and a line may be cut between them. So it resumes from just before the last
 * number it saw: what comes twice must be harmless to whoever hears it.
 */
export class DeskSocket {
  private wire: Wire | undefined
  private lastDseq: number | undefined
  private attempt = 0
  private link: Link = 'stopped'
  private cancelTimer: () => void = () => undefined
  private readonly clock: Clock

  constructor(private readonly options: DeskSocketOptions) {
    this.clock = options.clock ?? browserClock
  }

  start(): void {
    if (this.link !== 'stopped') return
    this.attempt = 0
    this.connect()
  }

  /** Ends the connection and forgets the position: the next start reads everything again. */
  stop(): void {
    this.drop()
    this.lastDseq = undefined
    this.become('stopped')
  }

  /** The network is back or the page is looked at again: do not sit out the pause. */
  wake(): void {
    if (this.link !== 'waiting') return
    this.attempt = 0
    this.connect()
  }

  /** Sends if connected; answers whether it did. What must not be lost goes over REST instead. */
  send(frame: ClientFrame): boolean {
    if (this.link !== 'online' || !this.wire) return false
    this.wire.send(JSON.stringify(frame))
    return true
  }

  get position(): number | undefined {
    return this.lastDseq
  }

  private connect(): void {
    this.drop()
    this.become('connecting')
    const wire = this.options.open()
    this.wire = wire
    wire.onopen = () => wire.send(JSON.stringify(this.hello()))
    wire.onmessage = (event) => this.received(wire, event.data)
    wire.onclose = () => this.lost(wire)
    this.schedule(OPEN_WITHIN, () => this.lost(wire))
  }

  private hello(): ClientFrame {
    const token = this.options.token() ?? ''
    if (this.lastDseq === undefined) return { type: 'hello', token }
    return { type: 'hello', token, resumeFrom: Math.max(0, this.lastDseq - 1) }
  }

  private received(wire: Wire, data: unknown): void {
    if (wire !== this.wire || typeof data !== 'string') return
    const frame = parse(data)
    if (!frame) return
    if (frame.type === 'error' && REFUSALS.has(frame.code)) {
      this.stop()
      this.options.onRefused()
      return
    }
    this.awaitSilence(wire)
    if (frame.type === 'pong') return
    if (frame.type === 'welcome') this.welcomed(frame.dseq)
    else if (frame.type === 'resync') this.resync(frame.dseq)
    else if ('dseq' in frame && typeof frame.dseq === 'number') {
      if (this.lastDseq !== undefined && frame.dseq < this.lastDseq) return
      this.lastDseq = frame.dseq
    }
    this.options.onFrame(frame)
  }

  private welcomed(dseq: number): void {
    this.attempt = 0
    const first = this.lastDseq === undefined
    // A number behind ours means that the server began anew (restored or another database).
    const restarted = this.lastDseq !== undefined && dseq < this.lastDseq
    this.become('online')
    if (first || restarted) this.resync(dseq)
  }

  private resync(dseq: number): void {
    this.lastDseq = dseq
    this.options.onResync()
  }

  /** After each frame: 25 s of silence are answered with a ping, 10 more are a dead line. */
  private awaitSilence(wire: Wire): void {
    this.schedule(PING_EVERY, () => {
      wire.send('{"type":"ping"}')
      this.schedule(PONG_WITHIN, () => this.lost(wire))
    })
  }

  private lost(wire: Wire): void {
    if (wire !== this.wire) return
    this.drop()
    this.attempt += 1
    const pause = backoff(this.attempt, this.options.random)
    this.become('waiting', pause)
    this.schedule(pause, () => this.connect())
  }

  private drop(): void {
    this.cancelTimer()
    const wire = this.wire
    this.wire = undefined
    if (!wire) return
    wire.onopen = wire.onmessage = wire.onclose = null
    wire.close()
  }

  private schedule(millis: number, run: () => void): void {
    this.cancelTimer()
    this.cancelTimer = this.clock.after(millis, run)
  }

  private become(link: Link, retryIn?: number): void {
    this.link = link
    this.options.onLink(link, retryIn)
  }
}

function parse(text: string): ServerFrame | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && 'type' in value ? (value as ServerFrame) : undefined
  } catch {
    return undefined
  }
}
