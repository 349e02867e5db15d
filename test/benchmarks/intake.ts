import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer, type TestServer } from '../support/server.js';
import { bodies, rosterPart, studentNumber } from './heartbeats.js';
import { post, quantile } from './load.js';
import { tell } from './rounds.js';
import type { Row } from './table.js';

export interface IntakeScale {
  readonly students: number;
  /** Events a round at each batch size. */
  readonly events: Readonly<Record<1 | 10 | 100, number>>;
  readonly rounds: number;
}

const CONNECTIONS = { 1: 64, 10: 32, 100: 16 } as const;
const ROSTER_PART = 5000;

/**
 * The server as people run it, every processor working, against the raw skeleton: the same bodies,
 * the same client, in turn, so that a drift of the machine meets both.
 */
export const intakeRows = async (scale: IntakeScale): Promise<readonly Row[]> => {
  const server = await startServer();
  const raw = await startRaw();
  try {
    await loadRoster(server, scale.students);
    const rows: Row[] = [];
    let from = 0;
    for (const size of [1, 10, 100] as const) {
      const own: number[] = [];
      const limit: number[] = [];
      for (let round = 0; round < scale.rounds; round += 1) {
        const sent = bodies(from, scale.events[size], size, scale.students);
        from += scale.events[size];
        tell(
          `intake, batch ${String(size)}, round ${String(round + 1)} of ${String(scale.rounds)}`,
        );
        const turns = [
          async () => own.push(await rate(server.url, sent, size)),
          async () => limit.push(await rate(raw.url, sent, size)),
        ];
        // By turns first and second: neither always meets the other's checkpoint or backlog.
        for (const turn of round % 2 === 0 ? turns : turns.reverse()) await turn();
      }
      const beside = { name: 'bare Fastify + SQLite', values: limit };
      const name = `intake, batch ${String(size)}, all processors running`;
      rows.push({ name, values: own, unit: 'ev/s', limit: beside });
    }
    tell('waiting until every processor is idle');
    const drained = performance.now();
    await server.idle(10);
    const seconds = (performance.now() - drained) / 1000;
    rows.push({
      name: `until ${from.toLocaleString('en-US')} events were through every processor`,
      values: [seconds],
      unit: 's after the last answer',
    });
    rows.push(...(await timelineRows(server, scale.students)));
    const students = scale.students.toLocaleString('en-US');
    rows.push(
      {
        name: `RSS at ${students} students, after it all`,
        values: [rssMiB(server.pid)],
        unit: 'MiB',
      },
      { name: `RSS at ${students} students, most`, values: [peakMiB(server.pid)], unit: 'MiB' },
    );
    return rows;
  } finally {
    await server.stop();
    await raw.stop();
  }
};

const rate = async (url: string, sent: readonly Buffer[], size: 1 | 10 | 100): Promise<number> => {
  const type = size === 1 ? 'application/cloudevents+json' : 'application/cloudevents-batch+json';
  const { seconds } = await post({
    url: `${url}/api/v1/events`,
    bodies: sent,
    connections: CONNECTIONS[size],
    headers: { 'content-type': type, authorization: 'Bearer dev:vendor:chaoxing' },
  });
  return (sent.length * size) / seconds;
};

const loadRoster = async (server: TestServer, students: number): Promise<void> => {
  for (let from = 0; from < students; from += ROSTER_PART) {
    const body = rosterPart(from, Math.min(students, from + ROSTER_PART));
    const headers = { 'content-type': 'application/json' };
    const answer = await server.api.call('/api/v1/roster', { method: 'PUT', body, headers });
    if (answer.status !== 200) throw new Error(`roster: ${JSON.stringify(answer.body)}`);
  }
};

const PAGES = 500;

const timelineRows = async (server: TestServer, students: number): Promise<readonly Row[]> => {
  const officer = server.api.as('dev:officer:li');
  const latencies: number[] = [];
  for (let page = 0; page < PAGES; page += 1) {
    const student = studentNumber((page * 7919) % students);
    const sent = performance.now();
    const { status } = await officer.get(`/api/v1/students/${student}/timeline?limit=50`);
    if (status !== 200) throw new Error(`timeline: ${String(status)}`);
    latencies.push(performance.now() - sent);
  }
  latencies.sort((a, b) => a - b);
  return [
    { name: 'timeline page of 50, p50', values: [quantile(latencies, 0.5)], unit: 'ms' },
    { name: 'timeline page of 50, p99', values: [quantile(latencies, 0.99)], unit: 'ms' },
  ];
};

const startRaw = async (): Promise<{ url: string; stop: () => Promise<void> }> => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-raw-'));
  const child = fork(join(import.meta.dirname, 'raw-skeleton.js'), [join(folder, 'raw.db')], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await firstLine(child);
  return {
    url,
    stop: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

const firstLine = async (child: ChildProcess): Promise<string> => {
  if (!child.stdout) throw new Error('the raw skeleton has no output');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return line.toString('utf8').trim();
};

/** Resident memory now, from the kernel's own account; NaN where it keeps none. */
export const rssMiB = (pid: number): number => statusMiB(pid, 'VmRSS');

/** The most that was ever resident. */
const peakMiB = (pid: number): number => statusMiB(pid, 'VmHWM');

const statusMiB = (pid: number, name: string): number => {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
    return Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
};
