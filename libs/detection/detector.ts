import type { Activity } from '../activity/activity.js';
import type { RosterView, SubjectId } from '../roster/roster-view.js';
import type { Finding } from './signal.js';
import type { Violation } from './violation.js';

/** What a detector's events are gathered by. */
export type KeyKind =
  'student' | 'student+offering' | 'device' | 'address' | 'meeting' | 'assessment' | 'offering';

/** An activity with the student it belongs to by the identity map at its `time`. */
export interface AttributedActivity extends Activity {
  readonly subject: SubjectId;
}

/** What a judge may look at besides the events: reference data, policy, published baselines. */
export interface JudgeContext {
  readonly roster: RosterView;
  /** This detector's parameters from the policy in force. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly baselines: Baselines;
}

/** Published values of closed windows only; a reading that was never published is undefined. */
export interface Baselines {
  /** `key` is the source, the address, … as the baseline defines. Names the version it cites. */
  read(
    name: string,
    key: string,
    at: number,
  ): { readonly value: number; readonly n: number; readonly cite: string } | undefined;
}

/**
 * A detector is a pure function of a key's set of events. It is split in two so that a late event
 * costs one window, not a term: `measure` turns the events of one window, sorted by (instant,
 * source, id), into a small value; `conclude` turns all of a key's measures, sorted by window, into
 * findings. `judge` below is their composition and the definition of the answer.
 */
export interface Detector<Measure = unknown> {
  /** Kebab case, unique in the registry; a duplicate stops the start. */
  readonly name: string;
  readonly version: string;
  readonly violation: Violation;
  readonly group: string;
  readonly key: KeyKind;
  /** Event types wanted; others cost this detector nothing. */
  readonly types: readonly string[];
  /** Local days of 24 h, or one window for the whole key. */
  readonly window: 'day' | 'whole';
  readonly defaults: Readonly<Record<string, number>>;
  /** Null when the window holds nothing worth keeping. The value must survive JSON. */
  measure(events: readonly AttributedActivity[], context: JudgeContext): Measure | null;
  conclude(
    measures: readonly { readonly window: string; readonly measure: Measure }[],
    context: JudgeContext,
  ): readonly Finding[];
}
