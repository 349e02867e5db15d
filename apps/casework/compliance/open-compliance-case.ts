import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Case } from '../../../libs/cases/state.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { ROSTER } from '../../../libs/platform/tokens.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { CasePresenter } from '../cases/case-presenter.js';
import { problemOf } from '../commands/refusal-problem.js';
import { ComplianceCases } from './compliance-cases.js';
import { maySeeOffering } from './may-see-offering.js';

/** An officer opens the case about an offering, and is in charge of it. */
export class OpenComplianceCase extends Command<unknown> {
  constructor(
    readonly offering: string,
    readonly caller: Principal,
  ) {
    super();
  }
}

@CommandHandler(OpenComplianceCase)
export class OpenComplianceCaseHandler implements ICommandHandler<OpenComplianceCase> {
  constructor(
    private readonly cases: ComplianceCases,
    private readonly presenter: CasePresenter,
    private readonly reader: RosterReader,
    @Inject(ROSTER) private readonly roster: RosterView,
  ) {}

  async execute({ offering: id, caller }: OpenComplianceCase): Promise<unknown> {
    await this.reader.caughtUp();
    const offering = this.roster.offering(id);
    if (offering === undefined || !maySeeOffering(caller, offering, this.roster))
      throw notFound('this offering');
    const actor = { role: caller.role, person: caller.name };
    const { id: number, outcome } = await this.cases.open(offering, actor);
    if (outcome.ok) return this.presenter.afterCommand(outcome.state as Case, caller);
    if (outcome.kind === 'refused' && outcome.refusal.guard === 'WrongState')
      throw new Problem(409, 'case_exists', outcome.refusal.detail, {
        members: { case: number },
      });
    throw problemOf(outcome);
  }
}
