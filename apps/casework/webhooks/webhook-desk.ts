import { Inject, Injectable } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';
import { WebhookSecretFile } from '../../../libs/adapters/webhooks/secret-file.js';
import { newSecret } from '../../../libs/adapters/webhooks/signature.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { commandHandler } from '../../../libs/event-sourcing/command-handler.js';
import { fold } from '../../../libs/event-sourcing/decider.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Actor } from '../../../libs/event-sourcing/recorded-event.js';
import {
  webhookDecider,
  type WebhookCommand,
  type WebhookRefusal,
  type WebhookState,
} from '../../../libs/outcomes/webhooks/webhook.decider.js';
import {
  webhookStream,
  type Webhook,
  type WebhookEvent,
} from '../../../libs/outcomes/webhooks/webhook.js';
import { notFound, Problem } from '../../../libs/platform/problem.js';
import { CLOCK, EVENT_STORE } from '../../../libs/platform/tokens.js';

export type RegisteredWebhook = Extract<WebhookState, { kind: 'registered' }>;

export interface IssuedSecret {
  readonly id: string;
  /** Where this installation drew it: this answer is the only place where it is shown. */
  readonly secret?: string;
}

/** Where addresses of the registry are changed. A secret is on disk before an event names it. */
@Injectable()
export class WebhookDesk {
  private readonly handle;
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly secrets: WebhookSecretFile,
  ) {
    this.handle = commandHandler(store, webhookDecider);
  }

  async load(name: string): Promise<RegisteredWebhook | undefined> {
    const history = await this.store.readStream<WebhookEvent>(webhookStream(name));
    const events = history as unknown as readonly WebhookEvent[];
    const state = fold(webhookDecider.evolve, webhookDecider.initialState, events);
    return state.kind === 'registered' ? state : undefined;
  }

  async known(name: string): Promise<RegisteredWebhook> {
    const found = await this.load(name);
    if (!found) throw notFound('this webhook');
    return found;
  }

  /** `given`: the caller's own secret. One is drawn for a new address that comes without. */
  put(webhook: Webhook, given: string | undefined, actor: Actor): Promise<IssuedSecret> {
    return this.inTurn(() => this.putNow(webhook, given, actor));
  }

  issueSecret(name: string, actor: Actor): Promise<IssuedSecret> {
    return this.inTurn(async () => {
      await this.known(name);
      const [id, secret] = [newId(), drawn()];
      this.secrets.put(name, id, secret);
      await this.carryOut(name, { type: 'issue_secret', secret: id }, actor);
      return { id, secret };
    });
  }

  run(name: string, command: WebhookCommand, actor: Actor): Promise<void> {
    return this.inTurn(() => this.carryOut(name, command, actor));
  }

  private async putNow(webhook: Webhook, given: string | undefined, actor: Actor) {
    const { name } = webhook;
    const before = await this.load(name);
    const known = given === undefined ? undefined : this.idOf(name, given, before);
    if (known !== undefined || (before && given === undefined)) {
      await this.carryOut(name, { type: 'put', webhook }, actor);
      return { id: known ?? '' };
    }
    const id = newId();
    const secret = given ?? drawn();
    this.secrets.put(name, id, secret);
    await this.carryOut(name, { type: 'put', webhook, secret: id }, actor);
    return given === undefined ? { id, secret } : { id };
  }

  /** Carries a command out; secrets that no event names any longer are forgotten. */
  private async carryOut(name: string, command: WebhookCommand, actor: Actor): Promise<void> {
    const metadata = { at: new Date(this.clock.now()).toISOString(), actor };
    const context = { metadata, newId: randomUUID };
    const outcome = await this.handle(webhookStream(name), command, context);
    const current = await this.load(name);
    this.secrets.keepOnly(name, current?.secrets ?? []);
    if (outcome.ok) return;
    if (outcome.kind !== 'refused') throw new Problem(409, 'conflict', 'try again');
    throw problemOf(outcome.refusal);
  }

  /** Secrets lie in one file: what writes it goes one after another. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.turn.then(work);
    this.turn = result.catch(() => undefined);
    return result;
  }

  private idOf(name: string, secret: string, state: RegisteredWebhook | undefined) {
    const stored = this.secrets.get(name);
    return state?.secrets.find((id) => stored.get(id) === secret);
  }
}

const newId = (): string => randomBytes(6).toString('hex');
const drawn = (): string => newSecret(randomBytes(32));

const problemOf = (refusal: WebhookRefusal): Problem => {
  switch (refusal) {
    case 'WebhookUnknown':
      return notFound('this webhook');
    case 'SecretUnknown':
      return notFound('this secret');
    case 'SecretMissing':
      return new Problem(409, 'conflict', 'the webhook was removed meanwhile; try again');
    case 'TwoSecretsInUse':
      return new Problem(422, 'two_secrets_in_use', 'revoke one of the two secrets first', {
        guard: refusal,
      });
    case 'LastSecret':
      return new Problem(422, 'last_secret', 'issue the next secret before this one goes', {
        guard: refusal,
      });
  }
};
