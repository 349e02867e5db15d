import type { Activity } from '../../../libs/activity/activity.js';
import { decodeActivity } from '../../../libs/activity/decode.js';
import type { BaselineView } from '../../../libs/detection/baselines/baseline-view.js';
import type { AttributedActivity, Detector } from '../../../libs/detection/detector.js';
import { windowOf } from '../../../libs/detection/judge.js';
import { ownerFor } from '../../../libs/detection/keys.js';
import { DEFAULT_POLICY } from '../../../libs/detection/policy/default-policy.js';
import { DETECTORS } from '../../../libs/detection/registry.js';
import type { StoredMeasure, WindowRef } from '../../../libs/detection/runner/detection-state.js';
import { Attribution } from '../../../libs/detection/runner/attribution.js';
import { Judging } from '../../../libs/detection/runner/measuring.js';
import { Plan } from '../../../libs/detection/runner/plan.js';
import { localDay, pseudonym, type Payload } from './semester.js';

export interface Window extends WindowRef {
  readonly events: AttributedActivity[];
}

/** By detector and key. */
export type Measures = ReadonlyMap<string, ReadonlyMap<string, StoredMeasure[]>>;

/** The same under one name each. */
export const named = (measures: Measures): ReadonlyMap<string, readonly StoredMeasure[]> =>
  new Map(
    [...measures].flatMap(([detector, byKey]) =>
      [...byKey].map(([key, own]) => [`${detector}\n${key}`, own] as const),
    ),
  );

/**
 * The runner's own routing, measuring and concluding on decoded events in memory: no ledger, no
 * rows, no signals written. A detector that throws ends the measurement.
 */
export class Straight {
  readonly plan: Plan;
  readonly judging: Judging;
  private readonly attribution: Attribution;

  constructor(
    private readonly payload: Payload,
    baselines: BaselineView,
    detectors: readonly Detector[] = DETECTORS,
  ) {
    this.plan = new Plan(detectors, DEFAULT_POLICY);
    const failed = (_: Detector, error: unknown) => {
      throw error;
    };
    const { plan } = this;
    const { roster } = payload;
    this.attribution = new Attribution((event) => decodeActivity(event, 'server'), roster);
    this.judging = new Judging({
      ...{ plan, roster, baselines, localDay, failed, policy: DEFAULT_POLICY },
    });
  }

  /** Attribution, and each event into the windows that want it. */
  route(activities: readonly Activity[]): readonly Window[] {
    const windows: Window[] = [];
    const byOwner = new Map<string, Map<string, Window>>();
    for (const activity of activities) {
      const routes = this.plan.routesOf(activity.type);
      if (routes.length === 0) continue;
      this.attribution.intern(activity);
      this.attribution.placeByMeeting(activity);
      const attributed = this.attribution.attribute(activity);
      if (!attributed) continue;
      for (const { kind, span } of routes) {
        const key = kind === 'subject' ? 'student' : kind;
        const owner = ownerFor(key, activity, attributed.subject, pseudonym);
        if (owner === undefined) continue;
        const window = windowOf({ window: span }, activity.at, localDay);
        const own = byOwner.get(owner) ?? new Map<string, Window>();
        byOwner.set(owner, own);
        let known = own.get(window);
        if (!known) {
          own.set(window, (known = { owner, window, events: [] }));
          windows.push(known);
        }
        known.events.push(attributed);
      }
    }
    return windows;
  }

  /** All windows' measures by detector and key, as the state would keep them. */
  measure(windows: Iterable<Window>): Measures {
    const measures = new Map<string, Map<string, StoredMeasure[]>>();
    for (const window of windows)
      for (const measure of this.judging.measure(window, window.events)) {
        const { detector, key } = measure;
        const byKey = measures.get(detector) ?? new Map<string, StoredMeasure[]>();
        measures.set(detector, byKey);
        const known = byKey.get(key);
        if (known) known.push(measure);
        else byKey.set(key, [measure]);
      }
    return measures;
  }

  /** Findings of all keys, those included that the roster makes. */
  conclude(measures: Measures): number {
    let findings = 0;
    for (const [name, byKey] of measures)
      for (const [key, own] of byKey) findings += this.concludeKey(name, key, own);
    for (const [name, key] of this.rosterKeys())
      if (!measures.get(name)?.has(key)) findings += this.concludeKey(name, key, []);
    return findings;
  }

  concludeKey(name: string, key: string, measures: readonly StoredMeasure[]): number {
    const detector = this.plan.detector(name);
    if (!detector) return 0;
    return this.judging.conclude({ detector, key }, measures, () => undefined).length;
  }

  /** Everything: from decoded events to findings. */
  judge(activities = this.payload.activities): number {
    return this.conclude(this.measure(this.route(activities)));
  }

  private rosterKeys(): readonly (readonly [detector: string, key: string])[] {
    const { roster } = this.payload;
    return this.plan.ofRoster.flatMap(({ name, key }) => {
      const keys =
        key === 'student'
          ? [...roster.students()].map((subject) => `student:${subject}`)
          : [...roster.offerings()].map(({ id }) => `offering:${id}`);
      return keys.map((one) => [name, one] as const);
    });
  }
}
