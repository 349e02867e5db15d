import kafkajs, { type IHeaders, type Kafka } from 'kafkajs';

/** What a vendor's or a registry's program would use: nothing of the product's own client. */
export const vendorClient = (brokers: string): Kafka =>
  new kafkajs.Kafka({
    clientId: 'vendor',
    brokers: [brokers],
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 8 },
  });

export interface SentRecord {
  readonly key: string | null;
  readonly value: string | Buffer | null;
  readonly headers?: IHeaders;
  readonly partition?: number;
}

export const send = async (
  brokers: string,
  topic: string,
  records: readonly SentRecord[],
): Promise<void> => {
  const producer = vendorClient(brokers).producer({ idempotent: true });
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: [...records] });
  await producer.disconnect();
};

export interface ReadRecord {
  readonly key: string | null;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly partition: number;
}

/** Everything that stands in a topic now, from its beginning. */
export const readTopic = async (brokers: string, topic: string): Promise<readonly ReadRecord[]> => {
  const kafka = vendorClient(brokers);
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await admin.disconnect();
  let open = ends.reduce((sum, { high, low }) => sum + Number(high) - Number(low), 0);
  if (open === 0) return [];
  const found: ReadRecord[] = [];
  const consumer = kafka.consumer({
    groupId: `reader-${Math.random().toString(36).slice(2)}`,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer
      .run({
        eachMessage: async ({ partition, message }) => {
          const headers = Object.entries(message.headers ?? {}).map(
            ([name, value]) => [name, String(value)] as const,
          );
          found.push({
            key: message.key?.toString() ?? null,
            value: message.value?.toString() ?? '',
            headers: Object.fromEntries(headers),
            partition,
          });
          if (--open === 0) resolve();
        },
      })
      .catch(reject);
  });
  await consumer.disconnect();
  return found;
};
