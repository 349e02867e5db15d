import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound } from '../../../libs/platform/problem.js';
import { CLOCK } from '../../../libs/platform/tokens.js';
import type { Finding } from '../../../libs/regulation/compliance/compliance.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import { maySeeOffering } from './may-see-offering.js';
import { findingsOf } from './standing-findings.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';

/** What the regulation in force finds about an offering. */
export class GetCompliance extends Query<{ readonly items: readonly Finding[] }> {
  constructor(
    readonly offering: string,
    readonly caller: Principal,
  ) {
    super();
  }
}

@QueryHandler(GetCompliance)
export class GetComplianceHandler implements IQueryHandler<GetCompliance> {
  constructor(
    private readonly roster: RosterReader,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async execute({ offering: id, caller }: GetCompliance) {
    // Findings follow from the rows that were accepted before the call.
    await this.roster.caughtUp();
    const { view } = this.roster;
    const offering = view.offering(id);
    if (offering === undefined || !maySeeOffering(caller, offering, view))
      throw notFound('this offering');
    const { regulations } = this.installation;
    return { items: findingsOf(offering, view, regulations, this.clock.now()) };
  }
}
