import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  VENDOR_RECORD_STREAM,
  type AccusationJudged,
} from '../../../libs/detection/runner/vendor-record.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Principal, Role } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';
import { CASE_TRAILS, CLOCK, EVENT_STORE, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import type { CaseTrails } from '../../../libs/statistics/case-trails.js';
import type { Figures } from '../../../libs/statistics/figures.js';
import { BASE, rounded } from '../../../libs/statistics/rounding.js';
import { Tally } from '../../../libs/statistics/tally.js';
import { VendorVerdicts } from '../../../libs/statistics/vendor-verdicts.js';
import { instantIn } from '../cases/reveal.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { readInstant } from '../shared/read-instant.js';
import { allTrails } from './rebuild-trails.js';
import { Remembered } from './remembered.js';
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
  private readonly verdicts = new VendorVerdicts();
  private readonly answers = new Remembered<{ readonly at: number; readonly figures: Figures }>();

  constructor(
    private readonly reader: TrailReader,
    @Inject(CASE_TRAILS) private readonly trails: CaseTrails,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async execute({ params, caller }: GetStatistics): Promise<StatisticsShape> {
    const now = this.clock.now();
    const asked = readInstant('asOf', params.asOf);
    const at = asked ?? now;
    if (at > now) throw new Problem(400, 'invalid', 'lies in the future', { pointer: '/asOf' });
    await this.reader.caughtUp();
    await this.readVerdicts();
    const own = this.collegeOf(caller);
    const state = [this.reader.changes, this.verdicts.position];
    // Without a time, an answer of this very minute is one of now, as long as nothing happened.
    const when = asked ?? `minute ${String(Math.floor(now / MINUTE_MS))}`;
    const answer = await this.answers.get(JSON.stringify([state, when, params, own]), async () => ({
      at,
      figures: await this.figures(params, own, at),
    }));
    const { figures } = answer;
    const exact = EXACT.includes(caller.role);
    return {
      asOf: instantIn(this.installation.zone)(answer.at),
      roundedTo: exact ? 1 : BASE,
      ...(exact ? figures : rounded(figures)),
    };
  }

  private async figures(
    params: StatisticsParams,
    own: string | undefined,
    at: number,
  ): Promise<Figures> {
    const tally = new Tally(at, this.verdicts);
    const college = params.college ?? own;
    // Another college's figures do not exist for an officer of this one.
    if (own !== undefined && college !== own) return tally.figures();
    const { violation, term } = params;
    const from = readInstant('from', params.from);
    const to = readInstant('to', params.to);
    const wanted = { college, violation, from, to };
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
    for await (const trail of allTrails(this.trails, Object.fromEntries(given)))
      if (term === undefined || this.roster.offering(trail.offering)?.term === term)
        tally.add(trail);
    return tally.figures();
  }

  private collegeOf({ role, name }: Principal): string | undefined {
    return role === 'officer' ? this.roster.person(name)?.college : undefined;
  }

  private async readVerdicts(): Promise<void> {
    const from = this.verdicts.position + 1;
    // Two callers may read the same events; the fold takes each once.
    for (const event of await this.store.readStream<AccusationJudged>(VENDOR_RECORD_STREAM, {
      from,
    }))
      this.verdicts.apply(event);
  }
}
