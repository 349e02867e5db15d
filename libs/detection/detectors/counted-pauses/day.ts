import type { EventRef } from '../../signal.js';

/** How long one student's pauses in one offering took, on one day. */
export interface PausesDay {
  readonly pauses: readonly Pause[];
}

export interface Pause {
  /** From the pause to the next start, seconds, by the device's clock. */
  readonly sec: number;
  readonly at: number;
  readonly event: EventRef;
}

export const defaults = {
  /** Pauses as a program makes them; if of whole seconds, of how many lengths. Our own choice. */
  fewestPauses: 6,
  fewestLengths: 3,
  /** Share of the classmates' pauses that are alike in their fractions from which it is the player's doing. */
  usual: 0.05,
  /** Classmates with several pauses. */
  population: 20,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
