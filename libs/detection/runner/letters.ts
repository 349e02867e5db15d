import type { Clock } from '../../event-sourcing/clock.js';
import type { DeadLetters } from '../../event-sourcing/dead-letters.js';
import type { Position } from '../../event-sourcing/recorded-event.js';
import { MAX_WINDOW_EVENTS, type Detector } from '../detector.js';
import type { WindowRef } from './detection-state.js';
import { READER } from './ports.js';

const MOST_REMEMBERED = 10_000;

/** Puts on record what could not be read or judged; no text of a learner's gets in. */
export class Letters {
  private readonly failures = new Set<string>();

  constructor(
    private readonly deadLetters: DeadLetters,
    private readonly clock: Clock,
  ) {}

  failed(detector: Detector, error: unknown, position: Position): void {
    const name = error instanceof Error ? error.name : 'Error';
    const reason = `detector ${detector.name}@${detector.version} failed: ${name}`;
    // Once per detector and kind of failure: the rest is more of the same.
    if (this.failures.has(reason)) return;
    this.failures.add(reason);
    void this.deadLetters.put({ reader: READER, position, reason, at: this.clock.now() });
  }

  /** Once per window: whoever reads it knows where to look in the ledger. */
  overfull({ owner, window }: WindowRef, position: Position): void {
    const reason = `${owner} ${window}: more than ${MAX_WINDOW_EVENTS} events, not judged`;
    if (this.failures.has(reason) || this.failures.size > MOST_REMEMBERED) return;
    this.failures.add(reason);
    void this.deadLetters.put({ reader: READER, position, reason, at: this.clock.now() });
  }

  async unreadable(position: Position, error: unknown): Promise<void> {
    const reason = error instanceof Error ? error.message : 'unreadable event';
    await this.deadLetters.put({ reader: READER, position, reason, at: this.clock.now() });
  }
}
