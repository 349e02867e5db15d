import type { Activity } from '../../../libs/activity/activity.js';
import type { Detector } from '../../../libs/detection/detector.js';
import { weeksBy } from '../../../libs/detection/baselines/iso-week.js';
import { DEFAULT_POLICY } from '../../../libs/detection/policy/default-policy.js';
import type { Policy } from '../../../libs/detection/policy/policy.js';
import { DETECTORS } from '../../../libs/detection/registry.js';
import { Interner } from '../../../libs/detection/runner/attribution.js';
import { RosterInMemory } from '../../../libs/roster/testing/roster-in-memory.js';
import type { Simulation } from '../simulate.js';
import { activityOf } from './activity-of.js';
import { daysBefore } from './held-windows.js';
import { RecentIds } from './recent-ids.js';
import type { Suspicion } from './suspicions.js';
import { TermJudge } from './term-judge.js';

/** Events between looks at the time. */
const PAGE = 1000;

/** A roster and events in order of arrival, whoever drew them. */
export type Semester = Pick<Simulation, 'roster' | 'events'>;

export interface JudgeTermOptions {
  readonly policy?: Policy;
  readonly detectors?: readonly Detector[];
  /** Whole days that a day's events are kept after it. */
  readonly holdDays?: number;
  /** Conclusions at each week's end: when a case is first flagged is known to the week, else never. */
  readonly weekly?: boolean;
  readonly progress?: (day: string, events: number, held: number) => void;
}

export interface Outcome {
  readonly roster: RosterInMemory;
  readonly events: number;
  readonly duplicates: number;
  /** Windows for which events came after they had been let go: gathered anew from the whole term. */
  readonly lateWindows: number;
  readonly suspicions: readonly Suspicion[];
  /** When each case was first flagged, milliseconds, by `subject\noffering\nviolation`. */
  readonly flaggedAt: ReadonlyMap<string, number>;
  /** What detectors threw, and how often. */
  readonly failures: ReadonlyMap<string, number>;
}

/**
 * Judges a semester as it comes in, in memory for a few of its days, by the product's own code. The
 * answer is that of the whole set of events; `flaggedAt` alone depends on their arrival.
 */
export async function judgeTerm(
  simulation: Semester,
  options: JudgeTermOptions = {},
): Promise<Outcome> {
  const { policy = DEFAULT_POLICY, detectors = DETECTORS } = options;
  const roster = new RosterInMemory();
  const { rejected } = await roster.put(simulation.roster);
  if (rejected.length > 0) throw new Error(`the roster has faults: ${JSON.stringify(rejected[0])}`);
  const judge = new TermJudge({ roster: roster.view, policy, detectors });
  const flaggedAt = new Map<string, number>();
  const note = (standing: ReadonlyMap<string, Suspicion>, at: number) => {
    for (const [place, { flagged }] of standing)
      if (flagged && !flaggedAt.has(place)) flaggedAt.set(place, at);
  };
  const clock = new Clock(judge, options, note);
  const stream = new Stream(simulation, roster);
  for (const page of stream.pages()) {
    await judge.take(page);
    await clock.tick(page, stream);
  }
  const lateWindows = [...judge.late.values()].reduce((sum, owners) => sum + owners.size, 0);
  if (lateWindows > 0)
    for (const page of new Stream(simulation, roster).pages()) judge.gather(page);
  judge.measureLate();
  const standing = await judge.conclude();
  note(standing, clock.last);
  const { events, duplicates } = stream;
  const suspicions = [...standing.values()];
  return {
    roster,
    events,
    duplicates,
    lateWindows,
    suspicions,
    flaggedAt,
    failures: judge.failures,
  };
}

/** Lets days go and looks at what stands, by the time in the middle of what comes in. */
class Clock {
  last = 0;
  private day = '';
  private week = '';
  private readonly weekOf: (at: number) => string | undefined;

  constructor(
    private readonly judge: TermJudge,
    private readonly options: JudgeTermOptions,
    private readonly note: (standing: ReadonlyMap<string, Suspicion>, at: number) => void,
  ) {
    this.weekOf = weeksBy(judge.localDay);
  }

  async tick(page: readonly Activity[], stream: Stream): Promise<void> {
    const sorted = page.map(({ at }) => at).sort((a, b) => a - b);
    this.last = Math.max(this.last, sorted[sorted.length >> 1] ?? 0);
    const day = this.judge.localDay(this.last);
    if (day === this.day) return;
    this.day = day;
    stream.nextDay();
    this.options.progress?.(day, stream.events, this.judge.held);
    const week = this.weekOf(this.last) ?? '';
    if (this.options.weekly && this.week !== '' && week !== this.week)
      this.note(await this.judge.conclude(), this.last);
    this.week = week;
    await this.judge.letGo(daysBefore(day, this.options.holdDays ?? 1));
  }
}

/** A semester's distinct events, decoded, in order of arrival. */
class Stream {
  events = 0;
  duplicates = 0;
  private readonly ids = new RecentIds();
  private readonly interner = new Interner();

  constructor(
    private readonly simulation: Semester,
    private readonly roster: RosterInMemory,
  ) {}

  nextDay(): void {
    this.ids.nextDay();
  }

  *pages(): Generator<readonly Activity[]> {
    let page: Activity[] = [];
    const same = (text: string) => this.interner.of(text);
    for (const event of this.simulation.events) {
      this.events += 1;
      if (!this.ids.add(`${event.source} ${event.id}`)) {
        this.duplicates += 1;
        continue;
      }
      page.push(activityOf(event, this.roster.view.sourceClock(event.source), same));
      if (page.length < PAGE) continue;
      yield page;
      page = [];
    }
    yield page;
  }
}
