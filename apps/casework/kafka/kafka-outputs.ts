import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { cloudEvent } from '../../../libs/adapters/kafka/cloud-event.js';
import { ensureTopics } from '../../../libs/adapters/kafka/ensure-topics.js';
import { KafkaOwnership } from '../../../libs/adapters/kafka/kafka-ownership.js';
import { troubleOf } from '../../../libs/adapters/kafka/kafka-trouble.js';
import { KafkaPublisher } from '../../../libs/adapters/kafka/publisher.js';
import { KAFKA_GROUPS, TOPICS } from '../../../libs/adapters/kafka/topics.js';
import { PATIENT, type RetryPolicy } from '../../../libs/event-sourcing/failure.js';
import { Processor } from '../../../libs/event-sourcing/processor.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { MESSAGE_TYPES } from '../../../libs/outcomes/webhooks/delivery-board.js';
import { Readiness } from '../../../libs/platform/health/readiness.js';
import type { KafkaSettings } from '../../../libs/platform/kafka-settings.js';
import type { Log } from '../../../libs/platform/logging.js';
import type { Settings } from '../../../libs/platform/settings.js';
import { LOG, SETTINGS } from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import { CaseDesk } from '../cases/case-desk.js';
import { caseOf } from '../cases/case-index-reader.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { messageIn, OutcomeMessages } from '../webhooks/outcome-messages.js';
import { caseMessages } from './case-message.js';

/** A broker may be away for long: the messages wait in the event store. */
const NEVER_GIVE_UP: RetryPolicy = {
  ...PATIENT,
  attempts: Number.POSITIVE_INFINITY,
  longestDelay: 10_000,
};

/** Only one instance publishes at a time; who holds this share does. */
const PUBLISHER = 0;

/**
 * Cases and outcomes on their topics, where `KAFKA_BROKERS` is set: read from the event store, sent
 * with acks of all replicas, checkpoint after that. A repeat carries the same id. Of several
 * instances the one publishes that the brokers give the first partition; another takes over.
 */
@Injectable()
export class KafkaOutputs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private publisher: KafkaPublisher | undefined;
  private ownership: KafkaOwnership | undefined;
  private processors: readonly Processor<RecordedEvent>[] = [];
  private joined = false;

  constructor(
    private readonly ports: ReaderPorts,
    private readonly cases: CaseDesk,
    private readonly messages: OutcomeMessages,
    private readonly roster: RosterReader,
    private readonly readiness: Readiness,
    private readonly work: WorkRegistry,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { kafka: settings } = this.settings;
    if (!settings) return;
    // The client takes a moment to load; an embedded installation does without.
    const { connectKafka } = await import('../../../libs/adapters/kafka/connection.js');
    const kafka = connectKafka(settings, this.log);
    this.publisher = new KafkaPublisher(kafka);
    const topics = [TOPICS.cases, TOPICS.outcomes];
    this.ownership = new KafkaOwnership({
      kafka,
      group: KAFKA_GROUPS.outputs,
      topic: TOPICS.outcomes,
      count: settings.topics.partitions,
      prepare: () => ensureTopics(kafka, topics, settings.topics),
      onState: (state) => this.enter(state, settings),
    });
    this.readiness.add('kafka outputs', () => this.assertJoined());
    this.work.addWorker({ name: 'casework', lag: () => this.lag() });
    await this.ownership.start((shares) => this.assigned(shares));
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.ownership?.stop();
    await this.assigned([]);
    await this.publisher?.close();
  }

  private async assigned(shares: readonly number[]): Promise<void> {
    const mine = shares.includes(PUBLISHER);
    if (mine === this.processors.length > 0) return;
    if (!mine) {
      const ending = this.processors;
      this.processors = [];
      await Promise.all(ending.map((processor) => processor.stop()));
      return;
    }
    this.processors = [
      this.reader('kafka-outcomes', MESSAGE_TYPES, (events) => this.sendOutcomes(events)),
      this.reader('kafka-cases', undefined, (events) => this.sendCases(events)),
    ];
    await Promise.all(this.processors.map((processor) => processor.start()));
  }

  private reader(
    name: string,
    types: readonly string[] | undefined,
    handle: (events: readonly RecordedEvent[]) => Promise<void>,
  ): Processor<RecordedEvent> {
    return new Processor({
      ...this.ports.options(name),
      source: eventsOf(this.ports.store, types),
      retry: NEVER_GIVE_UP,
      onFailure: ({ error, attempt }) => {
        this.log.error({ reader: name, attempt, err: error }, 'not published; it is tried again');
        return 'retry';
      },
      handle,
    });
  }

  private async sendOutcomes(events: readonly RecordedEvent[]): Promise<void> {
    // The student's number comes from the roster: it must know what the outcome's author knew.
    await this.roster.caughtUp();
    const records = events.map(({ data, metadata }) => {
      const message = messageIn(data);
      const body: unknown = JSON.parse(this.messages.bodyOf(message));
      return cloudEvent(TOPICS.outcomes, message.id, metadata.at, message.case, body);
    });
    await this.publisher?.send(TOPICS.outcomes, records);
  }

  private async sendCases(events: readonly RecordedEvent[]): Promise<void> {
    const versions = new Map<string, Set<number>>();
    for (const event of events) {
      const id = caseOf(event);
      if (id === undefined) continue;
      versions.set(id, (versions.get(id) ?? new Set()).add(event.version));
    }
    for (const [id, wanted] of versions)
      await this.publisher?.send(
        TOPICS.cases,
        caseMessages(id, await this.cases.history(id), wanted),
      );
  }

  private async lag(): Promise<number> {
    const lags = await Promise.all(this.processors.map((processor) => processor.lag()));
    return Math.max(0, ...lags);
  }

  private enter(state: 'joined' | { readonly error: unknown }, { brokers }: KafkaSettings): void {
    const before = this.joined;
    this.joined = state === 'joined';
    if (state !== 'joined' && before)
      this.log.error({}, `Kafka outputs wait: ${troubleOf(brokers, state.error)}; trying again`);
  }

  private async assertJoined(): Promise<void> {
    if (!this.joined) throw new Error('no broker answers');
  }
}
