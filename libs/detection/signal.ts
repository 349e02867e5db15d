import type { Violation } from './violation.js';

/** A vendor event that a signal rests on. */
export interface EventRef {
  readonly source: string;
  readonly id: string;
}

/** Counts from `threshold` on upward: more is worse, in every signal. */
export interface SignalNumber {
  readonly name: string;
  readonly value: number;
  readonly threshold: number;
  /** SI or plain words: `s`, `events`, `accounts`, `m`, `km/h`. */
  readonly unit: string;
}

/** An innocent explanation that was tested, and how it fared. */
export interface InnocentExplanation {
  readonly name: string;
  readonly tested: string;
  readonly outcome: 'excluded' | 'unlikely' | 'possible';
}

/** Whom a finding was compared with. */
export interface Population {
  /** The platform's accounts, the class of an offering or assessment, a network, the student's own term. */
  readonly name: 'platform' | 'class' | 'network' | 'own_term';
  /** Source, offering, assessment; never an address, a device or a person. Empty for `own_term`. */
  readonly of: string;
  /** Members looked at: accounts, students, or, of one's own term, what the detector counts. */
  readonly n: number;
}

/** What a detector says of one student in one offering, before it has an id and a history. */
export interface Finding {
  /** Distinguishes several episodes of one key; part of the signal's id. */
  readonly anchor: string;
  /** Subject id, never a student number. */
  readonly subject: string;
  readonly offering: string;
  /** Evidence weight: natural log of the likelihood ratio guilty : innocent. */
  readonly llr: number;
  readonly events: readonly EventRef[];
  readonly numbers: readonly SignalNumber[];
  readonly reason: { readonly zh: string; readonly en: string };
  readonly innocent: readonly InnocentExplanation[];
  /** Instants of the first and last cited event, milliseconds. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Baselines it was compared with: `name/window@version`. */
  readonly baselines: readonly string[];
  /** Absent where nothing is compared: what cannot be true of one person, exact counts. */
  readonly population?: readonly Population[];
}

/** A signal with its standing. `id` is a hash of (detector, key, anchor): retries revise, never double. */
export interface Signal extends Finding {
  readonly id: string;
  readonly detector: string;
  readonly detectorVersion: string;
  readonly policyVersion: string;
  readonly violation: Violation;
  /** Signals of one group share causes and do not count twice. */
  readonly group: string;
  readonly key: string;
  readonly state: 'raised' | 'revised' | 'withdrawn';
  readonly revision: number;
  /** 0–1, probability-like: logistic of the policy's prior log-odds plus `llr`. */
  readonly score: number;
}

/** Cause of what becomes of signals because another policy came into force. */
export const REWEIGHED = 'policy';

/** Stream `signal-<subject>-<offering>`. */
export type SignalEvent =
  | { readonly type: 'SignalRaised'; readonly data: Signal }
  | { readonly type: 'SignalRevised'; readonly data: Signal }
  | {
      readonly type: 'SignalWithdrawn';
      readonly data: {
        readonly id: string;
        readonly subject: string;
        readonly offering: string;
        readonly violation: Violation;
        readonly revision: number;
        readonly reason: string;
      };
    };

export const signalStream = (subject: string, offering: string): string =>
  `signal-${subject}-${offering}`;
