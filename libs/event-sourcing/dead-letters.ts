import type { Position } from './recorded-event.js';

export interface DeadLetter {
  readonly reader: string;
  readonly position: Position;
  /** Name and message of the failure; never the event's data. */
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** Events a processor was told to skip stay listed here. A failing `put` stops the processor. */
export interface DeadLetters {
  put(letter: DeadLetter): Promise<void>;
  list(reader?: string): Promise<readonly DeadLetter[]>;
}
