import { Inject, Injectable } from '@nestjs/common';
import type { Case } from '../../../libs/cases/state.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { readInstant } from '../shared/read-instant.js';
import { CaseDesk, foldCase, type CaseHistory } from './case-desk.js';
import { inScope, scopeOf } from './visibility.js';

export interface CaseRead {
  readonly found: Case;
  /** The events that `found` is folded from. */
  readonly history: CaseHistory;
  /** All events up to now: whom the case met later is hidden in what was said earlier, too. */
  readonly whole: CaseHistory;
}

/** Reads a case for somebody: one who may not see it learns no more than that it does not exist. */
@Injectable()
export class CaseReader {
  constructor(
    private readonly desk: CaseDesk,
    @Inject(ROSTER) private readonly roster: RosterView,
  ) {}

  /**
   * `asOf` is a version, or a time with offset. Whether the caller may see the case is asked of
   * the case as it stands now; of a student also as it stood then: nothing from before the notice.
   */
  async read(id: string, caller: Principal, asOf?: string): Promise<CaseRead> {
    const history = await this.desk.history(id);
    const now = foldCase(history);
    const scope = scopeOf(caller, this.roster);
    if (!now || !inScope(scope, now)) throw notFound('this case');
    if (asOf === undefined) return { found: now, history, whole: history };
    const until = cut(history, asOf);
    const then = foldCase(until);
    if (!then || (scope.kind === 'student' && !inScope(scope, then)))
      throw notFound('this case at that time');
    return { found: then, history: until, whole: history };
  }
}

const cut = (history: CaseHistory, asOf: string): CaseHistory => {
  if (/^\d{1,9}$/.test(asOf)) {
    const wanted = Number(asOf);
    if (wanted < 1 || wanted > history.length)
      throw new Problem(400, 'invalid', 'is no version of this case', { pointer: '/asOf' });
    return history.slice(0, wanted);
  }
  const instant = readInstant('asOf', asOf) ?? 0;
  return history.filter(({ metadata }) => Date.parse(metadata.at) <= instant);
};
