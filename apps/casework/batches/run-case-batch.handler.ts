import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { publishedStatus } from '../../../libs/cases/published-status.js';
import type { Case } from '../../../libs/cases/state.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { ROSTER, VAULT } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { CaseDesk } from '../cases/case-desk.js';
import { checkRole } from '../commands/check-role.js';
import { CommandPreparer } from '../commands/command-preparer.js';
import { isPosted, type PostedCommand } from '../commands/command-table.js';
import { idempotencyOf } from '../../../libs/platform/http/idempotency.js';
import { mayCommand } from '../commands/may-command.js';
import { readBody, type CommandBody } from '../commands/read-body.js';
import { keyReused, problemOf } from '../commands/refusal-problem.js';
import { BatchKeys } from './batch-keys.js';
import type { BatchItem } from './case-batch.dto.js';
import { forgettingVault } from './forgetting-vault.js';
import { RunCaseBatch, type Receipt } from './run-case-batch.js';

const ROUTE = 'POST /api/v1/case-batches';

/**
 * The same command on many cases, each through the same guards as alone and with a receipt of its
 * own. One case's refusal is no other's; what no case could ever accept (an unknown command, a role
 * that may not, a payload that does not fit) refuses the batch.
 */
@CommandHandler(RunCaseBatch)
export class RunCaseBatchHandler implements ICommandHandler<RunCaseBatch> {
  constructor(
    private readonly desk: CaseDesk,
    private readonly preparer: CommandPreparer,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(ROSTER) private readonly roster: RosterView,
    private readonly keys: BatchKeys,
  ) {}

  async execute(request: RunCaseBatch): Promise<{ receipts: Receipt[] }> {
    const { command, payload = {}, items } = request.batch;
    if (!isPosted(command))
      throw new Problem(400, 'invalid', 'is no command on a case', { pointer: '/command' });
    checkRole(command, request.caller, payload);
    checkPayload(command, payload);
    checkTwice(items);
    await this.checkKey(request);
    const receipts: Receipt[] = [];
    for (const item of items) receipts.push(await this.receipt(command, item, request));
    return { receipts };
  }

  /** A batch that is only tried out leaves nothing that a repeat could double. */
  private async checkKey({ batch, caller, idempotencyKey }: RunCaseBatch): Promise<void> {
    if (batch.dryRun) return;
    const idempotency = idempotencyOf(idempotencyKey, caller, ROUTE, batch);
    const { role, name } = caller;
    const person = role === 'student' ? (this.roster.subjectOf(name) ?? '') : name;
    if (!(await this.keys.take(idempotency, { role, person }))) throw keyReused();
  }

  private async receipt(
    name: PostedCommand,
    item: BatchItem,
    request: RunCaseBatch,
  ): Promise<Receipt> {
    try {
      return { case: item.case, ok: true, ...(await this.runOn(name, item, request)) };
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { guard, article, current } = error.extras;
      return {
        ...{ case: item.case, ok: false },
        ...(current === undefined ? {} : { version: current }),
        code: error.code,
        ...(guard === undefined ? {} : { guard }),
        ...(article === undefined ? {} : { article }),
        detail: error.detail,
      };
    }
  }

  private async runOn(
    name: PostedCommand,
    { case: id, expectedVersion }: BatchItem,
    { batch, caller, idempotencyKey }: RunCaseBatch,
  ): Promise<{ version: number; status: string }> {
    const found = await this.desk.load(id);
    if (!found || !mayCommand(name, caller, found, this.roster)) throw notFound('this case');
    const body: CommandBody = { ...batch.payload, expectedVersion };
    const vault = batch.dryRun ? forgettingVault(this.vault) : this.vault;
    const commands = await this.preparer.prepare(name, body, { caller, found, vault });
    const terms = {
      expected: expectedVersion,
      metadata: {
        actor: commands[0].actor,
        ...(batch.dryRun ? {} : idempotencyOf(idempotencyKey, caller, ROUTE, batch)),
      },
    };
    const outcome = batch.dryRun
      ? await this.desk.tryOut(id, commands, terms)
      : await this.desk.run(id, commands, terms);
    if (!outcome.ok) throw problemOf(outcome);
    const { stage } = outcome.state as Case;
    return { version: outcome.version, status: publishedStatus(stage) };
  }
}

/** The payload is checked once; its pointers start at `/payload`. */
const checkPayload = (name: PostedCommand, payload: Record<string, unknown>): void => {
  if ('expectedVersion' in payload)
    throw new Problem(400, 'invalid', 'belongs to each item of a batch', {
      pointer: '/payload/expectedVersion',
    });
  try {
    readBody(name, { ...payload, expectedVersion: 0 });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const pointer = `/payload${error.extras.pointer ?? ''}`;
    throw new Problem(error.status, error.code, error.detail, { ...error.extras, pointer });
  }
};

const checkTwice = (items: readonly BatchItem[]): void => {
  const seen = new Set<string>();
  for (const [index, { case: id }] of items.entries()) {
    if (seen.has(id))
      throw new Problem(400, 'invalid', 'stands twice in the batch', {
        pointer: `/items/${index}/case`,
      });
    seen.add(id);
  }
};
