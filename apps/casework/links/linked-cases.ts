import { Inject, Injectable } from '@nestjs/common';
import type { Case } from '../../../libs/cases/state.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { CaseDesk } from '../cases/case-desk.js';
import { inScope, scopeOf } from '../cases/visibility.js';
import type { Copied } from '../commands/evidence-copy.js';
import { unknownReference } from '../commands/refusal-problem.js';

/** What a command on one case names of another: only what its caller may read. */
@Injectable()
export class LinkedCases {
  constructor(
    private readonly desk: CaseDesk,
    @Inject(ROSTER) private readonly roster: RosterView,
  ) {}

  /** Throws 422 `UnknownReference` for a case that is not there, or not for the caller. */
  async checkAll(ids: readonly string[], caller: Principal, { facts }: Case): Promise<void> {
    for (const id of ids) await this.one(id, caller, facts.policyVersion);
  }

  /** The copy of an item of another case: the same bytes, by reference and hash, and whom it is of. */
  async copyOf(
    { case: id, evidence }: { readonly case: string; readonly evidence: string },
    caller: Principal,
    { facts }: Case,
  ): Promise<Copied> {
    const other = await this.one(id, caller, facts.policyVersion);
    const item = other.facts.evidence.find((one) => one.id === evidence);
    if (item === undefined || item.excluded !== undefined)
      throw unknownReference(
        facts.policyVersion,
        `${evidence} is not evidence of ${id}, or is excluded`,
      );
    const all = new Set([
      ...(item.others ?? []),
      ...(other.facts.student === undefined ? [] : [other.facts.student]),
    ]);
    const others = [...all].filter((one) => one !== facts.student).sort();
    return { copy: item.copy, ...(others.length > 0 && { others }) };
  }

  private async one(id: string, caller: Principal, policyVersion: string): Promise<Case> {
    const found = await this.desk.load(id);
    if (!found || !inScope(scopeOf(caller, this.roster), found))
      throw unknownReference(policyVersion, `there is no case ${id} to name here`);
    return found;
  }
}
