import type { Activity } from '../../../libs/activity/activity.js';
import type { AttributedActivity, Detector } from '../../../libs/detection/detector.js';
import { windowOf } from '../../../libs/detection/judge.js';
import {
  isSubjectOwner,
  ownerFor,
  ownKeyOf,
  type Owner,
  type Pseudonym,
} from '../../../libs/detection/keys.js';
import { localDayIn } from '../../../libs/detection/local-day.js';
import type { Policy } from '../../../libs/detection/policy/policy.js';
import { Attribution } from '../../../libs/detection/runner/attribution.js';
import { CONCLUSIONS, type KeyRef } from '../../../libs/detection/runner/detection-state.js';
import { Judging } from '../../../libs/detection/runner/measuring.js';
import { Plan } from '../../../libs/detection/runner/plan.js';
import { RosterKeys } from '../../../libs/detection/runner/roster-keys.js';
import type { MutableRosterView } from '../../../libs/roster/mutable-roster-view.js';
import { HeldWindows, type Measure } from './held-windows.js';
import { Measures } from './measures.js';
import { suspicionsOf, type Suspicion } from './suspicions.js';
import { TermBaselines } from './term-baselines.js';

const ignored = (): void => undefined;
const plain: Pseudonym = (kind, value) => `${kind}-${value}`;

export interface TermJudgePorts {
  readonly roster: MutableRosterView;
  readonly policy: Policy;
  readonly detectors: readonly Detector[];
}

/** The product's own plan, attribution, baselines and judging on a stream, without ledger and state. */
export class TermJudge {
  readonly localDay = localDayIn('Asia/Shanghai');
  readonly failures = new Map<string, number>();
  private readonly plan: Plan;
  private readonly judging: Judging;
  private readonly baselines: TermBaselines;
  private readonly attribution: Attribution;
  private readonly windows: HeldWindows;
  private readonly gathered: HeldWindows;
  private readonly measures = new Measures();
  private readonly ofRoster: readonly KeyRef[];
  private readonly owners = new Map<string, Owner>();

  constructor(private readonly ports: TermJudgePorts) {
    const { roster, policy, detectors } = ports;
    const { localDay } = this;
    this.plan = new Plan(detectors, policy);
    this.baselines = new TermBaselines(policy, localDay, plain);
    const { plan } = this;
    const baselines = this.baselines.view;
    const failed = ({ name }: Detector, error: unknown) => {
      const what = `${name}: ${String(error)}`;
      this.failures.set(what, (this.failures.get(what) ?? 0) + 1);
    };
    this.judging = new Judging({ plan, policy, roster, baselines, localDay, failed });
    this.attribution = new Attribution(() => {
      throw new Error('events come decoded');
    }, roster);
    const measure: Measure = (owner, window, events) =>
      this.judging.measure({ owner, window }, events);
    this.windows = new HeldWindows(measure);
    this.gathered = new HeldWindows(measure);
    this.ofRoster = new RosterKeys(plan, roster).everybody().map(({ owner, window }) => ({
      detector: window.slice(CONCLUSIONS.length),
      key: ownKeyOf(owner),
    }));
  }

  /** Whether its windows had been let go for some events: they are to be gathered anew. */
  get late(): ReadonlyMap<string, ReadonlySet<Owner>> {
    return this.windows.late;
  }

  get held(): number {
    return this.windows.size;
  }

  async take(activities: readonly Activity[]): Promise<void> {
    await this.baselines.collect(activities);
    for (const activity of activities)
      this.place(activity, (owner, window, event) => {
        this.windows.put(owner, window, event);
      });
  }

  /** Windows before `day` are measured, their events forgotten; weeks that are closed, published. */
  async letGo(day: string): Promise<void> {
    await this.baselines.publish();
    for (const measure of this.windows.letGo(day)) this.measures.add(measure);
  }

  /** Keeps what lies in late windows, of a second way through all events. */
  gather(activities: readonly Activity[]): void {
    for (const activity of activities)
      this.place(activity, (owner, window, event) => {
        if (this.late.get(window)?.has(owner)) this.gathered.put(owner, window, event);
      });
  }

  /** Measures late windows anew, from what was gathered. */
  measureLate(): void {
    this.measures.drop(this.late);
    for (const measure of this.gathered.soFar()) this.measures.add(measure);
  }

  /** What stands with what came in so far. */
  async conclude(): Promise<ReadonlyMap<string, Suspicion>> {
    await this.baselines.publish();
    const open = new Measures();
    for (const measure of this.windows.soFar()) open.add(measure);
    return suspicionsOf(this.ports.policy, this.findings(open));
  }

  private *findings(open: Measures): Generator<Suspicion['findings'][number]> {
    const done = new Set<string>();
    for (const ref of this.keysWith(open)) {
      const name = `${ref.detector}\n${ref.key}`;
      const detector = done.has(name) ? undefined : this.plan.detector(ref.detector);
      done.add(name);
      if (!detector) continue;
      const measures = [...this.measures.of(ref), ...open.of(ref)];
      for (const finding of this.judging.conclude({ detector, key: ref.key }, measures, ignored))
        yield { detector, finding };
    }
  }

  private *keysWith(open: Measures): Generator<KeyRef> {
    yield* this.measures.keys();
    yield* open.keys();
    yield* this.ofRoster;
  }

  private place(
    activity: Activity,
    put: (owner: Owner, window: string, event: AttributedActivity) => void,
  ): void {
    const routes = this.plan.routesOf(activity.type);
    if (routes.length === 0) return;
    this.attribution.placeByMeeting(activity);
    const event = this.attribution.attribute(activity);
    if (!event) return;
    for (const { kind, span } of routes) {
      const owner = this.ownerOf(kind === 'subject' ? 'student' : kind, event);
      if (owner !== undefined)
        put(owner, windowOf({ window: span }, event.at, this.localDay), event);
    }
  }

  /** The same text for the same owner: there are few, of millions of events. */
  private ownerOf(kind: Parameters<typeof ownerFor>[0], event: AttributedActivity) {
    const owner = ownerFor(kind, event, event.subject, plain);
    if (owner === undefined || !isSubjectOwner(owner)) return owner;
    const known = this.owners.get(owner);
    if (known === undefined) this.owners.set(owner, owner);
    return known ?? owner;
  }
}
