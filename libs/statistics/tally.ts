import type { CaseTrail, CountedTrail } from './case-trail.js';
import { Counter, Grouped } from './counting.js';
import { durationsOf, lastingSince } from './durations.js';
import type { Figures } from './figures.js';
import { Spans } from './spans.js';
import { trailAt } from './trail-at.js';
import type { Verdicts, VendorVerdicts } from './vendor-verdicts.js';

/** Published states in which nobody has to act on the case itself. */
const AT_REST = new Set([
  ...['dismissed', 'withdrawn', 'final', 'executed', 'revoked', 'lifted', 'archived'],
  ...['sanction_running', 'remedied', 'persisted'],
]);

/** Stays in one state: how long those took that are over, and when those began that last. */
class Stays {
  readonly over = new Spans();
  readonly begun = new Spans();

  get isEmpty(): boolean {
    return this.over.size === 0 && this.begun.size === 0;
  }
}

class Verdict {
  upheld = 0;
  refuted = 0;

  get isEmpty(): boolean {
    return this.upheld === 0 && this.refuted === 0;
  }
}

/**
 * Adds up trails, and takes back what it added: the figures are those of the trails that are in, in whatever
 * order they came. Each counts as it stands; `trailAt` makes one of the past.
 */
export class Tally {
  private cases = 0;
  private open = 0;
  private overdue = 0;
  private decided = 0;
  private appeals = 0;
  private remitted = 0;
  private readonly states = new Counter();
  private readonly missed = new Counter();
  private readonly grounds = new Counter();
  private readonly province = new Counter();
  private readonly vendors = new Grouped(() => new Verdict());
  private readonly violations = new Grouped(() => new Counter());
  private readonly colleges = new Grouped(() => new Counter());
  private readonly stays = new Grouped(() => new Stays());

  add(trail: CountedTrail, verdicts: Verdicts): void {
    this.count(trail, verdicts, 1);
  }

  /** Exactly what was added before. */
  remove(trail: CountedTrail, verdicts: Verdicts): void {
    this.count(trail, verdicts, -1);
  }

  private count(trail: CountedTrail, verdicts: Verdicts, by: 1 | -1): void {
    const status = trail.steps.at(-1)?.[0];
    if (status === undefined) return;
    this.cases += by;
    this.states.add(status, by);
    if (!AT_REST.has(status)) this.open += by;
    this.countStays(trail, by);
    this.countMissed(trail, by);
    this.countDecisions(trail, by);
    this.countRulings(trail, by);
    for (const [source, verdict] of verdicts)
      if (verdict !== 'open') this.vendors.of(source)[verdict] += by;
  }

  private countStays({ steps }: CountedTrail, by: 1 | -1): void {
    const count = (spans: Spans, value: number) => {
      if (by === 1) spans.add(value);
      else spans.remove(value);
    };
    steps.forEach(([status, from], nth) => {
      const next = steps[nth + 1];
      if (next) count(this.stays.of(status).over, next[1] - from);
      else if (!AT_REST.has(status)) count(this.stays.of(status).begun, from);
    });
  }

  private countMissed({ missed }: CountedTrail, by: number): void {
    const standing = missed.filter(({ to }) => to === null);
    if (standing.length > 0) this.overdue += by;
    for (const { deadline } of standing) this.missed.add(deadline, by);
  }

  private countDecisions({ decisions, violation, college }: CountedTrail, by: number): void {
    this.decided += by * decisions.filter(({ kind }) => kind !== 'revoked').length;
    const standing = decisions.at(-1);
    if (!standing) return;
    const { kind, level } = standing;
    const name = level === undefined ? kind : `${kind}+${level}`;
    this.violations.of(violation).add(name, by);
    this.colleges.of(college ?? 'none').add(name, by);
  }

  private countRulings({ rulings }: CountedTrail, by: number): void {
    for (const { by: whose, result, grounds } of rulings) {
      if (whose === 'province') {
        this.province.add(result, by);
        continue;
      }
      this.appeals += by;
      if (result !== 'remitted') continue;
      this.remitted += by;
      for (const ground of grounds) this.grounds.add(ground, by);
    }
  }

  /** At an instant, milliseconds, that no trail goes beyond: stays that last are measured until then. */
  figures(at: number): Figures {
    const vendors = Object.entries(this.vendors.map((counts) => counts));
    return {
      cases: this.cases,
      open: this.open,
      byState: this.states.sorted(),
      timeInState: this.stays.map(({ over, begun }) => ({
        over: durationsOf(over.values()),
        lasting: lastingSince(begun.values(), at),
      })),
      overdue: { cases: this.overdue, byDeadline: this.missed.sorted() },
      vendorPrecision: vendors.map(([source, { upheld, refuted }]) => ({
        ...{ source, upheld, refuted },
        precision: Math.round((upheld / (upheld + refuted)) * 1000) / 1000,
      })),
      sanctions: {
        byViolation: this.violations.map((counter) => counter.sorted()),
        byCollege: this.colleges.map((counter) => counter.sorted()),
      },
      overturned: {
        ...{ decisions: this.decided, appeals: this.appeals, remitted: this.remitted },
        byGround: this.grounds.sorted(),
        province: this.province.sorted(),
      },
    };
  }
}

/** Adds up trails as they stood at one instant of the past. */
export class TallyAt {
  private readonly tally = new Tally();

  constructor(
    private readonly at: number,
    private readonly verdicts: VendorVerdicts,
  ) {}

  /** `fits` is asked of the trail as it stood then. */
  add(trail: CaseTrail, fits: (then: CaseTrail) => boolean = () => true): void {
    const then = trailAt(trail, this.at);
    if (then && fits(then)) this.tally.add(then, this.verdicts.of(trail.id, this.at));
  }

  figures(): Figures {
    return this.tally.figures(this.at);
  }
}
