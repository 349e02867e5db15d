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
  route(activities: readonly Activity[]): ReadonlyMap<string, Window> {
    const windows = new Map<string, Window>();
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
        const place = `${owner}\n${window}`;
        const known = windows.get(place);
        if (known) known.events.push(attributed);
        else windows.set(place, { owner, window, events: [attributed] });
      }
    }
    return windows;
  }

  /** All windows' measures by detector and key, as the state would keep them. */
  measure(windows: Iterable<Window>): Map<string, StoredMeasure[]> {
    const byKey = new Map<string, StoredMeasure[]>();
    for (const window of windows)
      for (const measure of this.judging.measure(window, window.events)) {
        const name = `${measure.detector}\n${measure.key}`;
        const known = byKey.get(name);
        if (known) known.push(measure);
        else byKey.set(name, [measure]);
      }
    return byKey;
  }

  /** Findings of all keys, those included that the roster makes. */
  conclude(byKey: ReadonlyMap<string, readonly StoredMeasure[]>): number {
    let findings = 0;
    for (const name of new Set([...byKey.keys(), ...this.rosterKeys()]))
      findings += this.concludeKey(name, byKey.get(name) ?? []);
    return findings;
  }

  concludeKey(name: string, measures: readonly StoredMeasure[]): number {
    const cut = name.indexOf('\n');
    const detector = this.plan.detector(name.slice(0, cut));
    if (!detector) return 0;
    const key = name.slice(cut + 1);
    return this.judging.conclude({ detector, key }, measures, () => undefined).length;
  }

  /** Everything: from decoded events to findings. */
  judge(activities = this.payload.activities): number {
    return this.conclude(this.measure(this.route(activities).values()));
  }

  private rosterKeys(): readonly string[] {
    const { roster } = this.payload;
    return this.plan.ofRoster.flatMap(({ name, key }) =>
      key === 'student'
        ? [...roster.students()].map((subject) => `${name}\nstudent:${subject}`)
        : [...roster.offerings()].map(({ id }) => `${name}\noffering:${id}`),
    );
  }
}
