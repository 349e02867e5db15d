import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { connectKafka } from '../../libs/adapters/kafka/connection.js';
import { ensureTopics } from '../../libs/adapters/kafka/ensure-topics.js';
import { KafkaOwnership } from '../../libs/adapters/kafka/kafka-ownership.js';
import type { Open } from '../../libs/event-sourcing/testing/fixture.js';
import {
  ownershipContract,
  type Joins,
} from '../../libs/event-sourcing/testing/ownership.contract.js';
import { startBroker, type Broker } from './kafka-broker.js';
import { until } from './until.js';

interface Instance {
  readonly process: ChildProcess;
  /** What it was told last; undefined before the first time. */
  shares(): readonly number[] | undefined;
}

describe('shares of the work by consumer group, on a real broker', () => {
  let broker: Broker;
  const instances: Instance[] = [];

  beforeAll(async () => {
    broker = await startBroker();
  });
  afterEach(() => {
    for (const { process } of instances.splice(0)) process.kill('SIGKILL');
  });
  afterAll(async () => {
    await broker?.stop();
  });

  const join12 = (): Instance => {
    const script = join(import.meta.dirname, 'own-shares.js');
    const child = spawn(process.execPath, [script, broker.brokers, '12'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let held: readonly number[] | undefined;
    createInterface({ input: child.stdout }).on('line', (line) => {
      held = JSON.parse(line) as number[];
    });
    const instance = { process: child, shares: () => held };
    instances.push(instance);
    return instance;
  };
  const all = Array.from({ length: 12 }, (_, share) => share);
  /** Until the instances hold every share, each share once. */
  const dealt = (...among: readonly Instance[]) =>
    until(
      async () => among.map((one) => one.shares() ?? []),
      (held) => {
        const together = held.flat().sort((a, b) => a - b);
        return JSON.stringify(together) === JSON.stringify(all);
      },
    );

  it('given one, two, three instances, when each joins, then all shares are dealt out, each once', async () => {
    const one = join12();
    expect(await dealt(one)).toEqual([all]);
    const two = join12();
    await dealt(one, two);
    const three = join12();
    const held = await until(
      () => dealt(one, two, three),
      (shares) => shares.every(({ length }) => length > 0),
    );
    expect(held.map(({ length }) => length)).toEqual([4, 4, 4]);
  });

  it('given one that leaves and one that is killed, when they are gone, then the last holds all', async () => {
    const [leaving, killed, staying] = [join12(), join12(), join12()];
    await until(
      () => dealt(leaving, killed, staying),
      (shares) => shares.every(({ length }) => length > 0),
    );
    leaving.process.kill('SIGTERM');
    await dealt(killed, staying);
    killed.process.kill('SIGKILL');
    const since = performance.now();
    await dealt(staying);
    expect(performance.now() - since).toBeLessThan(40_000);
  });

  it('given a broker that is gone, when it does not come back, then nobody believes to hold a share', async () => {
    const one = join12();
    await dealt(one);
    await broker.kill();
    await until(
      async () => one.shares(),
      (held) => held?.length === 0,
    );
    await broker.start();
    await dealt(one);
  });

  it('given an instance that counts other shares, when it joins, then it gets none', async () => {
    const one = join12();
    await dealt(one);
    const script = join(import.meta.dirname, 'own-shares.js');
    const other = spawn(process.execPath, [script, broker.brokers, '6'], { stdio: 'pipe' });
    let told = '';
    other.stdout.on('data', (chunk) => (told += String(chunk)));
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    other.kill('SIGKILL');
    expect(told).not.toMatch(/\d/);
    expect(one.shares()).toEqual(all);
  });
});

const QUIET = { warn: () => undefined, debug: () => undefined };

/** Works, and so groups and topics, of each test's own on one broker. */
const onBroker: Open<Joins> = async () => {
  const broker = await startBroker();
  const connection = { brokers: [broker.brokers], clientId: 'contract' };
  const joined: KafkaOwnership[] = [];
  const joins: Joins = (work, count) => {
    const kafka = connectKafka(connection, QUIET);
    const topic = work.replaceAll(' ', '-');
    const plan = { partitions: count, replication: 1, create: true };
    const prepare = () => ensureTopics(kafka, [topic], plan);
    const one = new KafkaOwnership({ kafka, group: topic, topic, count, prepare });
    joined.push(one);
    return one;
  };
  const close = async () => {
    await Promise.all(joined.map((one) => one.stop()));
    await broker.stop();
  };
  return { port: joins, reopen: async () => joins, close };
};

ownershipContract('a Kafka consumer group', onBroker);
