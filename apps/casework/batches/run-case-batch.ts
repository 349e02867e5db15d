import { Command } from '@nestjs/cqrs';
import type { Principal } from '../../../libs/platform/principal.js';
import type { CaseBatch } from './case-batch.dto.js';

/** What became of one case of a batch. */
export interface Receipt {
  readonly case: string;
  readonly ok: boolean;
  readonly version?: number;
  readonly status?: string;
  /** Why not: the problem's code, and for a broken guard its name and article. */
  readonly code?: string;
  readonly guard?: string;
  readonly article?: string;
  readonly detail?: string;
}

export class RunCaseBatch extends Command<{ readonly receipts: readonly Receipt[] }> {
  constructor(
    readonly batch: CaseBatch,
    readonly caller: Principal,
    readonly idempotencyKey: string | undefined,
  ) {
    super();
  }
}
