import { DEFAULT_POLICY } from '../../libs/detection/policy/default-policy.js';
import { DETECTORS } from '../../libs/detection/registry.js';
import { DetectionBench, type SentEvent } from '../../libs/detection/testing/detection-bench.js';
import type { Course } from './instances.js';
import { Random } from '../simulator/random.js';
import type { SimRoster } from '../simulator/roster.js';
import { simulate, type SimulationOptions } from '../simulator/simulate.js';

/** A semester ready to be sent: events as vendors send them, and the roster in the contract's shape. */
export interface Term {
  readonly events: readonly SentEvent[];
  readonly roster: SimRoster;
}

export const termOf = (options: SimulationOptions): Term => {
  const { events, roster } = simulate(options);
  return {
    roster,
    events: [...events].map(({ subject, ...event }) => ({ ...event, account: subject })),
  };
};

/** Weeks close with few accounts: a small campus has baselines too. */
export const POLICY = {
  ...DEFAULT_POLICY,
  baselines: { ...DEFAULT_POLICY.baselines, closingAccounts: 5, latenessHours: 12 },
};

/** The real runner with every registered detector; students are known by number, and no more. */
const newBench = async (
  students: readonly { readonly id: string }[],
  cachedEvents?: number,
): Promise<DetectionBench> => {
  const bench = new DetectionBench({ detectors: DETECTORS, policy: POLICY, cachedEvents });
  await bench.runner.open();
  await bench.know({ students: students.map(({ id }) => ({ id })) });
  return bench;
};

/** All that is known first, then all events in order. */
export const inOrder = async ({ roster, events }: Term): Promise<DetectionBench> => {
  const bench = await newBench(roster.students);
  await bench.know(roster);
  await bench.send(events);
  await bench.settle();
  return bench;
};

/**
 * The same in another order: events shuffled over the partitions, late by days, some of them twice;
 * the roster in pieces in between, at first with accounts of the wrong students; with pauses and
 * restarts, other subjects drawn, and hardly anything kept in memory.
 */
export const inDisorder = async (
  { roster, events }: Term,
  seed: number,
  partitions: number,
): Promise<DetectionBench> => {
  const random = new Random(seed);
  // Subjects are drawn as students are first named: which one somebody has is chance as well.
  const bench = await newBench(shuffled(roster.students, random), 50);
  const pieces: object[] = shuffled(piecesOf(roster), random);
  const sent = interleaved(events, random, partitions);
  const every = Math.ceil(sent.length / (pieces.length + 1));
  for (let from = 0; from < sent.length;) {
    const size = 1 + Math.floor(random.unit() * 2 * every);
    await bench.send(sent.slice(from, from + size));
    const piece = pieces.shift();
    if (piece) await bench.know(piece);
    const draw = random.unit();
    if (draw < 0.5) await bench.settle();
    else if (draw < 0.7) await bench.restart();
    else await bench.runner.step();
    from += size;
  }
  for (const piece of pieces) await bench.know(piece);
  await bench.know(roster);
  await bench.settle();
  return bench;
};

/** The same disorder as a course that several instances are to judge: who is a student comes first. */
export const courseOf = ({ roster, events }: Term, seed: number, partitions: number): Course => {
  const random = new Random(seed);
  const students = { students: roster.students.map(({ id }) => ({ id })) };
  const pieces: object[] = shuffled(piecesOf(roster), random);
  return {
    // All of it is known when half the events are still to come: nobody is judged anew at the end.
    pieces: [students, ...pieces, roster, ...pieces.map(() => ({}))],
    events: interleaved(events, random, partitions),
  };
};

/** Each table by itself, and first of all each student with the next one's accounts. */
const piecesOf = ({ students, offerings, enrolments, meetings, leaves, networks }: SimRoster) => [
  {
    students: students.map((student, at) => ({
      ...student,
      accounts: students[(at + 1) % students.length]?.accounts,
    })),
  },
  { offerings },
  { enrolments },
  { meetings: meetings.slice(0, meetings.length / 2) },
  { meetings: meetings.slice(meetings.length / 2) },
  { leaves },
  { networks },
];

/** Accounts by partition keep their order as a log would; partitions do not wait for each other. */
const interleaved = (
  events: readonly SentEvent[],
  random: Random,
  partitions: number,
): readonly SentEvent[] => {
  const queues = Array.from({ length: partitions }, () => [] as SentEvent[]);
  for (const event of events) {
    const text = event.account ?? event.source;
    const hash = [...text].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) >>> 0;
    queues[hash % partitions]?.push(event);
  }
  const lateness = queues.map(() => random.unit() * events.length);
  const placed = queues.flatMap((queue, partition) =>
    queue.map((event, at) => ({
      event,
      at: at * partitions + (lateness[partition] ?? 0) + late(random, events.length),
    })),
  );
  const again = placed
    .filter(() => random.unit() < 0.1)
    .map(({ event, at }) => ({ event, at: at + random.unit() * events.length }));
  return [...placed, ...again].sort((a, b) => a.at - b.at).map(({ event }) => event);
};

const late = (random: Random, events: number): number =>
  random.unit() < 0.1 ? random.unit() * events : random.unit() * 50;

const shuffled = <T>(items: readonly T[], random: Random): T[] =>
  items
    .map((item) => ({ item, at: random.unit() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
