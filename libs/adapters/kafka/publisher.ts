import type { Kafka, Producer } from 'kafkajs';
import type { OutgoingRecord } from './record.js';

/**
 * Sends records and resolves once every replica in sync has them (acks all). Idempotent: what the
 * client repeats after a lost answer stands once in the topic. A send of ours that is repeated after
 * a crash stands twice, under the same `ce_id`.
 */
export class KafkaPublisher {
  private connected: Promise<Producer> | undefined;

  constructor(private readonly kafka: Kafka) {}

  /** Rejects when no broker takes them; the caller repeats. */
  async send(topic: string, records: readonly OutgoingRecord[]): Promise<void> {
    if (records.length === 0) return;
    const producer = await this.producer();
    await producer.send({
      topic,
      acks: -1,
      messages: records.map(({ key, value, headers }) => ({ key, value, headers: { ...headers } })),
    });
  }

  async close(): Promise<void> {
    const producer = await this.connected?.catch(() => undefined);
    await producer?.disconnect();
  }

  private producer(): Promise<Producer> {
    this.connected ??= this.connect().catch((error: unknown) => {
      this.connected = undefined;
      throw error;
    });
    return this.connected;
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      idempotent: true,
      maxInFlightRequests: 5,
      allowAutoTopicCreation: false,
      // An idempotent producer must not give up in the middle of a sequence.
      retry: { retries: 10 },
    });
    await producer.connect();
    return producer;
  }
}
