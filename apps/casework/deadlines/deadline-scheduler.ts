import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { CaseIndex, DueDeadline } from '../../../libs/cases/case-index.js';
import type { Log } from '../../../libs/platform/logging.js';
import { CASE_INDEX, LOG } from '../../../libs/platform/tokens.js';
import { WorkRegistry, type Timer } from '../../../libs/platform/work-registry.js';
import { CaseDesk, SYSTEM } from '../cases/case-desk.js';
import { CaseIndexReader } from '../cases/case-index-reader.js';

const PAGE = 200;

/**
 * Lets deadlines run out, in the order in which they are due. What is due is read from the index,
 * which survives restarts; that a deadline lapses once is the decider's doing, so a second
 * instance or a repeat after a crash changes nothing.
 */
@Injectable()
export class DeadlineScheduler implements Timer, OnApplicationBootstrap {
  readonly name = 'deadlines';

  constructor(
    private readonly desk: CaseDesk,
    private readonly reader: CaseIndexReader,
    private readonly work: WorkRegistry,
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.work.addTimer(this);
  }

  async fireDue(now: number): Promise<void> {
    await this.reader.caughtUp();
    const fired = new Set<string>();
    for (;;) {
      const due = await this.dueAt(now);
      const next = due.find((one) => !fired.has(keyOf(one)));
      if (!next) return;
      // One at a time: what it starts may be due before the others of this page.
      fired.add(keyOf(next));
      await this.fire(next);
    }
  }

  private dueAt(now: number): Promise<readonly DueDeadline[]> {
    return this.index.deadlines({ scope: { kind: 'all' }, dueBefore: now + 1, limit: PAGE });
  }

  private async fire({ case: id, deadline }: DueDeadline): Promise<void> {
    const { name } = deadline;
    const outcome = await this.desk.runAsSystem(id, {
      ...{ type: 'fire_deadline', actor: SYSTEM, now: this.desk.now() },
      data: { name },
    });
    if (!outcome.ok) this.log.warn({ case: id, deadline: name, kind: outcome.kind }, 'not fired');
  }
}

const keyOf = ({ case: id, deadline }: DueDeadline): string =>
  `${id} ${deadline.name} ${String(deadline.due)}`;
