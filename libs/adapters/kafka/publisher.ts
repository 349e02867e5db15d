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
    try {
      await producer.send({
        topic,
        acks: -1,
        messages: records.map(({ key, value, headers }) => ({
          key,
          value,
          headers: { ...headers },
        })),
      });
    } catch (error) {
      await this.discard(producer);
      throw error;
    }
  }

  /**
   * A producer that gave up may have been heard all the same. Its next batch would bear the same
   * sequence number, and the broker would take it for a repeat and drop it: another one has to speak.
   */
  private async discard(producer: Producer): Promise<void> {
    this.connected = undefined;
    await producer.disconnect().catch(() => undefined);
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
      retry: { retries: 6, initialRetryTime: 200, maxRetryTime: 2_000 },
    });
    await producer.connect();
    return producer;
  }
}
