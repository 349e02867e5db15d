import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { WebhookSecretFile } from '../../../libs/adapters/webhooks/secret-file.js';
import type { Checkpoints } from '../../../libs/event-sourcing/checkpoints.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { Leader } from '../../../libs/event-sourcing/leader.js';
import { Processor } from '../../../libs/event-sourcing/processor.js';
import {
  START,
  systemActor,
  type RecordedEvent,
} from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import {
  BOARD_TYPES,
  DeliveryBoard,
  type BoardEvent,
  type Job,
} from '../../../libs/outcomes/webhooks/delivery-board.js';
import { deliveryStream, type Attempted } from '../../../libs/outcomes/webhooks/delivery.js';
import { factOf } from '../../../libs/outcomes/webhooks/outcome-of-attempt.js';
import type { OutcomeSender } from '../../../libs/outcomes/webhooks/outcome-sender.js';
import type { Log } from '../../../libs/platform/logging.js';
import { CLOCK, LOG } from '../../../libs/platform/tokens.js';
import { WorkRegistry, type Timer } from '../../../libs/platform/work-registry.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { OutcomeMessages } from './outcome-messages.js';
import { WebhookDesk } from './webhook-desk.js';
import { OUTCOME_SENDER } from './webhook-ports.js';

/** How long a stop waits for answers that are under way. */
const GRACE_MS = 2_000;
const SENDER = systemActor('outbox');

/**
 * The outbox: brings every outcome to every address that wants it, at least once. What is pending
 * is folded from the event store at each start; the result of each attempt is an event, written
 * after the answer, so a crash in between repeats a message under the same id and loses none.
 */
@Injectable()
export class Outbox implements Timer, OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly name = 'outbox';
  readonly board = new DeliveryBoard();
  private readonly processor: Processor<RecordedEvent>;
  /** Version of each address's delivery stream. */
  private readonly versions = new Map<string, number>();
  private readonly underWay = new Set<Promise<void>>();
  private readonly stopping = new AbortController();
  /** Nothing is sent before everything that was sent is known. */
  private caughtUpOnce = false;
  /** One instance sends; all know what was sent. */
  private readonly leader: Leader;

  constructor(
    private readonly ports: ReaderPorts,
    private readonly messages: OutcomeMessages,
    private readonly webhooks: WebhookDesk,
    private readonly secrets: WebhookSecretFile,
    private readonly work: WorkRegistry,
    @Inject(OUTCOME_SENDER) private readonly sender: OutcomeSender,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    const { ownership, ...options } = ports.options('outbox');
    this.leader = new Leader(ownership, () => this.sendWhenCaughtUp());
    this.processor = new Processor({
      ...options,
      checkpoints: FROM_THE_BEGINNING,
      source: eventsOf(ports.store, BOARD_TYPES),
      handle: (events) => this.fold(events),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.processor.start();
    this.work.addWorker({ name: 'casework', lag: () => this.lag() });
    this.work.addTimer(this);
    await this.leader.start();
  }

  /** Also of what the one before sent. A reader that fails has said so by itself. */
  private sendWhenCaughtUp(): void {
    this.caughtUpOnce = false;
    this.processor.caughtUp().then(
      () => {
        this.caughtUpOnce = true;
        this.sendDue();
      },
      () => undefined,
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.processor.stop();
    const answered = Promise.allSettled(this.underWay);
    await Promise.race([answered, delay(GRACE_MS, undefined, { ref: false })]);
    this.stopping.abort();
    await Promise.allSettled(this.underWay);
    await this.leader.stop();
  }

  /** Retries whose time has come. They go on by themselves: no other timer waits for an answer. */
  fireDue(): Promise<void> {
    this.sendDue();
    return Promise.resolve();
  }

  /** Resolves once the board shows everything recorded at the moment of the call. */
  caughtUp(): Promise<void> {
    return this.processor.caughtUp();
  }

  /** How many events the log of an address's deliveries holds. */
  logged(webhook: string): number {
    return this.versions.get(deliveryStream(webhook)) ?? 0;
  }

  private async lag(): Promise<number> {
    const unread = await this.processor.lag();
    return unread + this.board.due(this.clock.now()) + this.underWay.size;
  }

  private async fold(events: readonly RecordedEvent[]): Promise<void> {
    for (const event of events) {
      if (isDelivery(event)) this.versions.set(event.stream, event.version);
      const replay = this.board.apply(event as unknown as BoardEvent);
      if (replay)
        this.board.replayed(replay.webhook, await this.messages.between(replay.after, replay.upTo));
    }
    this.sendDue();
  }

  private sendDue(): void {
    if (!this.leader.leads || !this.caughtUpOnce || this.stopping.signal.aborted) return;
    for (const job of this.board.take(this.clock.now())) {
      const sending = this.carryOut(job)
        .catch((error: unknown) => {
          this.board.putBack(job);
          this.log.error({ webhook: job.webhook, err: error }, 'delivery not recorded; repeated');
        })
        .finally(() => this.underWay.delete(sending));
      this.underWay.add(sending);
    }
  }

  private async carryOut(job: Job): Promise<void> {
    const attempted = await this.attempt(job);
    if (!attempted) return this.board.putBack(job);
    const fact = factOf(job, attempted, this.clock.now(), Math.random());
    const metadata = { at: new Date(this.clock.now()).toISOString(), actor: SENDER };
    await this.ports.store.append(deliveryStream(job.webhook), 'any', [
      { id: randomUUID(), ...fact, metadata },
    ]);
    if (attempted.ok) return;
    const { reason, status } = attempted;
    const { webhook, attempt } = job;
    this.log.warn({ webhook, attempt, reason, status }, 'outcome not delivered; it is tried again');
    if (status === 410) await this.webhooks.run(webhook, { type: 'disable' }, SENDER);
  }

  /** Undefined where the stop broke it off. */
  private async attempt({ webhook, url, outcome }: Job): Promise<Attempted | undefined> {
    const message = await this.messages.find(outcome);
    if (!message) throw new Error(`outcome ${outcome} is not in the store`);
    const { signal } = this.stopping;
    const secrets = await this.secretsOf(webhook);
    const body = this.messages.bodyOf(message);
    const attempted = await this.sender.send({ url, id: outcome, secrets, body }, signal);
    return signal.aborted && !attempted.ok ? undefined : attempted;
  }

  private async secretsOf(webhook: string): Promise<readonly string[]> {
    const state = await this.webhooks.load(webhook);
    const stored = this.secrets.get(webhook);
    return (state?.secrets ?? []).flatMap((id) => stored.get(id) ?? []);
  }
}

const isDelivery = ({ stream }: RecordedEvent): boolean => stream.startsWith(deliveryStream(''));

/** The board lives in memory: it is folded anew at each start. */
const FROM_THE_BEGINNING: Checkpoints = {
  load: () => Promise.resolve(START),
  save: () => Promise.resolve(),
};
