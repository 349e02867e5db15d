import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Kafka } from 'kafkajs';
import { BrokerCheck } from '../../../libs/adapters/kafka/broker-check.js';
import { cloudEvent } from '../../../libs/adapters/kafka/cloud-event.js';
import { ensureTopics } from '../../../libs/adapters/kafka/ensure-topics.js';
import { troubleOf } from '../../../libs/adapters/kafka/kafka-trouble.js';
import { KafkaPublisher } from '../../../libs/adapters/kafka/publisher.js';
import type { OutgoingRecord } from '../../../libs/adapters/kafka/record.js';
import { TOPICS } from '../../../libs/adapters/kafka/topics.js';
import { PATIENT, type RetryPolicy } from '../../../libs/event-sourcing/failure.js';
import { LedProcessor } from '../../../libs/event-sourcing/led-processor.js';
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

/** Everything that exists while brokers are set. */
interface Running {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  readonly publisher: KafkaPublisher;
  readonly broker: BrokerCheck;
  readonly readers: readonly LedProcessor<RecordedEvent>[];
}

/**
 * Cases and outcomes on their topics, where `KAFKA_BROKERS` is set: read from the event store, sent
 * with acks of all replicas, checkpoint after that. A repeat carries the same id. One of several
 * instances publishes at a time.
 */
@Injectable()
export class KafkaOutputs implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private running: Running | undefined;
  private topicsAreThere = false;

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
    const broker = new BrokerCheck(kafka);
    const readers = [
      this.reader('kafka-outcomes', MESSAGE_TYPES, (events) => this.sendOutcomes(events)),
      this.reader('kafka-cases', undefined, (events) => this.sendCases(events)),
    ];
    this.running = { kafka, settings, publisher: new KafkaPublisher(kafka), broker, readers };
    this.readiness.add('kafka outputs', () => broker.check());
    for (const reader of readers) {
      await reader.start();
      this.work.addWorker({ name: 'casework', lag: () => reader.lag() });
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    const { readers = [], publisher, broker } = this.running ?? {};
    await Promise.all(readers.map((reader) => reader.stop()));
    await publisher?.close();
    await broker?.close();
  }

  private reader(
    name: string,
    types: readonly string[] | undefined,
    handle: (events: readonly RecordedEvent[]) => Promise<void>,
  ): LedProcessor<RecordedEvent> {
    return new LedProcessor({
      ...this.ports.options(name),
      source: eventsOf(this.ports.store, types),
      retry: NEVER_GIVE_UP,
      onFailure: ({ error, attempt }) => {
        const trouble = troubleOf(this.settings.kafka?.brokers ?? [], error);
        this.log.error({ reader: name, attempt }, `not published: ${trouble}; trying again`);
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
    await this.send(TOPICS.outcomes, records);
  }

  private async sendCases(events: readonly RecordedEvent[]): Promise<void> {
    const versions = new Map<string, Set<number>>();
    for (const event of events) {
      const id = caseOf(event);
      if (id === undefined) continue;
      versions.set(id, (versions.get(id) ?? new Set()).add(event.version));
    }
    for (const [id, wanted] of versions)
      await this.send(TOPICS.cases, caseMessages(id, await this.cases.history(id), wanted));
  }

  private async send(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    const { running } = this;
    if (!running || records.length === 0) return;
    if (!this.topicsAreThere)
      await ensureTopics(running.kafka, [TOPICS.cases, TOPICS.outcomes], running.settings.topics);
    this.topicsAreThere = true;
    await running.publisher.send(topic, records);
  }
}
