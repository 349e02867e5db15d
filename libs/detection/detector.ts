import type { Activity } from '../activity/activity.js';
import type { RosterRecords } from '../roster/roster-records.js';
import type { RosterView, SubjectId } from '../roster/roster-view.js';
import type { Policy } from './policy/policy.js';
import type { EventRef, Finding } from './signal.js';
import type { Violation } from './violation.js';

/** A garbled feed; a connection that holds records back. */
export type Circumstance = 'feed' | 'connection';

/** What a detector's events are gathered by. */
export type KeyKind =
  | 'student'
  | 'student+offering'
  | 'device'
  | 'address'
  | 'meeting'
  | 'assessment'
  | 'offering'
  | 'course';

/** An activity with the student it belongs to by the identity map at its `time`. */
export interface AttributedActivity extends Activity {
  readonly subject: SubjectId;
}

/** The roster: lookups on every event's path, and the records behind them. */
export type ReferenceData = RosterView & RosterRecords;

/** What a measure may look at besides the events: reference data and policy. */
export interface MeasureContext {
  readonly roster: ReferenceData;
  /** This detector's parameters: its `defaults`, overridden by the policy in force. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The local day of an instant, `2026-03-02`: 04:00 to 04:00 in the installation's time zone. */
  localDay(at: number): string;
}

/** What a conclusion may look at: the same, its key, published baselines and the rules in force. */
export interface JudgeContext extends MeasureContext {
  /** `student:<subject>`, `offering:<id>`, …: see keys.ts. */
  readonly key: string;
  readonly baselines: Baselines;
  readonly feeds: Feeds;
  readonly review: Pick<Policy['review'], 'leaveCounts' | 'absenceWarning'>;
}

/** What vendors said of their feeds: baselines/names.ts, those whose values are instants. */
export interface Feeds {
  /**
   * The earliest published instant at or after `at`, milliseconds, and what it rests on. What was
   * asked is not remembered: offerings and students whose answer may change are judged again.
   */
  next(
    name: string,
    source: string,
    at: number,
  ):
    | {
        readonly value: number;
        readonly n: number;
        readonly cite: string;
        readonly event?: EventRef;
      }
    | undefined;
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
  /**
   * Key `assessment`, `meeting`, `offering` or `course` only, and always of a `course`: `measure` sees one student's events of the key in
   * a window, `conclude` the measures of all students. For keys of hundreds of thousands of events,
   * an examination: nothing is indexed event by event, and a late event costs one student's window.
   * Keep the measures small, they are all read when one of them changes.
   */
  readonly perStudent?: boolean;
  /** Event types wanted; others cost this detector nothing. */
  readonly types: readonly string[];
  /**
   * The roster makes the keys, not the events: every student with an enrolment (key `student`) or
   * every offering (key `offering`) is concluded, without a single measure too. For judging what
   * did not happen; see feeds.ts for when that is certain.
   */
  readonly ofRoster?: boolean;
  /** Local days of 24 h, or one window for the whole key. */
  readonly window: 'day' | 'whole';
  readonly defaults: Readonly<Record<string, number>>;
  /** What may have brought its evidence about without the student: see circumstances.ts. */
  readonly sensitiveTo?: readonly Circumstance[];
  /** Null when the window holds nothing worth keeping. The value must survive JSON. */
  measure(events: readonly AttributedActivity[], context: MeasureContext): Measure | null;
  /**
   * The measure of a window with too many events to be judged; nothing where absent. A judge of what
   * did not happen needs one.
   */
  readonly tooMany?: Measure;
  /** Not called without measures, unless `ofRoster`. Anchors hold no account, address or device, findings no names. */
  conclude(measures: readonly Measured<Measure>[], context: JudgeContext): readonly Finding[];
}

/** A window's measure, sorted by window, then by student. */
export interface Measured<Measure> {
  readonly window: string;
  readonly measure: Measure;
  /** Whose events it measures, where that is one student's: keys of students, and `perStudent`. */
  readonly subject?: SubjectId;
}

/** Bounds memory against a feed that pours everything onto one key. */
export const MAX_WINDOW_EVENTS = 50_000;
