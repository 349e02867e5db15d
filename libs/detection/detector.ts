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

/** What a measure may look at besides the events: reference data and policy. */
export interface MeasureContext {
  readonly roster: RosterView;
  /** This detector's parameters: its `defaults`, overridden by the policy in force. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The local day of an instant, `2026-03-02`: 04:00 to 04:00 in the installation's time zone. */
  localDay(at: number): string;
}

/** What a conclusion may look at: the same, and published baselines. */
export interface JudgeContext extends MeasureContext {
  readonly baselines: Baselines;
}

/**
 * Published values of closed windows only; a reading that was never published is undefined, and a
 * detector is then conservative. What was read is remembered: the key is judged again when it
 * changes. Read no more than the suspicion at hand needs. Names and keys: baselines/names.ts.
 */
export interface Baselines {
  /**
   * The value for the week that holds `at`, else for the nearest of the few weeks before it. Names
   * the version it cites, to be listed in the finding's `baselines`.
   */
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
 * findings. `judge` (judge.ts) is their composition and the definition of the answer.
 */
export interface Detector<Measure = unknown> {
  /** Kebab case, unique in the registry; a duplicate stops the start. */
  readonly name: string;
  readonly version: string;
  readonly violation: Violation;
  /** Signals of one group share causes and do not count twice in a case's score. */
  readonly group: string;
  /**
   * Keys other than a student's are indexed event by event: their `types` should be few and rare
   * (a sign-in, not a heartbeat). A key with more than `MAX_WINDOW_EVENTS` is not judged.
   */
  readonly key: KeyKind;
  /** Event types wanted; others cost this detector nothing. */
  readonly types: readonly string[];
  /** Local days of 24 h, or one window for the whole key. */
  readonly window: 'day' | 'whole';
  readonly defaults: Readonly<Record<string, number>>;
  /** Null when the window holds nothing worth keeping. The value must survive JSON. */
  measure(events: readonly AttributedActivity[], context: MeasureContext): Measure | null;
  /** Not called without measures. Anchors hold no account, address or device, findings no names. */
  conclude(
    measures: readonly { readonly window: string; readonly measure: Measure }[],
    context: JudgeContext,
  ): readonly Finding[];
}

/** Bounds memory against a feed that pours everything onto one key. */
export const MAX_WINDOW_EVENTS = 50_000;
