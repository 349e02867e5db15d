import type { Admin, Kafka } from 'kafkajs';

export interface PartitionLag {
  readonly partition: number;
  /** Records behind the group's committed offset. */
  readonly records: number;
}

/** How far a consumer group is behind the end of a topic. */
export class GroupLag {
  private connected: Promise<Admin> | undefined;

  constructor(
    private readonly kafka: Kafka,
    private readonly group: string,
    private readonly topic: string,
  ) {}

  /** By partition; a partition of which nothing was committed counts from its oldest record. */
  async partitions(): Promise<readonly PartitionLag[]> {
    const admin = await this.admin();
    const [ends, [committed]] = await Promise.all([
      admin.fetchTopicOffsets(this.topic),
      admin.fetchOffsets({ groupId: this.group, topics: [this.topic] }),
    ]);
    const done = new Map(
      committed?.partitions.map(({ partition, offset }) => [partition, BigInt(offset)]),
    );
    return ends.map(({ partition, high, low }) => {
      const offset = done.get(partition) ?? -1n;
      const from = offset < 0n ? BigInt(low) : offset;
      return { partition, records: Math.max(0, Number(BigInt(high) - from)) };
    });
  }

  async total(): Promise<number> {
    return (await this.partitions()).reduce((sum, { records }) => sum + records, 0);
  }

  async close(): Promise<void> {
    const admin = await this.connected?.catch(() => undefined);
    await admin?.disconnect();
  }

  private admin(): Promise<Admin> {
    this.connected ??= this.connect().catch((error: unknown) => {
      this.connected = undefined;
      throw error;
    });
    return this.connected;
  }

  private async connect(): Promise<Admin> {
    const admin = this.kafka.admin();
    await admin.connect();
    return admin;
  }
}
