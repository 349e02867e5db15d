import { Inject, Injectable } from '@nestjs/common';
import type { CaseIndex } from '../../../libs/cases/case-index.js';
import type { Moved, Movement, Verdict } from '../../../libs/detection/shadow/comparison.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { CASE_INDEX, CLOCK, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { offeringsFor } from '../college-offerings.js';

export type Counts = Readonly<Record<Movement, number>>;

export interface MovedCase {
  /** Student number. */
  readonly student: string | null;
  readonly offering: string;
  readonly violation: string;
  /** By the policy in force, or the one that the offering ended under. */
  readonly before: VerdictShape;
  readonly after: VerdictShape;
  /** The learning window is open: putting the policy in force would judge it anew. */
  readonly open: boolean;
  /** The case on record, closed ones too; null where there is none. */
  readonly case: { readonly id: string; readonly status: string } | null;
}

export interface Report {
  readonly asOf: string;
  readonly counts: Counts & {
    readonly byViolation: Readonly<Record<string, Counts>>;
    /** Of offerings whose learning window is open. */
    readonly open: Counts;
  };
  /** Absent for who may see no case content. */
  readonly cases?: Readonly<Record<'appear' | 'vanish' | 'change', readonly MovedCase[]>>;
}

type VerdictShape = Pick<Verdict, 'score' | 'threshold'> & { readonly signals: number };

/** A comparison as its reader may see it: officers of a college theirs, admins only how many. */
@Injectable()
export class BacktestReport {
  constructor(
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async of(all: readonly Moved[], asOf: string, caller: Principal): Promise<Report> {
    const offerings = offeringsFor(caller, this.roster);
    const moved = offerings ? all.filter(({ offering }) => offerings.includes(offering)) : all;
    const violations = [...new Set(moved.map(({ violation }) => violation))].sort();
    const byViolation = Object.fromEntries(
      violations.map((one) => [one, countsOf(moved.filter(({ violation }) => violation === one))]),
    );
    const open = countsOf(moved.filter((one) => this.isOpen(one)));
    const counts = { ...countsOf(moved), byViolation, open };
    if (caller.role === 'admin') return { asOf, counts };
    const of = (movement: Movement) =>
      this.casesOf(moved.filter((one) => one.movement === movement));
    const [appear, vanish, change] = await Promise.all([of('appear'), of('vanish'), of('change')]);
    return { asOf, counts, cases: { appear, vanish, change } };
  }

  private isOpen({ offering }: Moved): boolean {
    const window = this.roster.offering(offering)?.window;
    return window === undefined || this.clock.now() < window.to;
  }

  private async casesOf(moved: readonly Moved[]): Promise<readonly MovedCase[]> {
    const cases: MovedCase[] = [];
    for (const one of moved)
      cases.push({
        student: this.roster.numberOf(one.subject) ?? null,
        offering: one.offering,
        violation: one.violation,
        before: verdictShape(one.before),
        after: verdictShape(one.after),
        open: this.isOpen(one),
        case: await this.caseOf(one),
      });
    return cases;
  }

  private async caseOf({ subject, offering, violation }: Moved): Promise<MovedCase['case']> {
    const wanted = {
      ...{ scope: { kind: 'all' as const }, student: subject, offering, violation },
      ...{ sort: 'id' as const, descending: false, limit: 1 },
    };
    // Withdrawn ones come only when asked for.
    const [row] = [
      ...(await this.index.list(wanted)),
      ...(await this.index.list({ ...wanted, status: 'withdrawn' })),
    ];
    return row ? { id: row.id, status: row.status } : null;
  }
}

const countsOf = (moved: readonly Moved[]): Counts => {
  const counts: Record<Movement, number> = { appear: 0, vanish: 0, change: 0, unchanged: 0 };
  for (const { movement } of moved) counts[movement] += 1;
  return counts;
};

const verdictShape = ({ score, threshold, signals }: Verdict): VerdictShape => ({
  ...{ score, threshold, signals: signals.length },
});
