import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmbeddedStores } from '../../libs/adapters/sqlite/embedded.js';
import { caseDecider } from '../../libs/cases/case.decider.js';
import type { CaseCommand } from '../../libs/cases/commands.js';
import { fold } from '../../libs/event-sourcing/decider.js';
import type { EventStore } from '../../libs/event-sourcing/event-store.js';
import { CONTEXT, MACHINE } from '../model/cast.js';
import type { Api } from '../support/api.js';
import { loadRoster } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { PEOPLE, ROSTER } from '../support/small-class.js';
import { inLanes, perSecond, tell } from './rounds.js';
import type { Row } from './table.js';

interface Load {
  readonly cases: number;
  /** Commands a second, and for how many seconds. */
  readonly rate: number;
  readonly seconds: number;
}

const DAY = 86_400_000;
const decider = caseDecider(CONTEXT);

/** Commands, queue pages and statistics on an embedded store full of cases, over HTTP. */
export const caseworkRows = async (load: Load): Promise<readonly Row[]> => {
  const dataDir = join(mkdtempSync(join(tmpdir(), 'probity-bench-')), 'data');
  try {
    return await measured(dataDir, load);
  } finally {
    rmSync(join(dataDir, '..'), { recursive: true, force: true });
  }
};

const measured = async (dataDir: string, load: Load): Promise<readonly Row[]> => {
  const filled = await fill(dataDir, load.cases);
  const began = performance.now();
  tell('the index catches up');
  const server = await startServer({ dataDir });
  await server.idle();
  const caughtUp = (performance.now() - began) / 1000;
  try {
    await loadRoster(server.api, { people: [...PEOPLE, ...ROSTER.people] });
    await server.idle();
    tell('statistics');
    const statistics = await statisticsOf(server.api);
    tell(`${String(load.rate)} commands a second for ${String(load.seconds)} s`);
    const { commands, pages, refused } = await underLoad(server, load);
    if (refused > 0) throw new Error(`${String(refused)} commands were refused`);
    const all = `${load.cases.toLocaleString('en-US')} cases`;
    const at = (share: number, times: readonly number[]) => [quantile(times, share)];
    return [
      { name: `${all}: appended by the decider and the store`, values: [filled], unit: 'cases/s' },
      { name: 'start until every reader is through them', values: [caughtUp], unit: 's' },
      { name: `command at ${String(load.rate)}/s, p50`, values: at(0.5, commands), unit: 'ms' },
      { name: 'the same, p99', values: at(0.99, commands), unit: 'ms' },
      { name: 'the same, most', values: at(1, commands), unit: 'ms' },
      { name: 'queue page of 50 meanwhile, p50', values: at(0.5, pages), unit: 'ms' },
      { name: 'the same, p99', values: at(0.99, pages), unit: 'ms' },
      { name: 'statistics, first answer', values: [statistics.first], unit: 'ms' },
      { name: 'statistics, again', values: [statistics.again], unit: 'ms' },
      { name: 'RSS of the server, most', values: [peakOf(server.pid)], unit: 'MiB' },
    ];
  } finally {
    await server.stop();
  }
};

const idOf = (n: number): string => `2026-${String(n + 1).padStart(6, '0')}`;

/** Three of five wait for somebody, one is in triage, one was dismissed. */
export const fill = async (dataDir: string, cases: number): Promise<number> => {
  tell(`${String(cases)} cases`);
  const stores = await openEmbeddedStores(dataDir);
  const numbers = Array.from({ length: cases }, (_, n) => n);
  const rate = await perSecond(cases, () =>
    inLanes(numbers, 64, (n) => append(stores.eventStore, n)),
  );
  await stores.close();
  return rate;
};

