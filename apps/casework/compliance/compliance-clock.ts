import { Inject, Injectable } from '@nestjs/common';
import { backOff, describeError } from '../../../libs/event-sourcing/failure.js';
import type { OwnershipOf } from '../../../libs/event-sourcing/ownership.js';
import { isStoreUnavailable } from '../../../libs/event-sourcing/store-errors.js';
import type { Log } from '../../../libs/platform/logging.js';
import { LOG, OWNERSHIP } from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { LedTimer } from '../shared/led-timer.js';
import { turnsWithin } from '../../../libs/regulation/compliance/exceptions.js';
import { localDays } from '../../../libs/regulation/local-days.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import type { Offering } from '../../../libs/roster/roster-view.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { ComplianceCases } from './compliance-cases.js';

/** Between two looks at an offering that could not be looked at: 10 s, then ever longer, an hour at most. */
const AGAIN = { firstDelay: 10_000, longestDelay: 3_600_000 };

/**
 * What time alone changes about an offering: an exception that begins or runs out, looked at when it does; a
 * version of the regulation that comes into force, with the first look of a day. One instance does it; what was
 * seen before changes nothing.
 */
@Injectable()
export class ComplianceClock extends LedTimer {
  readonly name = 'compliance';
  /** Offerings that could not be looked at, and when they are again, by the server's clock. */
  private readonly failed = new Map<string, { readonly tries: number; readonly again: number }>();
  private seen: { readonly at: number; readonly day: string } | undefined;

  constructor(
    private readonly cases: ComplianceCases,
    private readonly roster: RosterReader,
    work: WorkRegistry,
    @Inject(INSTALLATION) private readonly installation: Installation,
    @Inject(OWNERSHIP) ownership: OwnershipOf,
    @Inject(LOG) private readonly log: Log,
  ) {
    super(work, ownership('compliance', 1));
  }

  protected async fire(now: number): Promise<void> {
    const day = localDays(this.installation.zone).dayOf(now);
    const { seen } = this;
    const fresh = seen?.day !== day;
    // Rows that come in later are looked at when they do.
    if (fresh) await this.roster.caughtUp();
    for (const offering of [...this.roster.view.offerings()])
      if (fresh || turnsWithin(offering, seen.at, now) || this.isDueAgain(offering.id, now))
        await this.look(offering, now);
    this.seen = { at: now, day };
  }

  private isDueAgain(offering: string, now: number): boolean {
    return now >= (this.failed.get(offering)?.again ?? Infinity);
  }

  /** One that cannot be looked at keeps none of the others waiting. */
  private async look(offering: Offering, now: number): Promise<void> {
    const { id } = offering;
    try {
      await this.cases.review(offering);
      this.failed.delete(id);
    } catch (error) {
      // That is nothing about this offering: the round is done again when the engine is back.
      if (isStoreUnavailable(error)) throw error;
      const tries = (this.failed.get(id)?.tries ?? 0) + 1;
      this.failed.set(id, { tries, again: now + backOff(AGAIN, tries) });
      this.log.error(
        { offering: id, reason: describeError(error) },
        'the compliance of an offering could not be looked at; trying again',
      );
    }
  }
}
