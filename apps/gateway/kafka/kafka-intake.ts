import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Kafka } from 'kafkajs';
import { GroupLag } from '../../../libs/adapters/kafka/group-lag.js';
import { ensureTopics } from '../../../libs/adapters/kafka/ensure-topics.js';
import {
  IntakeConsumer,
  type ConsumerState,
} from '../../../libs/adapters/kafka/intake-consumer.js';
import { troubleOf } from '../../../libs/adapters/kafka/kafka-trouble.js';
import { KafkaPublisher } from '../../../libs/adapters/kafka/publisher.js';
import type { IncomingRecord } from '../../../libs/adapters/kafka/record.js';
import { KAFKA_GROUPS, TOPICS } from '../../../libs/adapters/kafka/topics.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { Readiness } from '../../../libs/platform/health/readiness.js';
import type { Log } from '../../../libs/platform/logging.js';
import { Metrics } from '../../../libs/platform/metrics/metrics.js';
import { METRICS } from '../../../libs/platform/metrics/metric-names.js';
import type { KafkaSettings } from '../../../libs/platform/kafka-settings.js';
import type { Settings } from '../../../libs/platform/settings.js';
import { CLOCK, LOG, SETTINGS } from '../../../libs/platform/tokens.js';
import { RecordIntake } from './record-intake.js';
import { rejectedRecord } from './rejected-record.js';

/** Everything that exists while brokers are set. */
interface Running {
  readonly settings: KafkaSettings;
  readonly consumer: IntakeConsumer;
  readonly publisher: KafkaPublisher;
  readonly lag: GroupLag;
}

/**
 * Activity that comes over Kafka, where `KAFKA_BROKERS` is set: ledger first, then the rejects'
 * topic, then the offset. A broker out of reach stops no start; `/readyz` says so until it answers.
 */
@Injectable()
export class KafkaIntake implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private running: Running | undefined;
  private state: ConsumerState = { kind: 'connecting' };

  constructor(
    private readonly intake: RecordIntake,
    private readonly readiness: Readiness,
    private readonly metrics: Metrics,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { kafka: settings } = this.settings;
    if (!settings) return;
    // The client takes a moment to load; an embedded installation does without.
    const { connectKafka } = await import('../../../libs/adapters/kafka/connection.js');
    const kafka = connectKafka(settings, this.log);
    const publisher = new KafkaPublisher(kafka);
    const lag = new GroupLag(kafka, KAFKA_GROUPS.gateway, TOPICS.activity);
    this.running = { settings, publisher, lag, consumer: this.consumer(kafka, settings) };
    this.readiness.add('kafka intake', () => this.assertRunning());
    this.metrics.observe(METRICS.kafkaLag, async (gauge) => {
      for (const { partition, records } of await lag.partitions())
        gauge.set({ topic: TOPICS.activity, partition: String(partition) }, records);
    });
    this.running.consumer.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.running?.consumer.stop();
    await this.running?.publisher.close();
    await this.running?.lag.close();
  }

  /** Records not yet in the ledger; undefined without Kafka, null when no broker says so. */
  async lag(): Promise<number | null | undefined> {
    return this.running?.lag.total().catch(() => null);
  }

  private consumer(kafka: Kafka, { topics }: KafkaSettings): IntakeConsumer {
    return new IntakeConsumer({
      kafka,
      topic: TOPICS.activity,
      group: KAFKA_GROUPS.gateway,
      prepare: () => ensureTopics(kafka, [TOPICS.activity, TOPICS.rejected], topics),
      sink: { take: (records) => this.take(records) },
      onState: (state) => this.enter(state),
    });
  }

  private async take(records: readonly IncomingRecord[]): Promise<void> {
    const rejected = await this.intake.take(records);
    const now = this.clock.now();
    await this.running?.publisher.send(
      TOPICS.rejected,
      rejected.map((one) => rejectedRecord(one, now)),
    );
  }

  private enter(state: ConsumerState): void {
    const before = this.state;
    this.state = state;
    const brokers = this.running?.settings.brokers ?? [];
    // Connecting again is no news while the trouble lasts.
    if (state.kind === 'troubled' && before.kind !== 'troubled')
      this.log.error({}, `Kafka intake waits: ${troubleOf(brokers, state.error)}; trying again`);
    if (state.kind === 'running')
      this.log.info({ partitions: state.partitions }, 'Kafka intake is reading');
  }

  private async assertRunning(): Promise<void> {
    if (this.state.kind !== 'running') throw new Error(this.state.kind);
  }
}
