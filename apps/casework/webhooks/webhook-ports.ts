import type { Provider } from '@nestjs/common';
import { HttpsSender } from '../../../libs/adapters/webhooks/https-sender.js';
import { WebhookSecretFile } from '../../../libs/adapters/webhooks/secret-file.js';
import type { TargetRules } from '../../../libs/adapters/webhooks/target-rules.js';
import type { Settings } from '../../../libs/platform/settings.js';
import { SETTINGS } from '../../../libs/platform/tokens.js';

/** OutcomeSender of libs/outcomes. */
export const OUTCOME_SENDER = Symbol('OutcomeSender');

const TIMEOUT_MS = 10_000;

export const targetRulesOf = ({ webhookNetworks, dev }: Settings): TargetRules => ({
  networks: webhookNetworks,
  loopback: dev,
});

export const WEBHOOK_PORTS: readonly Provider[] = [
  {
    provide: OUTCOME_SENDER,
    useFactory: (settings: Settings) =>
      new HttpsSender({
        rules: targetRulesOf(settings),
        timeoutMs: TIMEOUT_MS,
        wallClock: () => new Date(),
      }),
    inject: [SETTINGS],
  },
  {
    provide: WebhookSecretFile,
    useFactory: ({ keyDir }: Settings) => new WebhookSecretFile(keyDir),
    inject: [SETTINGS],
  },
];
