import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { Principal, Role } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';
import { CASE_TRAILS, CLOCK, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import type { CaseTrails, TrailQuery } from '../../../libs/statistics/case-trails.js';
import type { Figures } from '../../../libs/statistics/figures.js';
import { BASE, rounded } from '../../../libs/statistics/rounding.js';
import type { Fits } from '../../../libs/statistics/running-tallies.js';
import { Tally, TallyAt } from '../../../libs/statistics/tally.js';
import { instantIn } from '../cases/reveal.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { readInstant } from '../shared/read-instant.js';
import { allTrails } from './rebuild-trails.js';
import { Remembered } from '../shared/remembered.js';
import { RunningStatistics } from './running-statistics.js';
import type { StatisticsParams } from './statistics-params.js';
import { TrailReader } from './trail-reader.js';

const MINUTE_MS = 60_000;

/** Who works on cases as a whole is told exact figures. */
const EXACT: readonly Role[] = ['officer', 'auditor'];

/** Roles that may see statistics at all; the others than `EXACT` are told rounded ones. */
export const STATISTICS_READERS: readonly Role[] = [
  ...EXACT,
  ...(['reviewer', 'committee', 'appeals', 'legal', 'registrar', 'admin'] as const),
];

export interface StatisticsShape extends Figures {
  readonly asOf: string;
  /** 1 where counts are exact, else the number that they are multiples of. */
  readonly roundedTo: number;
}

export class GetStatistics extends Query<StatisticsShape> {
  constructor(
    readonly params: StatisticsParams,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetStatistics)
export class GetStatisticsHandler implements IQueryHandler<GetStatistics> {
  private readonly answers = new Remembered<Answer>();

  constructor(
    private readonly reader: TrailReader,
    private readonly running: RunningStatistics,
    @Inject(CASE_TRAILS) private readonly trails: CaseTrails,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async execute({ params, caller }: GetStatistics): Promise<StatisticsShape> {
    const now = this.clock.now();
    const asked = readInstant('asOf', params.asOf);
    if (asked !== undefined && asked > now)
      throw new Problem(400, 'invalid', 'lies in the future', { pointer: '/asOf' });
    const wanted = selectionOf(params, this.collegeOf(caller));
    await this.reader.caughtUp();
    await this.running.readVerdicts();
    const { changes } = this.reader;
    const state = [changes, this.running.verdicts.position, this.roster.revision];
    // Without a time, an answer of this very minute is one of now, as long as nothing happened.
    const when = asked ?? `minute ${String(Math.floor(now / MINUTE_MS))}`;
    const { at, figures } = await this.answers.get(JSON.stringify([state, when, wanted]), () =>
      this.answer(wanted, asked),
    );
    const exact = EXACT.includes(caller.role);
    return {
      asOf: instantIn(this.installation.zone)(at),
      roundedTo: exact ? 1 : BASE,
      ...(exact ? figures : rounded(figures)),
    };
  }

  /** What is asked for now is kept added up; the past is added up anew. */
  private async answer(wanted: Selection, asked: number | undefined): Promise<Answer> {
    const now = () => this.clock.now();
    if (wanted.nothing) {
      const at = asked ?? now();
      return { at, figures: new Tally().figures(at) };
    }
    if (asked !== undefined) return { at: asked, figures: await this.figuresOf(wanted, asked) };
    const fits = this.fits(wanted);
    // Terms of offerings are the roster's; a changed one is another selection.
    const name = JSON.stringify([wanted, wanted.term === undefined ? 0 : this.roster.revision]);
    const { at, figures } = await this.running.figures(name, fits, now);
    return { at, figures: figures ?? (await this.figuresOf(wanted, at)) };
  }

  private async figuresOf(wanted: Selection, at: number): Promise<Figures> {
    const tally = new TallyAt(at, this.running.verdicts);
    const fits = this.fits(wanted);
    // Of whatever college the case is today: it is asked of whose it was.
    const query = { ...wanted.query, college: undefined };
    for await (const trail of allTrails(this.trails, query)) tally.add(trail, fits);
    return tally.figures();
  }

  private fits({ query, term }: Selection): Fits {
    const { college, violation, from = -Infinity, to = Infinity } = query;
    return (trail) =>
      (college === undefined || trail.college === college) &&
      (violation === undefined || trail.violation === violation) &&
      trail.flaggedAt >= from &&
      trail.flaggedAt < to &&
      (term === undefined || this.roster.offering(trail.offering)?.term === term);
  }

  private collegeOf({ role, name }: Principal): string | undefined {
    return role === 'officer' ? this.roster.person(name)?.college : undefined;
  }
}

interface Answer {
  readonly at: number;
  readonly figures: Figures;
}

/** Which cases count. */
interface Selection {
  readonly query: Omit<TrailQuery, 'limit' | 'after'>;
  readonly term: string | undefined;
  /** Another college's figures do not exist for an officer of this one. */
  readonly nothing: boolean;
}

const selectionOf = (params: StatisticsParams, own: string | undefined): Selection => {
  const college = params.college ?? own;
  const { violation, term } = params;
  const from = readInstant('from', params.from);
  const to = readInstant('to', params.to);
  const given = Object.entries({ college, violation, from, to });
  const query = Object.fromEntries(given.filter(([, value]) => value !== undefined));
  return { query, term, nothing: own !== undefined && college !== own };
};
