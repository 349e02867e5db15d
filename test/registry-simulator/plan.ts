import { Random } from '../simulator/random.js';

/** What goes wrong with one delivery. */
export type Trouble =
  /** The connection ends before anything was read: the message is lost. */
  | 'lost'
  /** The message is booked, the answer is lost. */
  | 'unanswered'
  /** The registry's own error. */
  | 'failed'
  /** Booked and answered, slowly. */
  | 'delayed';

/** How the registry acknowledges. */
export type Answering =
  | 'once'
  /** The same acknowledgement again. */
  | 'twice'
  /** Refused until the registry's people have mended what stood in the way. */
  | 'refused'
  /** Accepted, with a grade that contradicts the message; its record stays as it was. */
  | 'contradicted';

const TROUBLES: readonly Trouble[] = ['lost', 'unanswered', 'failed', 'delayed'];

/** The first deliveries of a message go wrong so, one after another; later ones are fine. */
export const troublesOf = (seed: number, outcome: string): readonly Trouble[] => {
  const random = new Random(seed).fork('trouble', outcome);
  return Array.from({ length: random.int(0, 3) }, () => TROUBLES[random.int(0, 3)] ?? 'lost');
};

/** Only a message that takes a grade is refused or contradicted: that is where it matters. */
export const answeringOf = (seed: number, outcome: string, kind: string): Answering => {
  const random = new Random(seed).fork('answer', outcome);
  if (kind === 'hold' || kind === 'release') return random.chance(0.5) ? 'twice' : 'once';
  const all: readonly Answering[] = ['once', 'twice', 'refused', 'contradicted'];
  return all[random.int(0, 3)] ?? 'once';
};
