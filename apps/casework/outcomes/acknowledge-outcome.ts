import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { parseInstant } from '../../../libs/activity/instant.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { CLOCK } from '../../../libs/platform/tokens.js';
import type { Acknowledge } from './acknowledge.dto.js';
import { caseOfOutcome, OutcomeDesk } from './outcome-desk.js';
import { OutcomePresenter } from './outcome-presenter.js';

/** The registry says whether it carried a message out. Saying the same again changes nothing. */
export class AcknowledgeOutcome extends Command<unknown> {
  constructor(
    readonly id: string,
    readonly body: Acknowledge,
    readonly caller: Principal,
  ) {
    super();
  }
}

@CommandHandler(AcknowledgeOutcome)
export class AcknowledgeOutcomeHandler implements ICommandHandler<AcknowledgeOutcome> {
  constructor(
    private readonly desk: OutcomeDesk,
    private readonly presenter: OutcomePresenter,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ id, body, caller }: AcknowledgeOutcome): Promise<unknown> {
    const acknowledgement = { ...body, at: parseInstant(body.at) ?? Number.NaN };
    if (!(acknowledgement.at <= this.clock.now()))
      throw new Problem(400, 'invalid', 'must be a time that has come', { pointer: '/at' });
    const outcome = await this.desk.run(
      caseOfOutcome(id),
      { type: 'acknowledge', outcome: id, by: caller.name, acknowledgement },
      { role: caller.role, person: caller.name },
    );
    if (outcome.ok) return this.presenter.view(outcome.state, id);
    if (outcome.kind !== 'refused') throw new Problem(409, 'conflict', 'try again');
    if (outcome.refusal.name === 'UnknownOutcome') throw notFound('this outcome');
    throw new Problem(422, 'already_acknowledged', 'this outcome was accepted with another answer');
  }
}
