import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Case } from '../../../libs/cases/state.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import { Courtesy } from '../../../libs/platform/courtesy.js';
import { notFound } from '../../../libs/platform/problem.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { ROSTER, VAULT } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { CaseDesk } from '../cases/case-desk.js';
import { CasePresenter } from '../cases/case-presenter.js';
import { TextsShown } from '../cases/texts-shown.js';
import { checkRole } from './check-role.js';
import { CommandPreparer } from './command-preparer.js';
import { isPosted } from './command-table.js';
import { idempotencyOf } from '../../../libs/platform/http/idempotency.js';
import { mayCommand } from './may-command.js';
import { readBody } from './read-body.js';
import { problemOf } from './refusal-problem.js';
import { RunCaseCommand } from './run-case-command.js';

/** Check, put the texts into the vault, decide, record, answer with the case. */
@CommandHandler(RunCaseCommand)
export class RunCaseCommandHandler implements ICommandHandler<RunCaseCommand> {
  constructor(
    private readonly desk: CaseDesk,
    private readonly presenter: CasePresenter,
    private readonly texts: TextsShown,
    private readonly preparer: CommandPreparer,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(ROSTER) private readonly roster: RosterView,
    private readonly courtesy: Courtesy,
  ) {}

  async execute({ caseId, name, body, caller, idempotencyKey }: RunCaseCommand): Promise<unknown> {
    this.courtesy.note();
    if (!isPosted(name)) throw notFound('this command');
    checkRole(name, caller, body);
    const loaded = await this.desk.open(caseId);
    const found = loaded.state;
    if (!found || !mayCommand(name, caller, found, this.roster)) throw notFound('this case');
    const checked = readBody(name, body);
    const commands = await this.preparer.prepare(name, checked, {
      ...{ caller, found },
      vault: this.vault,
    });
    const route = `POST /api/v1/cases/${caseId}/commands/${name}`;
    const outcome = await this.desk.run(caseId, commands, {
      ...{ expected: checked.expectedVersion, loaded },
      metadata: { actor: commands[0].actor, ...idempotencyOf(idempotencyKey, caller, route, body) },
    });
    if (!outcome.ok) throw problemOf(outcome);
    return this.shown(outcome.state as Case, caller);
  }

  /** The case after the command, for a student without others' names. */
  private async shown(found: Case, caller: Principal): Promise<unknown> {
    const view = await this.presenter.afterCommand(found, caller);
    if (caller.role !== 'student') return view;
    const history = await this.desk.history(found.facts.id);
    return this.texts.in(view, history.slice(0, found.facts.version), caller);
  }
}
