import { Inject, Injectable } from '@nestjs/common';
import type { OwnershipOf } from '../../../libs/event-sourcing/ownership.js';
import { systemActor } from '../../../libs/event-sourcing/recorded-event.js';
import { OWNERSHIP } from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { LedTimer } from '../shared/led-timer.js';
import { localDays } from '../../../libs/regulation/local-days.js';
import { REMIND_DAYS, type Review } from '../../../libs/retention/proposals.js';
import { lastOf, retentionEndOf } from '../../../libs/retention/retention-end.js';
import { KEPT_YEARS, yearsAfter } from '../../../libs/retention/schedule.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { PersonStanding } from './person-standing.js';
import { RetentionDesk } from './retention-desk.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Once a day, whose time of keeping ends soon or is over is put on record, for people to act on. One instance does it; a
 * repeat after a restart finds it said.
 */
@Injectable()
export class RetentionClock extends LedTimer {
  readonly name = 'retention';
  private reviewed = '';

  constructor(
    private readonly desk: RetentionDesk,
    private readonly standing: PersonStanding,
    private readonly roster: RosterReader,
    work: WorkRegistry,
    @Inject(INSTALLATION) private readonly installation: Installation,
    @Inject(OWNERSHIP) ownership: OwnershipOf,
  ) {
    super(work, ownership('retention', 1));
  }

  protected async fire(now: number): Promise<void> {
    const today = localDays(this.installation.zone).dayOf(now);
    if (today === this.reviewed) return;
    await this.roster.caughtUp();
    const { proposals } = await this.desk.state();
    const reviews: Review[] = [];
    // Also those who have left the roster since: what was said of them is taken back.
    for (const subject of new Set([...this.roster.view.students(), ...proposals.keys()]))
      if (proposals.has(subject) || this.mayEnd(subject, now))
        reviews.push({ subject, due: retentionEndOf(await this.standing.keptFor(subject)) });
    if (reviews.length > 0)
      await this.desk.run({ type: 'ReviewRetention', reviews, now }, systemActor('retention'));
    this.reviewed = today;
  }

  /** By the courses alone: cases only keep longer, and few people are near their end. */
  private mayEnd(subject: string, now: number): boolean {
    const last = lastOf(this.standing.windowEndsOf(subject));
    return last !== undefined && now >= yearsAfter(last, KEPT_YEARS) - REMIND_DAYS * DAY_MS;
  }
}
