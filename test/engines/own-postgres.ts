import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A server that one spec may end and start as it likes. */
export interface OwnPostgres {
  readonly url: string;
  /** Fast shutdown: connections are cut, commits are kept. */
  halt(): Promise<void>;
  /** Immediate shutdown, as after a crash: recovery from the log at the next start. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
}

interface Script {
  startPostgres(options?: { durable?: boolean }): Promise<OwnPostgres>;
}

const SCRIPT = join(import.meta.dirname, '../../../scripts/engines/postgres.mjs');

export const startOwnPostgres = async (options?: { durable?: boolean }): Promise<OwnPostgres> => {
  const { startPostgres } = (await import(pathToFileURL(SCRIPT).href)) as Script;
  return startPostgres(options);
};
