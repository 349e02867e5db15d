// A real single-node Kafka broker (KRaft: broker and controller in one) for the engine specs: its
// own temporary folder, free ports, ended by its process id.
import { spawn, spawnSync } from 'node:child_process';
import { openSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { freePort } from './free-port.mjs';
import { mavenJars } from './maven-jars.mjs';

const KAFKA_VERSION = process.env['KAFKA_VERSION'] ?? '3.9.1';
const BROKER = { group: 'org.apache.kafka', artifact: 'kafka_2.13', version: KAFKA_VERSION };
/** A logger for slf4j, or the broker says nothing when it cannot start. */
const LOGGER = { group: 'org.slf4j', artifact: 'slf4j-reload4j', version: '1.7.36' };

const properties = (folder, port, controller) => `
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
controller.listener.names=CONTROLLER
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
log.dirs=${join(folder, 'data')}
auto.create.topics.enable=false
default.replication.factor=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.num.partitions=4
transaction.state.log.min.isr=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
`;

const LOGGING = `
log4j.rootLogger=WARN, out
log4j.appender.out=org.apache.log4j.ConsoleAppender
log4j.appender.out.layout=org.apache.log4j.PatternLayout
log4j.appender.out.layout.ConversionPattern=%d %p %c %m%n
`;

const java = (args, options) => spawnSync('java', args, { encoding: 'utf8', ...options });

/** Formats the data folder once; a broker that comes back finds its own. */
const format = (classpath, folder, config) => {
  const tool = ['-cp', classpath, 'kafka.tools.StorageTool'];
  const id = java([...tool, 'random-uuid']);
  if (id.error) throw new Error('Kafka needs Java 17 (`java`)');
  const done = java([...tool, 'format', '-t', id.stdout.trim(), '-c', config]);
  if (done.status !== 0) throw new Error(`Kafka storage: ${done.stdout}${done.stderr}`);
};

/**
 * Starts a broker. `kill` is a power cut, `start` brings the same broker back on the same port with
 * what was on disk; `stop` ends it and removes everything.
 */
export const startKafka = async () => {
  const classpath = `${mavenJars('kafka', BROKER, [LOGGER])}/*`;
  const folder = mkdtempSync(join(tmpdir(), 'probity-kafka-'));
  const [port, controller] = [await freePort(), await freePort()];
  const config = join(folder, 'server.properties');
  writeFileSync(config, properties(folder, port, controller));
  writeFileSync(join(folder, 'log4j.properties'), LOGGING);
  const address = `127.0.0.1:${port}`;
  const output = join(folder, 'output.txt');
  let child;

  const up = async () => {
    const sink = openSync(output, 'a');
    const logging = `-Dlog4j.configuration=file:${join(folder, 'log4j.properties')}`;
    const heap = ['-Xmx512m', '-Xms128m', '-XX:+UseSerialGC'];
    child = spawn('java', [...heap, logging, '-cp', classpath, 'kafka.Kafka', config], {
      stdio: ['ignore', sink, sink],
    });
    await ready(address, child, output);
  };
  const end = (signal) =>
    new Promise((resolve) => {
      if (!child || child.exitCode !== null || child.signalCode !== null) return resolve();
      child.once('exit', () => resolve());
      child.kill(signal);
    });
  const stop = async () => {
    await end('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  };

  try {
    format(classpath, folder, config);
    await up();
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    brokers: address,
    pid: () => child.pid,
    kill: () => end('SIGKILL'),
    start: up,
    stop,
  };
};

/** Ready when an admin client answers, not when the port opens. */
const ready = async (address, child, output) => {
  const kafka = new kafkajs.Kafka({
    clientId: 'probity-ready',
    brokers: [address],
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { retries: 0 },
    connectionTimeout: 1000,
  });
  for (const end = Date.now() + 60_000; ; await pause(200)) {
    if (child.exitCode !== null)
      throw new Error(`Kafka ended by itself: ${readFileSync(output, 'utf8').slice(-2000)}`);
    const admin = kafka.admin();
    try {
      await admin.connect();
      const { brokers } = await admin.describeCluster();
      if (brokers.length === 1) return;
    } catch (error) {
      if (Date.now() > end) throw new Error('Kafka is not ready after a minute', { cause: error });
    } finally {
      await admin.disconnect().catch(() => undefined);
    }
  }
};

/** As the runner knows it. */
export default {
  name: `Kafka ${KAFKA_VERSION}`,
  start: async () => {
    const { brokers, stop } = await startKafka();
    return { env: { KAFKA_BROKERS: brokers }, stop };
  },
};
