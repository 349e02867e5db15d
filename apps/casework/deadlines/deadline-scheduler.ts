import { Inject, Injectable } from '@nestjs/common';
import type { CaseIndex } from '../../../libs/cases/case-index.js';
import { nextWake } from '../../../libs/cases/waking.js';
import type { OwnershipOf } from '../../../libs/event-sourcing/ownership.js';
import type { Log } from '../../../libs/platform/logging.js';
import { CASE_INDEX, LOG, OWNERSHIP } from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { LedTimer } from '../shared/led-timer.js';
import { CaseDesk, SYSTEM } from '../cases/case-desk.js';
import { CaseIndexReader } from '../cases/case-index-reader.js';

const PAGE = 200;

/**
 * Lets deadlines remind, run out and escalate. Which cases wake is read from the index, which
 * survives restarts; that each thing happens once is the decider's doing, so a repeat after a crash
 * changes nothing, nor would a second instance. Of several, one does it.
 */
@Injectable()
export class DeadlineScheduler extends LedTimer {
  readonly name = 'deadlines';

  constructor(
    private readonly desk: CaseDesk,
    private readonly reader: CaseIndexReader,
    work: WorkRegistry,
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
    @Inject(LOG) private readonly log: Log,
    @Inject(OWNERSHIP) ownership: OwnershipOf,
  ) {
    super(work, ownership('deadlines', 1));
  }

  protected async fire(now: number): Promise<void> {
    await this.reader.caughtUp();
    const done = new Set<string>();
    for (;;) {
      const waking = await this.index.waking(now, PAGE + done.size);
      const fresh = waking.filter((id) => !done.has(id));
      if (fresh.length === 0) return;
      for (const id of fresh) {
        await this.wake(id, now);
        // A case that refuses to be woken must not keep the others waiting.
        done.add(id);
      }
    }
  }

  /** Step by step through the time that has passed: what rings first may silence the others. */
  private async wake(id: string, now: number): Promise<void> {
    let found = await this.desk.load(id);
    for (;;) {
      const next = found && nextWake(found);
      if (!next || next.at > now) return;
      const { name, at } = next;
      const outcome = await this.desk.runAsSystem(id, {
        ...{ type: 'fire_deadline', actor: SYSTEM, now: at },
        data: { name },
      });
      if (!outcome.ok) {
        this.log.warn({ case: id, deadline: name, kind: outcome.kind }, 'not fired');
        return;
      }
      const after = outcome.state && nextWake(outcome.state);
      if (after?.name === name && after.at === at) return;
      found = outcome.state;
    }
  }
}
