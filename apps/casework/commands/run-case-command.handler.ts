import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CaseCommand } from '../../../libs/cases/commands.js';
import type { Case } from '../../../libs/cases/state.js';
import type { Actor } from '../../../libs/event-sourcing/recorded-event.js';
import type { Vault, VaultRef } from '../../../libs/event-sourcing/vault.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { ROSTER, VAULT } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { CaseDesk } from '../cases/case-desk.js';
import { CasePresenter } from '../cases/case-presenter.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { COMMANDS, isPosted, isStudents, type PostedCommand } from './command-table.js';
import { EvidenceCopy } from './evidence-copy.js';
import { idempotencyOf } from './idempotency.js';
import { mayCommand } from './may-command.js';
import { bodySchema, readBody, type CommandBody } from './read-body.js';
import { problemOf } from './refusal-problem.js';
import { RunCaseCommand } from './run-case-command.js';
import { translate } from './translate.js';

/** What a translated body holds beside the payload; texts are references, times milliseconds. */
interface Translated {
  readonly note?: VaultRef;
  readonly at?: number;
  readonly payload: Record<string, unknown>;
}

/** Check, put the texts into the vault, decide, record, answer with the case. */
@CommandHandler(RunCaseCommand)
export class RunCaseCommandHandler implements ICommandHandler<RunCaseCommand> {
  constructor(
    private readonly desk: CaseDesk,
    private readonly presenter: CasePresenter,
    private readonly copies: EvidenceCopy,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async execute({ caseId, name, body, caller, idempotencyKey }: RunCaseCommand): Promise<unknown> {
    if (!isPosted(name)) throw notFound('this command');
    checkRole(name, caller, body);
    const found = await this.desk.load(caseId);
    if (!found || !mayCommand(name, caller, found, this.roster)) throw notFound('this case');
    const checked = readBody(name, body);
    const command = await this.commandFrom(name, checked, caller, found);
    const route = `POST /api/v1/cases/${caseId}/commands/${name}`;
    const outcome = await this.desk.run(caseId, await this.withEvidence(command, found), {
      expected: checked.expectedVersion,
      metadata: { actor: command.actor, ...idempotencyOf(idempotencyKey, caller, route, body) },
    });
    if (!outcome.ok) throw problemOf(outcome);
    return this.presenter.afterCommand(outcome.state as Case, caller);
  }

  private async commandFrom(
    name: PostedCommand,
    body: CommandBody,
    caller: Principal,
    found: Case,
  ): Promise<CaseCommand> {
    const { note, at, payload } = await this.translated(name, body, found.facts.student);
    const paper = this.paper(body, found);
    const command = {
      type: name,
      actor: this.actor(caller),
      now: this.desk.now(),
      ...(at === undefined ? {} : { at }),
      ...(note === undefined ? {} : { note }),
      ...(paper === undefined ? {} : { onBehalf: paper }),
      data: payload,
    };
    // The payload passed the command's own schema; the compiler cannot follow it through a table.
    return command as unknown as CaseCommand;
  }

  private async translated(
    name: PostedCommand,
    body: CommandBody,
    owner: string,
  ): Promise<Translated> {
    const { zone } = this.installation;
    const words = await translate(bodySchema(name), body, { vault: this.vault, owner, zone });
    const { note, at, ...rest } = words as Record<string, unknown>;
    const own = COMMANDS[name].payload.properties ?? {};
    const payload = Object.fromEntries(
      Object.entries({ ...rest, at }).filter(
        ([member, value]) => member in own && value !== undefined,
      ),
    );
    return {
      payload: { ...DEFAULTS[name], ...payload },
      ...(note === undefined ? {} : { note: note as VaultRef }),
      ...(at === undefined ? {} : { at: at as number }),
    };
  }

  /** Evidence is copied before it is decided upon; opening an investigation takes the signals in. */
  private async withEvidence(command: CaseCommand, found: Case): Promise<readonly CaseCommand[]> {
    if (command.type === 'add_evidence')
      return [
        { ...command, data: { ...command.data, copy: await this.copies.of(found, command.data) } },
      ];
    if (command.type !== 'open_investigation' || found.stage.status !== 'triage') return [command];
    const { actor, now } = command;
    const items = await this.copies.ofSignals(found);
    return [command, ...items.map((data) => ({ type: 'add_evidence' as const, actor, now, data }))];
  }

  private actor({ role, name }: Principal): Actor {
    if (role !== 'student') return { role, person: name };
    return { role, person: this.roster.subjectOf(name) ?? '' };
  }

  private paper({ onBehalfOf, attachment = '' }: CommandBody, { facts }: Case) {
    if (onBehalfOf === undefined) return undefined;
    const student = this.roster.subjectOf(onBehalfOf);
    if (student !== facts.student)
      throw new Problem(400, 'invalid', 'is not the student of this case', {
        pointer: '/onBehalfOf',
      });
    return { student, attachment };
  }
}

/** Lists that a person may leave out and a fact always holds. */
const DEFAULTS: Partial<Record<PostedCommand, Record<string, unknown>>> = {
  add_evidence: { events: [], signals: [] },
  file_appeal: { attachments: [] },
};

/** 403 for a role that may never run it; an officer may run a student's command from a paper. */
const checkRole = (name: PostedCommand, { role }: Principal, body: unknown): void => {
  if (COMMANDS[name].roles.includes(role)) return;
  const onBehalf = (body as { onBehalfOf?: unknown } | null | undefined)?.onBehalfOf;
  if (role === 'officer' && isStudents(name) && onBehalf !== undefined) return;
  throw new Problem(403, 'forbidden', `${name} is for ${COMMANDS[name].roles.join(', ')}`);
};
