import { Command } from '@nestjs/cqrs';
import type { Principal } from '../../../libs/platform/principal.js';

/** A person's command on a case, as it was posted; answered with the case as its caller sees it. */
export class RunCaseCommand extends Command<unknown> {
  constructor(
    readonly caseId: string,
    readonly name: string,
    readonly body: unknown,
    readonly caller: Principal,
    readonly idempotencyKey: string | undefined,
  ) {
    super();
  }
}
