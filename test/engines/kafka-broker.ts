import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A broker that a spec owns, so that it may end it in the middle of the work. */
export interface Broker {
  /** `host:port`, the same for its whole life. */
  readonly brokers: string;
  /** A power cut. */
  kill(): Promise<void>;
  /** The same broker again, with what was on disk. */
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface BrokerScript {
  startKafka(): Promise<Broker>;
}

/** The script is plain JavaScript beside the build: found from the compiled spec. */
const SCRIPT = join(import.meta.dirname, '../../../scripts/engines/kafka.mjs');

export const startBroker = async (): Promise<Broker> => {
  const { startKafka } = (await import(pathToFileURL(SCRIPT).href)) as BrokerScript;
  return startKafka();
};
