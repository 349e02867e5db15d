import { Inject, Injectable } from '@nestjs/common';
import type { CaseIndex } from '../../../libs/cases/case-index.js';
import type { CaseCommand } from '../../../libs/cases/commands.js';
import { resultOf } from '../../../libs/cases/negative-result.js';
import { isNegative, type NegativeResult } from '../../../libs/cases/outcome-kind.js';
import { articleOf } from '../../../libs/cases/refusals.js';
import type { Case } from '../../../libs/cases/state.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';
import { CASE_INDEX, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { CaseDesk } from '../cases/case-desk.js';
import { CaseIndexReader } from '../cases/case-index-reader.js';
import { inScope, scopeOf } from '../cases/visibility.js';
import { PolicyReader } from '../shared/policy-reader.js';

const MOST_CASES = 100;

/**
 * The four negative results are never mixed on one grade: arts 17, 24 and 25 name no order among
 * them, so a second, different one waits until the first is taken back. Asked before the command is decided,
 * since no case's own history knows the others'.
 */
@Injectable()
export class OtherResults {
  constructor(
    private readonly desk: CaseDesk,
    private readonly reader: CaseIndexReader,
    private readonly policies: PolicyReader,
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
    @Inject(ROSTER) private readonly roster: RosterView,
  ) {}

  /** Other cases of the same student and offering, withdrawn flags excepted. */
  async casesBeside({ facts }: Case): Promise<readonly Case[]> {
    const { id, student, course } = facts;
    if (student === undefined) return [];
    await this.reader.caughtUp();
    const rows = await this.index.list({
      ...{ scope: { kind: 'all' }, sort: 'id', descending: false, limit: MOST_CASES },
      ...{ student, offering: course.offering },
    });
    const beside = await Promise.all(
      rows.filter((row) => row.id !== id).map((row) => this.desk.load(row.id)),
    );
    return beside.flatMap((one) => one ?? []);
  }

  /**
   * Throws 422 `ResultStands`; what the case itself refuses, or has recorded already, is answered by the case.
   * `expected` is the version that the caller decided upon.
   */
  async check(
    command: CaseCommand,
    caller: Principal,
    { found, expected }: { readonly found: Case; readonly expected: number },
  ): Promise<void> {
    const result = resultBy(command, found);
    if (result === undefined || expected !== found.facts.version) return;
    const beside = await this.casesBeside(found);
    const other = beside.find(({ facts }) => (resultOf(facts) ?? result) !== result);
    if (!other) return;
    const terms = { expected, metadata: { actor: command.actor } };
    if (!(await this.desk.tryOut(found.facts.id, [command], terms)).ok) return;
    const named = inScope(scopeOf(caller, this.roster), other) ? other.facts.id : 'another case';
    const { version } = await this.policies.current();
    throw new Problem(
      422,
      'guard',
      `${named} of this student and offering has ${resultOf(other.facts) ?? ''} in force: one grade bears one result`,
      { guard: 'ResultStands', article: articleOf('ResultStands', version) },
    );
  }
}

/** What of the grade would be left by it; undefined where it stands. */
const resultBy = (command: CaseCommand, { facts }: Case): NegativeResult | undefined => {
  if (command.type !== 'decide' && command.type !== 'confirm') return undefined;
  const { outcome } = command.data;
  if (!isNegative(outcome)) return undefined;
  return outcome === 'grade_void' && !facts.course.enrolled ? undefined : outcome;
};
