import { setTimeout as pause } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import kafkajs, { type Consumer, type Kafka, type PartitionAssigner } from 'kafkajs';
import type { Ownership } from '../../event-sourcing/ownership.js';

export interface KafkaOwnershipOptions {
  readonly kafka: Kafka;
  readonly group: string;
  /** Its partitions are the shares. */
  readonly topic: string;
  readonly count: number;
  /** Run before each joining: the topic must be there. */
  readonly prepare: () => Promise<void>;
  /** Told once when the brokers are out of reach, and when the group is joined. */
  readonly onState?: (state: 'joined' | { readonly error: unknown }) => void;
}

const SESSION_MS = 12_000;
const HEARTBEAT_MS = 2_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * The client's own assigner, under a name that tells the kind: a group's coordinator lets in only who
 * shares an assigner with all members, so the brokers themselves keep kinds apart (KIP-62's
 * INCONSISTENT_GROUP_PROTOCOL).
 */
const assignerOf = (kind: string): PartitionAssigner => {
  const name = `probity-${createHash('sha256').update(kind).digest('hex').slice(0, 16)}`;
  return (options) => {
    const assigner = kafkajs.PartitionAssigners.roundRobin(options);
    return {
      ...assigner,
      name,
      protocol: (subscription) => ({ ...assigner.protocol(subscription), name }),
    };
  };
};

/** Whether members of another kind keep this one out of the group. */
export const isOtherKind = (error: unknown): boolean =>
  (error as { type?: unknown } | undefined)?.type === 'INCONSISTENT_GROUP_PROTOCOL' ||
  ((error as { cause?: unknown } | undefined)?.cause !== undefined &&
    isOtherKind((error as { cause?: unknown }).cause));

/**
 * Shares of the work as a consumer group deals them out: partition 3 of the topic is share 3. Nothing
 * is read. The client knows eager rebalancing only, and does not wait for us to let go: for a moment
 * another instance may hold a share that is being put down here, as the port allows.
 */
export class KafkaOwnership implements Ownership {
  readonly count: number;
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private telling: Promise<void> = Promise.resolve();
  private held: readonly number[] = [];
  private wanted: readonly number[] = [];
  private member = false;
  private assigners: PartitionAssigner[] | undefined;

  constructor(private readonly options: KafkaOwnershipOptions) {
    this.count = options.count;
  }

  get inTouch(): boolean {
    return this.member && same(this.wanted, this.held);
  }

  /** Resolves at once: a broker out of reach must not hold up the start. */
  async start(
    assigned: (shares: readonly number[]) => Promise<void>,
    kind?: string,
  ): Promise<void> {
    this.assigners = kind === undefined ? undefined : [assignerOf(kind)];
    this.running ??= this.supervise((shares) => this.tell(assigned, shares));
  }

  /** Rejects while it should be a member of the group and is none. */
  async check(): Promise<void> {
    if (this.running && !this.member) throw new Error('not in the consumer group');
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await this.telling;
  }

  /** One call at a time; of assignments that come meanwhile the newest counts. */
  private tell(assigned: (shares: readonly number[]) => Promise<void>, shares: readonly number[]) {
    this.wanted = shares;
    this.telling = this.telling.then(async () => {
      const now = this.wanted;
      if (same(now, this.held)) return;
      await assigned(now);
      this.held = now;
    });
    // Whoever cannot take its shares is told again with the next assignment.
    this.telling = this.telling.catch((error: unknown) => this.options.onState?.({ error }));
  }

  private async supervise(tell: (shares: readonly number[]) => void): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      const joined = performance.now();
      const error = await this.session(tell).catch((reason: unknown) => reason);
      this.member = false;
      tell([]);
      if (signal.aborted) return;
      this.options.onState?.({ error });
      if (performance.now() - joined > 2 * SESSION_MS) attempt = 0;
      const wait = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** attempt);
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One membership; resolves with what ended it. */
  private async session(tell: (shares: readonly number[]) => void): Promise<unknown> {
    const { kafka, group, topic, prepare } = this.options;
    await prepare();
    const consumer = kafka.consumer({
      groupId: group,
      sessionTimeout: SESSION_MS,
      rebalanceTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxWaitTimeInMs: 500,
      allowAutoTopicCreation: false,
      ...(this.assigners && { partitionAssigners: this.assigners }),
      retry: { retries: 3, restartOnFailure: async () => false },
    });
    const ended = this.endOf(consumer, tell);
    try {
      await consumer.connect();
      await consumer.subscribe({ topic });
      await consumer.run({ autoCommit: false, eachBatch: async () => undefined });
      return await ended;
    } finally {
      await consumer.disconnect().catch(() => undefined);
    }
  }

  private endOf(consumer: Consumer, tell: (shares: readonly number[]) => void): Promise<unknown> {
    const { topic, onState } = this.options;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      const shares = [...(payload.memberAssignment[topic] ?? [])].sort((a, b) => a - b);
      // Membership alone is wanted, the records are somebody else's.
      consumer.pause([{ topic, partitions: shares }]);
      this.member = true;
      onState?.('joined');
      tell(shares);
    });
    return new Promise((resolve) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error));
      this.stopping.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
  }
}

const same = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((share, at) => share === other[at]);
