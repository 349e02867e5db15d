import type { CaseTrail } from './case-trail.js';
import { durationsOf } from './durations.js';
import type { Figures } from './figures.js';
import type { VendorVerdicts } from './vendor-verdicts.js';

/** Published states in which nobody has to act on the case itself. */
const AT_REST = new Set([
  ...['dismissed', 'withdrawn', 'final', 'executed', 'revoked', 'lifted', 'archived'],
  'sanction_running',
]);

class Counter {
  private readonly counts = new Map<string, number>();

  add(name: string): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  sorted(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

class Grouped<Group> {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly make: () => Group) {}

  of(name: string): Group {
    const found = this.groups.get(name) ?? this.make();
    this.groups.set(name, found);
    return found;
  }

  map<Shown>(show: (group: Group) => Shown): Readonly<Record<string, Shown>> {
    const shown = [...this.groups].map(([name, group]) => [name, show(group)] as const);
    return Object.fromEntries(shown.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** Adds up trails, one after the other, as they stood at an instant. */
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
  private readonly vendors = new Grouped(() => ({ upheld: 0, refuted: 0 }));
  private readonly violations = new Grouped(() => new Counter());
  private readonly colleges = new Grouped(() => new Counter());
  private readonly stays = new Grouped(() => ({ over: [] as number[], lasting: [] as number[] }));

  constructor(
    private readonly at: number,
    private readonly verdicts: VendorVerdicts,
  ) {}

  add(trail: CaseTrail): void {
    const steps = trail.steps.filter(([, at]) => at <= this.at);
    const status = steps.at(-1)?.[0];
    // Not yet on record then.
    if (status === undefined) return;
    this.cases += 1;
    this.states.add(status);
    if (!AT_REST.has(status)) this.open += 1;
    this.addStays(steps);
    this.addMissed(trail);
    this.addDecisions(trail);
    this.addRulings(trail);
    for (const [source, verdict] of this.verdicts.of(trail.id, this.at))
      if (verdict !== 'open') this.vendors.of(source)[verdict] += 1;
  }

  private addStays(steps: CaseTrail['steps']): void {
    steps.forEach(([status, from], nth) => {
      const next = steps[nth + 1];
      if (next) this.stays.of(status).over.push(next[1] - from);
      else if (!AT_REST.has(status)) this.stays.of(status).lasting.push(this.at - from);
    });
  }

  private addMissed({ missed }: CaseTrail): void {
    const standing = missed.filter(
      ({ from, to }) => from <= this.at && (to === null || to > this.at),
    );
    if (standing.length > 0) this.overdue += 1;
    for (const { deadline } of standing) this.missed.add(deadline);
  }

  private addDecisions({ decisions, violation, college }: CaseTrail): void {
    const taken = decisions.filter(({ at }) => at <= this.at);
    this.decided += taken.filter(({ kind }) => kind !== 'revoked').length;
    const standing = taken.at(-1);
    if (!standing) return;
    const { kind, level } = standing;
    const name = level === undefined ? kind : `${kind}+${level}`;
    this.violations.of(violation).add(name);
    this.colleges.of(college ?? 'none').add(name);
  }

  private addRulings({ rulings }: CaseTrail): void {
    for (const { at, by, result, grounds } of rulings) {
      if (at > this.at) continue;
      if (by === 'province') {
        this.province.add(result);
        continue;
      }
      this.appeals += 1;
      if (result !== 'remitted') continue;
      this.remitted += 1;
      for (const ground of grounds) this.grounds.add(ground);
    }
  }

  figures(): Figures {
    const vendors = Object.entries(this.vendors.map((counts) => counts));
    return {
      cases: this.cases,
      open: this.open,
      byState: this.states.sorted(),
      timeInState: this.stays.map(({ over, lasting }) => ({
        over: durationsOf(over),
        lasting: durationsOf(lasting),
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
