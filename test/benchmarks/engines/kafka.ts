import type { Kafka } from 'kafkajs';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { startServer } from '../../support/server.js';
import { vendorClient } from '../../engines/kafka-client.js';
import { many } from '../../engines/intake-records.js';
import { inParts, tell } from '../rounds.js';
import type { Row } from '../table.js';

export interface KafkaScale {
  readonly records: number;
  readonly rounds: number;
}

const TOPIC = 'probity.activity.v1';
const GROUP = 'probity-gateway';

/**
 * One topic of heartbeats, 12 partitions, read by turns: by the service into its ledger on disk, and
 * by a bare consumer that parses each record and throws it away; each a process just started. Rates count
 * from the first record that was dealt with, so joining the group is no part of them.
 */
export const kafkaRows = async ({ records, rounds }: KafkaScale): Promise<readonly Row[]> => {
  const brokers = process.env['KAFKA_BROKERS'];
  if (!brokers) throw new Error('KAFKA_BROKERS says where the broker is');
  const kafka = vendorClient(brokers);
  tell(`a topic of ${records.toLocaleString('en-US')} heartbeats`);
  await fill(kafka, records);
  const [durable, judged, bare]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    tell(`Kafka, round ${round + 1} of ${rounds}`);
    const turns = [
      async () => bare.push(await bareRate(brokers, records)),
      async () => durable.push(await serviceRate(kafka, brokers, records, 'gateway')),
      async () => judged.push(await serviceRate(kafka, brokers, records, 'all')),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
  }
  const limit = { name: 'bare kafkajs consumer + JSON.parse', values: bare };
  const size = Math.round(Buffer.byteLength(String(many(1)[0]?.value)));
  return [
    { name: `Kafka → durable, ${size} B a record`, values: durable, unit: 'ev/s', limit },
    { name: 'Kafka → durable → judged by all detectors', values: judged, unit: 'ev/s', limit },
  ];
};

const fill = async (kafka: Kafka, records: number): Promise<void> => {
  const admin = kafka.admin();
  await admin.connect();
  if ((await admin.listTopics()).includes(TOPIC)) await admin.deleteTopics({ topics: [TOPIC] });
  await admin.createTopics({ topics: [{ topic: TOPIC, numPartitions: 12 }], waitForLeaders: true });
  await admin.disconnect();
  const producer = kafka.producer({ idempotent: true });
  await producer.connect();
  for (const part of inParts(many(records), 2_000))
    await producer.send({ topic: TOPIC, acks: -1, messages: [...part] });
  await producer.disconnect();
};

const BARE = join(import.meta.dirname, 'bare-consumer.js');

const bareRate = async (brokers: string, records: number): Promise<number> => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[BARE, brokers, TOPIC, String(records)],
  ]);
  return Number(stdout);
};

interface Pipeline {
  readonly stored: number;
  readonly idle: boolean;
}

/** The service as people run it, on a fresh data folder; `all` counts until every reader is through. */
const serviceRate = async (
  kafka: Kafka,
  brokers: string,
  records: number,
  service: 'gateway' | 'all',
): Promise<number> => {
  const admin = kafka.admin();
  await admin.connect();
  await admin.deleteGroups([GROUP]).catch(() => undefined);
  await admin.disconnect();
  const server = await startServer({ service, env: { KAFKA_BROKERS: brokers } });
  const operator = server.api.as('dev:operator:bench');
  let [first, since] = [0, 0];
  for (; ; await pause(100)) {
    const { stored, idle } = (await operator.get<Pipeline>('/api/v1/pipeline')).body;
    if (since === 0 && stored > 0) [first, since] = [stored, performance.now()];
    if (stored >= records && (service === 'gateway' || idle)) break;
  }
  const seconds = (performance.now() - since) / 1000;
  await server.stop();
  return (records - first) / seconds;
};
