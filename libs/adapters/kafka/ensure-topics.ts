import type { Admin, Kafka } from 'kafkajs';

export interface TopicPlan {
  /** Of topics that are created; one that is there keeps what it has. */
  readonly partitions: number;
  /** -1 leaves it to the broker's `default.replication.factor`. */
  readonly replication: number;
  /** False where the operator creates topics: then a missing one is an error that names the command. */
  readonly create: boolean;
}

/** A topic is missing and may not, or shall not, be created by us. */
export class TopicMissing extends Error {
  override readonly name = 'TopicMissing';

  constructor(topic: string, partitions: number, why: string) {
    super(
      `topic ${topic} is missing and ${why}; create it: kafka-topics.sh --bootstrap-server BROKER ` +
        `--create --topic ${topic} --partitions ${partitions}`,
    );
  }
}

/** Creates what is missing. Throws `TopicMissing`, or what the client throws that finds no broker. */
export const ensureTopics = async (
  kafka: Kafka,
  topics: readonly string[],
  plan: TopicPlan,
): Promise<void> => {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const known = new Set(await admin.listTopics());
    for (const topic of topics) if (!known.has(topic)) await create(admin, topic, plan);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};

const create = async (admin: Admin, topic: string, plan: TopicPlan): Promise<void> => {
  const { partitions, replication } = plan;
  if (!plan.create) throw new TopicMissing(topic, partitions, 'KAFKA_CREATE_TOPICS is false');
  try {
    await admin.createTopics({
      topics: [{ topic, numPartitions: partitions, replicationFactor: replication }],
      waitForLeaders: true,
    });
  } catch (error) {
    // Another instance was faster: createTopics answers false then. Rights are another matter.
    if (/authoriz/i.test(String((error as Error).message)))
      throw new TopicMissing(topic, partitions, 'this client may not create it');
    throw error;
  }
};

/** A topic that stands for shares has another number of partitions than this instance was told. */
export class WrongPartitionCount extends Error {
  override readonly name = 'WrongPartitionCount';

  constructor(topic: string, found: number, wanted: number) {
    super(
      `topic ${topic} has ${found} partitions and KAFKA_TOPIC_PARTITIONS says ${wanted}: ` +
        'every instance must count the same shares',
    );
  }
}

/** Throws `WrongPartitionCount`. */
export const assertPartitions = async (
  kafka: Kafka,
  topic: string,
  wanted: number,
): Promise<void> => {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const found = topics[0]?.partitions.length ?? 0;
    if (found !== wanted) throw new WrongPartitionCount(topic, found, wanted);
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
};
