import pg from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { freshDatabase } from '../../../libs/adapters/postgres/testing/fresh-database.js';
import { startOwnPostgres } from '../../engines/own-postgres.js';
import { simulate } from '../../simulator/simulate.js';
import { loadRoster, sendAll } from '../../support/feed.js';
import { startServer, type TestServer } from '../../support/server.js';
import { tell } from '../rounds.js';
import type { Row } from '../table.js';

export interface InstanceSizes {
  readonly students: number;
  readonly weeks: number;
  readonly rounds: number;
}

/** Nothing left to read, to judge or to answer. */
const LEFT = `SELECT (SELECT coalesce(min(ledger), 0)::integer FROM detection_progress) AS least,
  (SELECT head::integer FROM ledger_state) AS head,
  (SELECT count(*)::integer FROM detection_dirty) + (SELECT count(*)::integer FROM detection_calls)
    AS waiting`;

interface Left {
  readonly least: number;
  readonly head: number;
  readonly waiting: number;
}

/** Two processes of detection on one PostgreSQL beside one, on the same semester in the same run. */
export const instanceRows = async ({ students, weeks, rounds }: InstanceSizes): Promise<Row[]> => {
  const { roster, events: drawn } = simulate({ students, weeks, seed: 7 });
  const events = [...drawn];
  const figures: { one: number[]; two: number[] } = { one: [], two: [] };
  const server = await startOwnPostgres();
  try {
    for (let round = 1; round <= rounds; round += 1)
      for (const [name, count] of [
        ['one', 1],
        ['two', 2],
      ] as const) {
        tell(`detection by ${name}, round ${String(round)} of ${String(rounds)}`);
        const { url, drop } = await freshDatabase(server.url);
        const serve = (service: string) =>
          startServer({ service, env: { PROBITY_PROFILE: 'distributed', DATABASE_URL: url } });
        const gateway = await serve('gateway');
        await loadRoster(gateway.api, roster);
        await sendAll(gateway.api, events);
        await gateway.stop();
        const seconds = await judged(url, count, () => serve('detection'));
        figures[name].push(events.length / seconds);
        await drop();
      }
  } finally {
    await server.stop();
  }
  return [
    {
      name: `Detection by two processes, ${String(events.length)} events of ${String(students)} students`,
      values: figures.two,
      unit: 'ev/s',
      limit: { name: 'by one process', values: figures.one },
    },
  ];
};

/** Seconds from the first page that is taken to the last window that is judged. */
const judged = async (
  url: string,
  count: number,
  serve: () => Promise<TestServer>,
): Promise<number> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const starting = Promise.all(Array.from({ length: count }, serve));
  const left = async () => (await client.query<Left>(LEFT)).rows[0] as Left;
  try {
    while ((await left()).least === 0) await pause(20);
    const from = performance.now();
    for (;;) {
      const { least, head, waiting } = await left();
      if (least >= head && waiting === 0) break;
      await pause(20);
    }
    return (performance.now() - from) / 1000;
  } finally {
    for (const process of await starting) await process.stop();
    await client.end();
  }
};
