/**
 * The only source of "now". Milliseconds since the Unix epoch.
 * Deciders and detectors never hold one: time comes in with the command or the event.
 */
export interface Clock {
  now(): number;
}

/** A clock that stands still until it is moved; for tests. */
export class FixedClock implements Clock {
  constructor(private at: number) {}

  now(): number {
    return this.at;
  }

  moveTo(at: number): void {
    this.at = at;
  }

  advance(ms: number): void {
    this.at += ms;
  }
}
