import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, Kafka, KafkaMessage } from 'kafkajs';
import type { IncomingRecord } from './record.js';

export interface RecordSink {
  /** Resolves when everything that has to be kept of the records is on disk; rejects to be repeated. */
  take(records: readonly IncomingRecord[]): Promise<void>;
}

export type ConsumerState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'running'; readonly partitions: readonly number[] }
  /** Nothing is lost: offsets are committed after the effect, and it is tried again. */
  | { readonly kind: 'troubled'; readonly error: unknown }
  | { readonly kind: 'stopped' };

export interface IntakeConsumerOptions {
  readonly kafka: Kafka;
  readonly topic: string;
  readonly group: string;
  readonly sink: RecordSink;
  readonly onState: (state: ConsumerState) => void;
  /** Run before each joining of the group: topics that must be there. */
  readonly prepare: () => Promise<void>;
}

/** Records that go to the sink together. */
const CHUNK = 1_000;
/** What one fetch may bring: with nothing fetched while the sink is busy, the bound of memory. */
const FETCH_BYTES = 8 * 1024 * 1024;
/** Batches of different partitions that wait for the disk together: one group commit for all. */
const CONCURRENT = 4;
/** After a member that is gone without a word, its partitions stand still for so long. */
const SESSION_MS = 12_000;
const HEARTBEAT_MS = 3_000;
const LONGEST_PAUSE_MS = 10_000;

/**
 * Reads one topic as a member of a group and hands its records to a sink; an offset is committed
 * after the sink has them on disk, hence at least once. Runs until `stop`, whatever the broker does.
 */
export class IntakeConsumer {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private member: ConsumerState = { kind: 'connecting' };

  constructor(private readonly options: IntakeConsumerOptions) {}

  /** Returns at once; the state tells what became of it. */
  start(): void {
    this.running ??= this.supervise();
  }

  /** Finishes the batches at hand, leaves the group, resolves. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.options.onState({ kind: 'stopped' });
  }

  private async supervise(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      this.options.onState({ kind: 'connecting' });
      const joinedAt = performance.now();
      const error = await this.session().catch((reason: unknown) => reason);
      if (signal.aborted) return;
      this.options.onState({ kind: 'troubled', error });
      if (performance.now() - joinedAt > SESSION_MS) attempt = 0;
      const wait = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** attempt);
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One membership; resolves with what ended it. */
  private async session(): Promise<unknown> {
    const { kafka, topic, group, prepare } = this.options;
    await prepare();
    const consumer = kafka.consumer({
      groupId: group,
      sessionTimeout: SESSION_MS,
      heartbeatInterval: HEARTBEAT_MS,
      maxBytes: FETCH_BYTES,
      maxWaitTimeInMs: 500,
      allowAutoTopicCreation: false,
      // The supervisor restarts, with a back-off of its own and a word about it.
      retry: { retries: 3, restartOnFailure: async () => false },
    });
    const ended = this.endOf(consumer);
    try {
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      // A client that leaves before `run` has settled hangs.
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: CONCURRENT,
        eachBatch: (payload) => this.deal(payload),
      });
      return await ended;
    } finally {
      await consumer.disconnect().catch(() => undefined);
    }
  }

  private endOf(consumer: Consumer): Promise<unknown> {
    const { topic, onState } = this.options;
    consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
      this.member = { kind: 'running', partitions: payload.memberAssignment[topic] ?? [] };
      onState(this.member);
    });
    return new Promise((resolve) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error));
      this.stopping.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
  }

  /**
   * One batch of one partition, chunk by chunk: disk first, offset after it. The broker's answer to one
   * commit is awaited with the next chunk: a third of the time went into waiting for it.
   */
  private async deal(payload: EachBatchPayload): Promise<void> {
    const { batch, resolveOffset, heartbeat, commitOffsetsIfNecessary, uncommittedOffsets } =
      payload;
    const { topic, partition, messages } = batch;
    const commit = async (): Promise<void> => {
      await commitOffsetsIfNecessary(uncommittedOffsets());
      await heartbeat();
    };
    let committed: Promise<void> = Promise.resolve();
    for (let from = 0; from < messages.length; from += CHUNK) {
      const chunk = messages.slice(from, from + CHUNK);
      const records = chunk.map((message) => toRecord(topic, partition, message));
      const ours = await this.durably(records, payload);
      await committed;
      if (!ours) return;
      resolveOffset((chunk.at(-1) as KafkaMessage).offset);
      committed = commit();
      // Told with the next chunk, or at the end.
      committed.catch(() => undefined);
    }
    await committed;
  }

  /**
   * Until the sink has them, with heartbeats: nothing else is fetched meanwhile, so a slow ledger
   * slows the reading down and fills no memory. False when it is not ours to go on.
   */
  private async durably(
    records: readonly IncomingRecord[],
    { heartbeat, isRunning, isStale }: EachBatchPayload,
  ): Promise<boolean> {
    const { signal } = this.stopping;
    for (let attempt = 0; ; attempt += 1) {
      if (signal.aborted || !isRunning() || isStale()) return false;
      const failure = await withHeartbeats(heartbeat, () => this.options.sink.take(records));
      if (!failure) {
        if (attempt > 0) this.options.onState(this.member);
        return true;
      }
      this.options.onState({ kind: 'troubled', error: failure.error });
      const wait = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** attempt);
      await withHeartbeats(heartbeat, () => pause(wait, undefined, { signal }));
    }
  }
}

/** Less than the client's own interval: it sends one when one is due. */
const BEAT_MS = 1_000;

/**
 * Carries out `work`, which may take longer than the group's patience, and answers how it failed.
 * Throws what a heartbeat throws, after the work has ended: the group goes on without this member.
 */
const withHeartbeats = async (
  heartbeat: () => Promise<void>,
  work: () => Promise<unknown>,
): Promise<{ readonly error: unknown } | undefined> => {
  let lost: { readonly error: unknown } | undefined;
  const beating = setInterval(() => {
    heartbeat().catch((error: unknown) => (lost = { error }));
  }, BEAT_MS);
  const failure = await work().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  clearInterval(beating);
  if (lost) throw lost.error;
  return failure;
};

const toRecord = (topic: string, partition: number, message: KafkaMessage): IncomingRecord => ({
  topic,
  partition,
  offset: message.offset,
  timestamp: message.timestamp,
  key: message.key,
  value: message.value,
  headers: message.headers ?? {},
});
