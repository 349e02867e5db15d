import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../../support/api.js';
import { loadRoster } from '../../support/feed.js';
import { startServer, type TestServer } from '../../support/server.js';
import { PEOPLE, ROSTER } from '../../support/small-class.js';
import { quantile } from '../load.js';
import { tell, withFolder } from '../rounds.js';
import type { Row } from '../table.js';
import { fill } from './fill.js';
import { casesMoved, underLoad, type Times } from './load.js';

interface Size {
  readonly cases: number;
  /** Commands a second, and for how many seconds a round. */
  readonly rate: number;
  readonly seconds: number;
  readonly rounds: number;
}

/** Commands, queue pages and statistics on an embedded store full of cases, over HTTP. */
export const caseworkRows = (size: Size): Promise<readonly Row[]> =>
  withFolder(async (folder) => {
    const dataDir = join(folder, 'data');
    const filled = await fill(dataDir, size.cases);
    tell('readers go through them');
    const began = performance.now();
    const server = await startServer({ dataDir });
    try {
      await server.idle();
      const caughtUp = (performance.now() - began) / 1000;
      await loadRoster(server.api, { people: [...PEOPLE, ...ROSTER.people] });
      await server.idle();
      const statistics = await statisticsOf(server.api);
      const measured = await alternating(server, folder, size);
      const all = `${size.cases.toLocaleString('en-US')} cases`;
      return [
        {
          name: `${all}: appended by the decider and the store`,
          values: [filled],
          unit: 'cases/s',
        },
        { name: 'start until every reader is through them', values: [caughtUp], unit: 's' },
        ...loadRows(measured, size),
        { name: 'statistics, first answer', values: [statistics.first], unit: 'ms' },
        { name: 'statistics, again', values: [statistics.again], unit: 'ms' },
        { name: 'RSS of the server, most', values: [peakOf(server.pid)], unit: 'MiB' },
      ];
    } finally {
      await server.stop();
    }
  });

interface Measured {
  readonly ours: readonly Times[];
  readonly raw: readonly Times[];
  /** Milliseconds of the processor that the server took a second, readers included. */
  readonly busy: readonly number[];
  /** Milliseconds a second that its first thread, which answers, was ready to run and others had the processor. */
  readonly waited: readonly number[];
}

/** The product and the raw limit in turn, so that both meet the same machine. */
const alternating = async (server: TestServer, folder: string, size: Size): Promise<Measured> => {
  const raw = await startRaw(join(folder, 'raw.db'), size.cases);
  try {
    const ours: Times[] = [];
    const limit: Times[] = [];
    const busy: number[] = [];
    const waited: number[] = [];
    let from = 0;
    for (let round = 0; round <= size.rounds; round += 1) {
      tell(round === 0 ? 'warming up' : `round ${String(round)} of ${String(size.rounds)}`);
      const seconds = round === 0 ? 5 : size.seconds;
      const load = { ...size, seconds, from };
      const before = [processorMs(server.pid), waitedMs(server.pid)] as const;
      const one = await underLoad(server.url, load);
      const took = processorMs(server.pid) - before[0];
      const stood = waitedMs(server.pid) - before[1];
      const other = await underLoad(raw.url, load);
      from += casesMoved(load);
      if (round === 0) continue;
      ours.push(one);
      limit.push(other);
      busy.push(took / seconds);
      waited.push(stood / seconds);
    }
    return { ours, raw: limit, busy, waited };
  } finally {
    await raw.stop();
  }
};

const SHARES = [
  ['p50', 0.5],
  ['p99', 0.99],
  ['most', 1],
] as const;

const loadRows = ({ ours, raw, busy, waited }: Measured, { rate }: Size): readonly Row[] => {
  const row = (name: string, what: keyof Times, share: number): Row => {
    const of = (rounds: readonly Times[]) =>
      rounds.map((times) =>
        quantile(
          [...times[what]].sort((a, b) => a - b),
          share,
        ),
      );
    const limit = { name: 'bare Fastify + SQLite', values: of(raw) };
    return { name, values: of(ours), unit: 'ms', limit };
  };
  return [
    ...SHARES.map(([name, share]) =>
      row(`command at ${String(rate)}/s, from when it was due: ${name}`, 'commands', share),
    ),
    ...SHARES.map(([name, share]) => row(`queue page of 50 meanwhile: ${name}`, 'pages', share)),
    { name: 'processor’s time of the server meanwhile', values: busy, unit: 'ms/s' },
    { name: 'its first thread waited for a processor', values: waited, unit: 'ms/s' },
  ];
};

const startRaw = async (
  file: string,
  cases: number,
): Promise<{ url: string; stop: () => Promise<void> }> => {
  const child = fork(join(import.meta.dirname, 'raw.js'), [file, String(cases)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  if (!child.stdout) throw new Error('the raw limit has no output');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: line.toString('utf8').trim(),
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};

const statisticsOf = async (api: Api): Promise<{ first: number; again: number }> => {
  const ask = async () => {
    const began = performance.now();
    const { status } = await api.as('dev:auditor:shen').get('/api/v1/statistics');
    if (status !== 200) throw new Error(`statistics: ${String(status)}`);
    return performance.now() - began;
  };
  return { first: await ask(), again: await ask() };
};

/** User and system time of all threads, in ticks of 10 ms (proc(5), fields 14 and 15). */
const processorMs = (pid: number): number => {
  const fields =
    readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
      .split(') ')[1]
      ?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
};

/** What the main thread waited on the run queue (schedstats of the kernel, second field). */
const waitedMs = (pid: number): number =>
  Number(readFileSync(`/proc/${String(pid)}/schedstat`, 'utf8').split(' ')[1]) / 1e6;

const peakOf = (pid: number): number => {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
};
