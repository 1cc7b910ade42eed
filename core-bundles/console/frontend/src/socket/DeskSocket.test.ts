import { beforeEach, describe, expect, it } from 'vitest'
import type { ServerFrame } from '@/api/types'
import { backoff } from './backoff'
import { DeskSocket, type Clock, type Link, type Wire } from './DeskSocket'

class FakeWire implements Wire {
  sent: Record<string, unknown>[] = []
  closed = false
  onopen: Wire['onopen'] = null
  onmessage: Wire['onmessage'] = null
  onclose: Wire['onclose'] = null
  send(text: string) {
    this.sent.push(JSON.parse(text) as Record<string, unknown>)
  }
  close() {
    this.closed = true
  }
  open() {
    this.onopen?.(new Event('open'))
  }
  cut() {
    this.onclose?.(new CloseEvent('close'))
  }
  pushText(data: string) {
    this.onmessage?.(new MessageEvent('message', { data }))
  }
  push(frame: object) {
    this.pushText(JSON.stringify(frame))
  }
}

class FakeClock implements Clock {
  now = 0
  timers: { at: number; run: () => void }[] = []
  after(millis: number, run: () => void) {
    const timer = { at: this.now + millis, run }
    this.timers.push(timer)
    return () => {
      this.timers = this.timers.filter((other) => other !== timer)
    }
  }
  advance(millis: number) {
    const end = this.now + millis
    for (;;) {
      const next = this.timers.filter((t) => t.at <= end).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      this.now = next.at
      this.timers = this.timers.filter((t) => t !== next)
      next.run()
    }
    this.now = end
  }
}

describe('the desk socket', () => {
  let wires: FakeWire[]
  let clock: FakeClock
  let frames: ServerFrame[]
  let links: Link[]
  let resyncs: number
  let refused: number
  let socket: DeskSocket

  const wire = () => wires[wires.length - 1]!
  const conversation = (dseq: number) => ({ type: 'conversation', dseq, conversation: { id: `c-${dseq}` } })
  const connect = (dseq: number) => {
    wire().open()
    wire().push({ type: 'welcome', dseq })
  }

  beforeEach(() => {
    wires = []
    clock = new FakeClock()
    frames = []
    links = []
    resyncs = 0
    refused = 0
    socket = new DeskSocket({
      open: () => {
        wires.push(new FakeWire())
        return wire()
      },
      token: () => 'secret',
      onFrame: (frame) => frames.push(frame),
      onLink: (link) => links.push(link),
      onResync: () => (resyncs += 1),
      onRefused: () => (refused += 1),
      clock,
      random: () => 1,
    })
    socket.start()
  })

  it('says hello without a position at first and reads the lists once welcomed', () => {
    connect(40)
    expect(wire().sent[0]).toEqual({ type: 'hello', token: 'secret' })
    expect(resyncs).toBe(1)
    expect(socket.position).toBe(40)
    expect(links).toEqual(['connecting', 'online'])
  })

  it('resumes from just before the last change it saw and does not read the lists again', () => {
    connect(40)
    wire().push(conversation(41))
    wire().push(conversation(43))
    wire().cut()
    clock.advance(500)
    connect(50)
    expect(wire().sent[0]).toEqual({ type: 'hello', token: 'secret', resumeFrom: 42 })
    expect(resyncs).toBe(1)
    wire().push(conversation(44))
    expect(socket.position).toBe(44)
  })

  it('takes every frame of one change, and drops what is older', () => {
    connect(40)
    wire().push({ type: 'message', dseq: 41, conversationId: 'c', message: {} })
    wire().push(conversation(41))
    wire().push(conversation(39))
    expect(frames.map((f) => f.type)).toEqual(['welcome', 'message', 'conversation'])
  })

  it('reads everything again when the server has forgotten what was missed', () => {
    connect(40)
    wire().push({ type: 'resync', dseq: 900 })
    expect(resyncs).toBe(2)
    expect(socket.position).toBe(900)
  })

  it('reads everything again when the server counts from the beginning', () => {
    connect(40)
    wire().cut()
    clock.advance(500)
    connect(3)
    expect(resyncs).toBe(2)
    expect(socket.position).toBe(3)
  })

  it('pings after 25 s of silence and gives the line up 10 s later', () => {
    connect(1)
    clock.advance(25_000)
    expect(wire().sent.at(-1)).toEqual({ type: 'ping' })
    wire().push({ type: 'pong' })
    clock.advance(25_000)
    clock.advance(9_999)
    expect(links.at(-1)).toBe('online')
    clock.advance(1)
    expect(links.at(-1)).toBe('waiting')
    expect(wires[0]!.closed).toBe(true)
  })

  it('waits longer after each failure, at most half a minute, and starts over after a success', () => {
    const pauses: number[] = []
    for (let i = 0; i < 9; i++) {
      wire().cut()
      const before = clock.now
      const count = wires.length
      while (wires.length === count) clock.advance(250)
      pauses.push(clock.now - before)
    }
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000])
    connect(1)
    wire().cut()
    clock.advance(500)
    expect(wires).toHaveLength(11)
  })

  it('does not sit out the pause when woken', () => {
    wire().cut()
    socket.wake()
    expect(wires).toHaveLength(2)
    socket.wake()
    expect(wires).toHaveLength(2)
  })

  it('gives up a connection that never opens', () => {
    clock.advance(15_000)
    expect(links).toEqual(['connecting', 'waiting'])
  })

  it('ends for good when the token is refused', () => {
    wire().open()
    wire().push({ type: 'error', code: 'not-signed-in', message: 'expired' })
    clock.advance(120_000)
    expect(refused).toBe(1)
    expect(wires).toHaveLength(1)
    expect(links.at(-1)).toBe('stopped')
  })

  it('sends only while connected', () => {
    expect(socket.send({ type: 'ping' })).toBe(false)
    connect(1)
    expect(socket.send({ type: 'ping' })).toBe(true)
  })

  it('ignores what is not a frame', () => {
    connect(1)
    wire().pushText('not json')
    wire().pushText('42')
    expect(frames).toHaveLength(1)
  })
})

describe('the back-off', () => {
  it('spreads over the upper half of the pause', () => {
    expect(backoff(3, () => 0)).toBe(1000)
    expect(backoff(3, () => 1)).toBe(2000)
  })
})
