import type { Sender } from './frames';

const REPEAT_EVERY = 3_000;
const IDLE_AFTER = 5_000;

/** Turns keystrokes into few typing frames: "on" at most every three seconds, "off" once after a pause. */
export class TypingSignal {
  private on = false;
  private quietUntil: ReturnType<typeof setTimeout> | undefined;
  private idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly send: (on: boolean) => void) {}

  touched(hasText: boolean): void {
    clearTimeout(this.idleTimer);
    if (!hasText) {
      this.off();
      return;
    }
    this.idleTimer = setTimeout(() => this.off(), IDLE_AFTER);
    if (this.quietUntil !== undefined) return;
    this.on = true;
    this.send(true);
    this.quietUntil = setTimeout(() => (this.quietUntil = undefined), REPEAT_EVERY);
  }

  /** A sent message ends the typing by itself; nothing needs to be said. */
  reset(): void {
    clearTimeout(this.idleTimer);
    clearTimeout(this.quietUntil);
    this.quietUntil = undefined;
    this.on = false;
  }

  private off(): void {
    const wasOn = this.on;
    this.reset();
    if (wasOn) this.send(false);
  }
}

const SHOWN_FOR = 8_000;

/** Who of the other side is typing; forgotten after a while, because the end of it may get lost. */
export class TypingDisplay {
  private sender: Sender | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly expired: () => void) {}

  get shown(): Sender | undefined {
    return this.sender;
  }

  show(sender: Sender | undefined): void {
    clearTimeout(this.timer);
    this.sender = sender;
    if (sender === undefined) return;
    this.timer = setTimeout(() => {
      this.sender = undefined;
      this.expired();
    }, SHOWN_FOR);
  }
}
