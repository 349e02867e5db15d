import { InvalidArgumentError, type Command } from 'commander';
import { setTimeout as pause } from 'node:timers/promises';
import { BASES } from '../../../libs/retention/retention.decider.js';
import { Usage, type ApiClient } from '../client/api-client.js';
import { clientOf, withServer, type ServerOptions } from '../client/options.js';
import { run } from '../client/run.js';

interface EraseOptions extends ServerOptions {
  readonly basis?: string;
  readonly reference?: string;
  readonly confirm?: string;
  readonly dryRun?: boolean;
}

interface ErasureAnswer {
  readonly id: string;
  readonly state: string;
  readonly events?: number;
  readonly entries?: number;
  readonly obstacles?: readonly {
    readonly code: string;
    readonly detail: string;
    readonly until?: string;
  }[];
}

const POLL_MS = 500;

export const register = (program: Command): void => {
  const command = program
    .command('erase [student]')
    .description("erase one person's data: one admin asks, another confirms; it cannot be undone")
    .option('--basis <basis>', BASES.join(', '), basis)
    .option('--reference <text>', 'the request or order on file')
    .option('--dry-run', 'only say what stands against it')
    .option(
      '--confirm <erasure>',
      'confirm what another admin asked for, and wait until it is done',
    );
  withServer(command).action((student: string | undefined, options: EraseOptions) =>
    run(() => erase(clientOf(options), student, options)),
  );
};

const basis = (text: string): string => {
  if (!(BASES as readonly string[]).includes(text))
    throw new InvalidArgumentError(`It must be one of ${BASES.join(', ')}`);
  return text;
};

const erase = async (
  client: ApiClient,
  student: string | undefined,
  { basis: why, reference, confirm, dryRun }: EraseOptions,
): Promise<number> => {
  if (confirm !== undefined) return confirmed(client, confirm);
  if (!student || !why || !reference)
    throw new Usage('name the student, --basis and --reference; or --confirm an erasure');
  const body = JSON.stringify({ student, basis: why, reference, ...(dryRun && { dryRun }) });
  const { body: answer } = await client.post<ErasureAnswer>('/api/v1/erasures', body);
  if (!dryRun) {
    console.log(
      `asked for; another admin confirms it with: npx probity erase --confirm ${answer.id}`,
    );
    return 0;
  }
  const obstacles = answer.obstacles ?? [];
  if (obstacles.length === 0) console.log('nothing stands against it');
  for (const { code, detail, until } of obstacles)
    console.log(`${code}: ${detail}${until === undefined ? '' : `, until ${until}`}`);
  return obstacles.length === 0 ? 0 : 1;
};

const confirmed = async (client: ApiClient, id: string): Promise<number> => {
  const path = `/api/v1/erasures/${encodeURIComponent(id)}`;
  let { body: answer } = await client.post<ErasureAnswer>(`${path}/confirm`, '');
  while (answer.state !== 'done') {
    await pause(POLL_MS);
    answer = await client.get<ErasureAnswer>(path);
  }
  console.log(`done: ${answer.events ?? 0} events and ${answer.entries ?? 0} entries destroyed`);
  return 0;
};