const append = async (store: EventStore, n: number): Promise<void> => {
  const now = Date.now() - 3 * DAY + n * 10;
  const officer = { role: 'officer', person: n % 2 ? 'li' : 'wang' };
  const flag = {
    ...{ id: idOf(n), student: `subject-${String(n >> 2)}`, violation: 'course_brushing' as const },
    ...{ score: 0.9 + (n % 100) / 1000, threshold: 0.9, signals: [], policyVersion: 'default-1' },
    course: {
      ...{ offering: `CS${String(n & 3)}-2026S-01`, college: `C${String(n % 20)}` },
      ...{ teachers: ['t-17'], owner: 't-17', category: 'major' as const, enrolled: true },
    },
  };
  const steps: unknown[] = [{ type: 'flag', actor: MACHINE, now, data: flag }];
  if (n % 5 >= 3) steps.push({ type: 'claim', actor: officer, now, data: {} });
  if (n % 5 === 4)
    steps.push({ type: 'dismiss', actor: officer, now, data: { reason: 'insufficient' } });
  let state = decider.initialState;
  const facts: { type: string; data: unknown; actor: { role: string; person: string } }[] = [];
  for (const step of steps as CaseCommand[]) {
    const decision = decider.decide(step, state);
    if (!decision.ok) throw new Error(JSON.stringify(decision.refusal));
    state = fold(decider.evolve, state, decision.events);
    for (const event of decision.events) facts.push({ ...event, actor: step.actor });
  }
  const at = new Date(now).toISOString();
  await store.append(
    `case-${idOf(n)}`,
    'none',
    facts.map(({ type, data, actor }) => ({
      id: randomUUID(),
      type,
      data,
      metadata: { at, actor },
    })),
  );
};

const STEPS: readonly { readonly name: string; readonly who: string; readonly body: object }[] = [
  { name: 'claim', who: 'officer:li', body: {} },
  { name: 'open_investigation', who: 'officer:li', body: { investigators: ['wang'] } },
  { name: 'declare_interest', who: 'officer:li', body: { conflict: false } },
  { name: 'declare_interest', who: 'officer:wang', body: { conflict: false } },
  {
    ...{ name: 'add_evidence', who: 'officer:li' },
    body: {
      ...{ sourceClass: 'statement', title: '任课教师的说明', bearing: 'neutral' },
      text: '该生当周请假,课件由同学代为打开。'.repeat(20),
    },
  },
];

/**
 * At a steady rate, whatever is still under way: a late answer delays no other's start, and time counts from
 * when a command was due (no coordinated omission). Steps of a case are due a second apart; one that is due before
 * the answer to the step before waits for it, since it must name the version, and the wait counts.
 */
const underLoad = async (server: TestServer, { cases, rate, seconds }: Load) => {
  const together = rate;
  const total = rate * seconds;
  const commands: number[] = [];
  const pages: number[] = [];
  let refused = 0;
  const running = new Map<string, Promise<void>>();
  const start = performance.now() + 200;
  let over = false;
  const queue = queueReader(server.api, pages, () => over);
  for (let k = 0; k < total; k += 1) {
    const due = start + (k * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    const round = Math.floor(k / (together * STEPS.length));
    const step = Math.floor(k / together) % STEPS.length;
    const n = ((round * together + (k % together)) * 5) % cases;
    const id = idOf(n);
    const before = running.get(id) ?? Promise.resolve();
    const one = before
      .then(() => run(server.api, id, step))
      .then((ok) => {
        commands.push(performance.now() - due);
        if (!ok) refused += 1;
      });
    running.set(id, one);
  }
  await Promise.all(running.values());
  over = true;
  await queue;
  return { commands, pages, refused };
};

const versions = new Map<string, number>();

const run = async (api: Api, id: string, at: number): Promise<boolean> => {
  const step = STEPS[at];
  if (!step) return false;
  const expectedVersion = versions.get(id) ?? 2;
  const { status, body } = await api
    .as(`dev:${step.who}`)
    .post<{ version: number }>(`/api/v1/cases/${id}/commands/${step.name}`, {
      ...{ expectedVersion, ...step.body },
    });
  if (status !== 200) tell(JSON.stringify(body));
  versions.set(id, body.version);
  return status === 200;
};

const QUERIES = [
  'status=flagged&sort=-score',
  'status=triage&assignee=li&sort=due',
  'college=C7&sort=-score',
  'sort=-opened',
];

const queueReader = async (api: Api, pages: number[], over: () => boolean): Promise<void> => {
  for (let n = 0; !over(); n += 1) {
    const began = performance.now();
    const query = QUERIES[n % QUERIES.length] ?? '';
    const { status, body } = await api
      .as('dev:officer:li')
      .get<{ items?: unknown[] }>(`/api/v1/cases?limit=50&${query}`);
    pages.push(performance.now() - began);
    if (status !== 200) throw new Error(`${query}: ${JSON.stringify(body)}`);
    await sleep(20);
  }
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

const quantile = (times: readonly number[], share: number): number => {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};

const peakOf = (pid: number): number => {
  const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
};
