import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Leader } from '../../../libs/event-sourcing/leader.js';
import type { OwnershipOf } from '../../../libs/event-sourcing/ownership.js';
import { OWNERSHIP } from '../../../libs/platform/tokens.js';
import { WorkRegistry, type Timer } from '../../../libs/platform/work-registry.js';
import { turnsWithin } from '../../../libs/regulation/compliance/exceptions.js';
import { localDays } from '../../../libs/regulation/local-days.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { ComplianceCases } from './compliance-cases.js';

/**
 * What time alone changes about an offering: an exception that begins or runs out, looked at when it does; a
 * version of the regulation that comes into force, with the first look of a day. One instance does it; what was
 * seen before changes nothing.
 */
@Injectable()
export class ComplianceClock implements Timer, OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly name = 'compliance';
  private readonly leader: Leader;
  private seen: { readonly at: number; readonly day: string } | undefined;

  constructor(
    private readonly cases: ComplianceCases,
    private readonly roster: RosterReader,
    private readonly work: WorkRegistry,
    @Inject(INSTALLATION) private readonly installation: Installation,
    @Inject(OWNERSHIP) ownership: OwnershipOf,
  ) {
    this.leader = new Leader(ownership('compliance', 1));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.leader.start();
    this.work.addTimer(this);
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.leader.stop();
  }

  async fireDue(now: number): Promise<void> {
    if (!this.leader.leads) return;
    const day = localDays(this.installation.zone).dayOf(now);
    const { seen } = this;
    const fresh = seen?.day !== day;
    // Rows that come in later are looked at when they do.
    if (fresh) await this.roster.caughtUp();
    for (const offering of [...this.roster.view.offerings()])
      if (fresh || turnsWithin(offering, seen.at, now)) await this.cases.review(offering);
    this.seen = { at: now, day };
  }
}
