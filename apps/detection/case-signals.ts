import { Inject, Injectable } from '@nestjs/common';
import type { CaseIndex, CaseQuery } from '../../libs/cases/case-index.js';
import type { Signal } from '../../libs/detection/signal.js';
import type { SignalIndex, SignalPlace, SignalQuery } from '../../libs/detection/signal-index.js';
import type { Principal, Role } from '../../libs/platform/principal.js';
import { CASE_INDEX, ROSTER, SIGNAL_INDEX } from '../../libs/platform/tokens.js';
import type { RosterView } from '../../libs/roster/roster-view.js';
import { scopeOf } from '../casework/cases/visibility.js';

/** Who sees signals through cases alone: those in which they sit, or which wait for their role. */
export const THROUGH_CASES: readonly Role[] = [
  'reviewer',
  'committee',
  'appeals',
  'legal',
  'teacher',
];

type Where = Pick<CaseQuery, 'student' | 'offering' | 'violation'>;

const PAGE = 500;

/** The signals that the cases which somebody may read rest on. */
@Injectable()
export class CaseSignals {
  constructor(
    @Inject(CASE_INDEX) private readonly cases: CaseIndex,
    @Inject(SIGNAL_INDEX) private readonly signals: SignalIndex,
    @Inject(ROSTER) private readonly roster: RosterView,
  ) {}

  isFor({ role }: Principal): boolean {
    return THROUGH_CASES.includes(role);
  }

  async isVisible({ id, subject, offering }: Signal, caller: Principal): Promise<boolean> {
    return (await this.idsFor(caller, { student: subject, offering })).has(id);
  }

  /** As the index lists them, of the caller's cases alone. */
  async list(query: SignalQuery, caller: Principal): Promise<readonly Signal[]> {
    const { subject, offering, violation, after, limit } = query;
    const where = { student: subject, offering, violation };
    const given = Object.entries(where).filter(([, value]) => value !== undefined);
    const ids = [...(await this.idsFor(caller, Object.fromEntries(given)))];
    const found = await Promise.all(ids.map((id) => this.signals.get(id)));
    return found
      .filter((signal) => signal !== undefined)
      .filter((signal) => fits(signal, query) && (!after || newestFirst(after, signal) < 0))
      .sort(newestFirst)
      .slice(0, limit);
  }

  private async idsFor(caller: Principal, where: Where): Promise<ReadonlySet<string>> {
    const scope = scopeOf(caller, this.roster);
    const ids = new Set<string>();
    let after: CaseQuery['after'];
    for (;;) {
      const query = { ...where, scope, sort: 'id', descending: false, limit: PAGE } as const;
      const rows = await this.cases.list({ ...query, ...(after && { after }) });
      for (const { signals } of rows) for (const id of signals) ids.add(id);
      const last = rows.at(-1);
      if (!last || rows.length < PAGE) return ids;
      after = { value: last.id, id: last.id };
    }
  }
}

const fits = (
  { detector, score, state, violation }: Signal,
  query: Pick<SignalQuery, 'detector' | 'minScore' | 'state' | 'violation'>,
): boolean =>
  (query.detector ?? detector) === detector &&
  (query.minScore ?? 0) <= score &&
  (query.state ?? state) === state &&
  (query.violation ?? violation) === violation;

/** By the last cited event, newest first, then by id; as the index does. */
const newestFirst = (one: SignalPlace, other: SignalPlace): number =>
  other.lastAt - one.lastAt || (one.id < other.id ? -1 : Number(one.id > other.id));
