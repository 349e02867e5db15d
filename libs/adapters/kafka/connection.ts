import type { ConnectionOptions } from 'node:tls';
import kafkajs, { type Kafka, type LogEntry, type SASLOptions } from 'kafkajs';

/** How to reach the brokers. */
export interface KafkaConnection {
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly tls?: ConnectionOptions | boolean | undefined;
  readonly sasl?: SASLOptions | undefined;
}

/** Where the client's own words go: names of brokers, topics and groups, never a record's content. */
export interface KafkaLog {
  warn(fields: object, message: string): void;
  debug(fields: object, message: string): void;
}

/** A client that gives up soon: who uses it decides how long to go on trying, and says so. */
export const connectKafka = ({ brokers, clientId, tls, sasl }: KafkaConnection, log: KafkaLog) =>
  new kafkajs.Kafka({
    brokers: [...brokers],
    clientId,
    ...(tls === undefined ? {} : { ssl: tls }),
    ...(sasl === undefined ? {} : { sasl }),
    connectionTimeout: 3_000,
    requestTimeout: 20_000,
    retry: { retries: 3, initialRetryTime: 200, maxRetryTime: 2_000 },
    logLevel: kafkajs.logLevel.WARN,
    logCreator: () => (entry) => say(log, entry),
  }) as Kafka;

/** What kafkajs retries by itself is no news; its supervisor tells of what lasts. */
const say = (log: KafkaLog, { namespace, level, log: entry }: LogEntry): void => {
  const { message, groupId, topic, partition, broker, error } = entry;
  const fields = { namespace, groupId, topic, partition, broker, error: textOf(error) };
  if (level === kafkajs.logLevel.WARN) log.warn(fields, message);
  else log.debug(fields, message);
};

const textOf = (error: unknown): string | undefined =>
  error === undefined
    ? undefined
    : error instanceof Error
      ? error.message
      : String(error as string);
