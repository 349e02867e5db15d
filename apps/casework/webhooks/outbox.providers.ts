import { DeliveryLog } from './list-deliveries.js';
import { Outbox } from './outbox.js';
import { OutcomesFile } from './outcomes-file.js';
import { OutcomeMessages } from './outcome-messages.js';
import { RedeliverOutcomeHandler } from './redeliver-outcome.js';
import { WebhookDesk } from './webhook-desk.js';
import { WEBHOOK_PORTS } from './webhook-ports.js';
import { WebhookPresenter } from './webhook-presenter.js';
import { WebhooksController } from './webhooks.controller.js';

/** What brings outcomes out of the house; a part of casework. */
export const OUTBOX_CONTROLLERS = [WebhooksController];

export const OUTBOX_PROVIDERS = [
  ...WEBHOOK_PORTS,
  OutcomeMessages,
  WebhookDesk,
  WebhookPresenter,
  DeliveryLog,
  RedeliverOutcomeHandler,
  Outbox,
  OutcomesFile,
];
