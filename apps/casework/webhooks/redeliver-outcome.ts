import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { deliveryStream, type DeliveryEvent } from '../../../libs/outcomes/webhooks/delivery.js';
import { wants } from '../../../libs/outcomes/webhooks/webhook.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { CLOCK, EVENT_STORE } from '../../../libs/platform/tokens.js';
import { OutcomeMessages } from './outcome-messages.js';
import { Outbox } from './outbox.js';

/** Sends an outcome again, under the same id, to the addresses that want its kind, or to one. */
export class RedeliverOutcome extends Command<{ readonly webhooks: readonly string[] }> {
  constructor(
    readonly id: string,
    readonly webhook: string | undefined,
    readonly caller: Principal,
  ) {
    super();
  }
}

@CommandHandler(RedeliverOutcome)
export class RedeliverOutcomeHandler implements ICommandHandler<RedeliverOutcome> {
  constructor(
    private readonly messages: OutcomeMessages,
    private readonly outbox: Outbox,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ id, webhook, caller }: RedeliverOutcome) {
    const message = await this.messages.find(id);
    if (!message) throw notFound('this outcome');
    await this.outbox.caughtUp();
    const { board } = this.outbox;
    if (webhook !== undefined && !board.get(webhook)) throw notFound('this webhook');
    const all = board.names().filter((name) => {
      const endpoint = board.get(name);
      return endpoint !== undefined && wants(endpoint.webhook, message.kind);
    });
    const webhooks = webhook === undefined ? all : [webhook];
    if (webhooks.length === 0)
      throw new Problem(422, 'no_webhook', 'no webhook wants outcomes of this kind');
    for (const name of webhooks) await this.request(name, id, caller);
    return { id, webhooks };
  }

  private async request(webhook: string, outcome: string, { role, name }: Principal) {
    const at = this.clock.now();
    const fact: DeliveryEvent = { type: 'RedeliveryRequested', data: { webhook, outcome, at } };
    const actor = { role, person: name };
    const metadata = { at: new Date(at).toISOString(), actor };
    await this.store.append(deliveryStream(webhook), 'any', [
      { id: randomUUID(), ...fact, metadata },
    ]);
  }
}
