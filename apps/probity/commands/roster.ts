import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { clientOf, withServer, type ServerOptions } from '../client/options.js';
import { run } from '../client/run.js';

export interface RosterAnswer {
  readonly upserted: Readonly<Record<string, number>>;
  readonly rejected: readonly { pointer: string; code: string; message: string }[];
}

export const register = (program: Command): void => {
  withServer(program.command('roster <file>').description('load reference data (JSON)')).action(
    (file: string, options: ServerOptions) => run(() => load(file, options)),
  );
};

const load = async (file: string, options: ServerOptions): Promise<number> => {
  const { body } = await clientOf(options).put<RosterAnswer>('/api/v1/roster', readFileSync(file));
  for (const [table, count] of Object.entries(body.upserted))
    console.log(`${table}: ${String(count)}`);
  for (const { pointer, code, message } of body.rejected)
    console.error(`rejected ${pointer}: ${code}: ${message}`);
  return body.rejected.length > 0 ? 1 : 0;
};
