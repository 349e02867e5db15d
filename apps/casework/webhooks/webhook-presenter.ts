import { Inject, Injectable } from '@nestjs/common';
import { CLOCK } from '../../../libs/platform/tokens.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EndpointStatus } from '../../../libs/outcomes/webhooks/delivery-board.js';
import { instantIn } from '../cases/reveal.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import type { RegisteredWebhook } from './webhook-desk.js';

/** Shapes an address of the registry as published; a secret's text is never among it. */
@Injectable()
export class WebhookPresenter {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  view({ webhook, secrets, disabled }: RegisteredWebhook, status: EndpointStatus | undefined) {
    const stamp = instantIn(this.installation.zone);
    const { pending = 0, lastDeliveredAt, failingSince, lastFailure, nextAttemptAt } = status ?? {};
    return {
      ...webhook,
      state: disabled ? 'disabled' : failingSince === undefined ? 'active' : 'failing',
      secrets: secrets.map((id) => ({ id })),
      pending,
      ...(lastDeliveredAt !== undefined && { lastDeliveredAt: stamp(lastDeliveredAt) }),
      ...(failingSince !== undefined && { failingSince: stamp(failingSince) }),
      ...(lastFailure && { lastFailure }),
      ...(nextAttemptAt !== undefined &&
        nextAttemptAt > this.clock.now() && { nextAttemptAt: stamp(nextAttemptAt) }),
    };
  }
}
