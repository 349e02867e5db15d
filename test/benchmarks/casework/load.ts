import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { tell } from '../rounds.js';
import { idOf } from './fill.js';

/** Commands a second, for how many seconds, on cases from the `from`-th on. */
export interface Load {
  readonly cases: number;
  readonly rate: number;
  readonly seconds: number;
  readonly from: number;
}

/** Milliseconds: of each command from when it was due, of each page from when it was asked for. */
export interface Times {
  readonly commands: number[];
  readonly pages: number[];
}

interface Step {
  readonly name: string;
  readonly who: string;
  readonly body: object;
}

const STEPS: readonly Step[] = [
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

/** Every case's first and only version before the load: flagged. */
const FLAGGED = 2;

/** How many cases a load moves on: each is commanded once a second until its steps are done. */
export const casesMoved = ({ rate, seconds }: Pick<Load, 'rate' | 'seconds'>): number =>
  Math.ceil(seconds / STEPS.length) * rate * APART;

/** Of five in a row the first is flagged: see `fill`. */
const APART = 5;

/**
 * At a steady rate, whatever is still under way: a late answer delays no other's start, and time counts from
 * when a command was due (no coordinated omission). Steps of a case are due a second apart; one that is due before
 * the answer to the step before waits for it, since it must name the version, and the wait counts. Beside it one
 * reader turns pages of queues.
 */
export const underLoad = async (url: string, load: Load): Promise<Times> => {
  const { rate, seconds, from, cases } = load;
  const call = caller(url);
  const times: Times = { commands: [], pages: [] };
  const lines = new Map<string, Promise<number>>();
  let over = false;
  const queue = turnPages(call, times.pages, () => over);
  const start = performance.now() + 200;
  for (let k = 0; k < rate * seconds; k += 1) {
    const due = start + (k * 1000) / rate;
    const wait = due - performance.now();
    if (wait > 1) await sleep(wait);
    const round = Math.floor(k / (rate * STEPS.length));
    const id = idOf((from + (round * rate + (k % rate)) * APART) % cases);
    const step = STEPS[Math.floor(k / rate) % STEPS.length] as Step;
    const version = lines.get(id) ?? Promise.resolve(FLAGGED);
    const one = version.then(async (expectedVersion) => {
      const after = await run(call, { id, step, expectedVersion });
      times.commands.push(performance.now() - due);
      return after;
    });
    // Whoever waits for the line hears of it; until then nobody does.
    one.catch(() => undefined);
    lines.set(id, one);
    if ((k + 1) % (rate * 10) === 0) tell(`  ${String((k + 1) / rate)} s`);
  }
  await Promise.all(lines.values());
  over = true;
  await queue;
  return times;
};

type Call = (method: string, path: string, who: string, body?: object) => Promise<unknown>;

const run = async (
  call: Call,
  { id, step, expectedVersion }: { id: string; step: Step; expectedVersion: number },
): Promise<number> => {
  const path = `/api/v1/cases/${id}/commands/${step.name}`;
  const answer = await call('POST', path, step.who, { expectedVersion, ...step.body });
  return (answer as { version: number }).version;
};

/** Queues as people turn to them: an officer's, one of a college, a reviewer's. */
const QUEUES = [
  ['officer:li', 'status=flagged&sort=-score'],
  ['officer:li', 'status=triage&assignee=li&sort=due'],
  ['officer:li', 'college=C7&sort=-score'],
  ['officer:li', 'sort=-opened'],
  ['officer:ma', 'sort=due'],
  ['reviewer:zhao', 'sort=due'],
] as const;

const turnPages = async (call: Call, pages: number[], over: () => boolean): Promise<void> => {
  for (let n = 0; !over(); n += 1) {
    const began = performance.now();
    const [who, query] = QUEUES[n % QUEUES.length] ?? QUEUES[0];
    await call('GET', `/api/v1/cases?limit=50&${query}`, who);
    pages.push(performance.now() - began);
    await sleep(20);
  }
};

/** Kept-alive connections, as many as it takes; an answer other than 200 is an error. */
const caller = (url: string): Call => {
  const agent = new Agent({ keepAlive: true });
  return (method, path, who, body) =>
    new Promise((resolve, reject) => {
      const text = body && JSON.stringify(body);
      const headers = {
        authorization: `Bearer dev:${who}`,
        ...(text && {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
        }),
      };
      const outgoing = request(new URL(path, url), { agent, method, headers }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('end', () => {
          const said = Buffer.concat(parts).toString();
          if (answer.statusCode === 200) resolve(JSON.parse(said) as unknown);
          else reject(new Error(`${path}: ${String(answer.statusCode)} ${said.slice(0, 300)}`));
        });
      });
      outgoing.on('error', reject);
      outgoing.end(text);
    });
};
