import { brushOn } from './cheats/brushing.js';
import { lendOn } from './cheats/lending.js';
import { keyOf, type LabelledCase } from './cheats/label.js';
import { planCheats, type CheatPlan } from './cheats/plan.js';
import { proxyAt } from './cheats/proxy.js';
import { deliver } from './delivery.js';
import type { Happening, Sent, SimEvent } from './event.js';
import { attend } from './habits/attendance.js';
import { leftRunning } from './habits/left-running.js';
import { deskOf, lessonsOn, study, studyHour } from './habits/study.js';
import { Random } from './random.js';
import { rosterOf, type SimRoster } from './roster.js';
import { midnight } from './world/calendar.js';
import { makeOfferings, type SimOffering } from './world/offerings.js';
import { makeStudent, type SimStudent } from './world/students.js';

export interface SimulationOptions {
  readonly students: number;
  readonly weeks: number;
  readonly seed: number;
}

export interface Labels {
  readonly cases: readonly LabelledCase[];
  readonly honestTraits: Readonly<Record<string, readonly string[]>>;
}

export interface Simulation {
  readonly roster: SimRoster;
  /** In order of arrival at the vendor; drawn lazily, a day of the campus in memory at a time. */
  readonly events: Iterable<SimEvent>;
  readonly labels: Labels;
}

interface World {
  readonly students: readonly SimStudent[];
  readonly offerings: readonly SimOffering[];
  readonly plan: CheatPlan;
  readonly weeks: number;
  readonly random: Random;
}

/** A labelled synthetic semester. The same options give the same bytes. */
export function simulate(options: SimulationOptions): Simulation {
  const random = new Random(options.seed);
  const days = options.weeks * 7;
  const offerings = makeOfferings(options.students, options.weeks, random.fork('offerings'));
  const students = Array.from({ length: options.students }, (_, at) =>
    makeStudent(at, offerings, days, random.fork('student', at)),
  );
  const plan = planCheats(students, offerings, days, random.fork('cheats'));
  const world = { students, offerings, plan, weeks: options.weeks, random };
  return {
    roster: rosterOf(students, offerings, options.weeks),
    events: { [Symbol.iterator]: () => eventsOf(world) },
    labels: { cases: plan.cases, honestTraits: traitsOf(students) },
  };
}

const traitsOf = (students: readonly SimStudent[]) =>
  Object.fromEntries(students.map((student) => [student.number, [...student.traits].sort()]));

/** Day by day: what arrives after midnight waits for the next. */
function* eventsOf(world: World): Generator<SimEvent> {
  let waiting: Sent[] = [];
  const days = world.weeks * 7;
  for (let day = 0; day <= days; day++) {
    if (day < days) for (const one of sentOn(world, day)) waiting.push(one);
    waiting.sort((a, b) => a.arrivesAt - b.arrivesAt);
    const until = day < days ? midnight(day + 1) : Infinity;
    const count = waiting.findIndex((one) => one.arrivesAt >= until);
    const ready = count < 0 ? waiting : waiting.slice(0, count);
    waiting = count < 0 ? [] : waiting.slice(count);
    for (const one of ready) yield one.event;
  }
}

function* sentOn(world: World, day: number): Generator<Sent> {
  const proxied = proxiedOn(world, day);
  for (const student of world.students) {
    const random = world.random.fork('day', student.index, day);
    const own = happeningsOn(world, student, day, proxied, random);
    yield* deliver(student, day, own, random.fork('delivery'));
  }
}

/** Sign-ins that another hand makes, by account. */
function proxiedOn(world: World, day: number): Map<string, Happening[]> {
  const byAccount = new Map<string, Happening[]>();
  for (const [n, group] of world.plan.proxies.entries())
    for (const meeting of group.offering.meetings.filter((one) => one.day === day))
      for (const one of proxyAt(group, meeting, world.random.fork('proxy', n, day), world.random))
        byAccount.set(one.account, [...(byAccount.get(one.account) ?? []), one]);
  return byAccount;
}

function* happeningsOn(
  world: World,
  student: SimStudent,
  day: number,
  proxied: ReadonlyMap<string, Happening[]>,
  random: Random,
): Generator<Happening> {
  const { plan } = world;
  yield* proxied.get(student.number) ?? [];
  yield* attendances(world, student, day, random);
  const cheated = (offering: SimOffering) => {
    const key = keyOf(student.number, offering.id);
    return plan.brushing.has(key) || plan.lending.has(key);
  };
  const lessons = lessonsOn(student, day, world.weeks).filter((one) => !cheated(one.offering));
  const evening = eveningOf(student, day, world.random);
  const from = midnight(day) + studyHour(student, lessons, evening);
  yield* study(student, lessons, from, deskOf(student, day, random), random);
  if (student.traits.has('left_running')) yield* leftRunning(student, day, random);
  for (const offering of student.offerings) {
    const brushing = plan.brushing.get(keyOf(student.number, offering.id));
    if (brushing) yield* brushOn(brushing, day, random.fork('brush', offering.id));
    const lending = plan.lending.get(keyOf(student.number, offering.id));
    if (lending) yield* lendOn(lending, day, random.fork('lend', offering.id));
  }
}

/** Roommates sit down at the same time. */
function eveningOf(student: SimStudent, day: number, random: Random): Random {
  const pair = Math.floor(student.index / 2);
  return student.traits.has('roommates') || student.index % 2 === 1
    ? random.fork('evening', pair, day)
    : random.fork('evening', 'alone', student.index, day);
}

function* attendances(
  world: World,
  student: SimStudent,
  day: number,
  random: Random,
): Generator<Happening> {
  const friend = world.students[(student.index + 1) % world.students.length];
  for (const offering of student.offerings) {
    const away = world.plan.proxies.some(
      (group) => group.offering === offering && group.absent.includes(student),
    );
    if (away) continue;
    for (const meeting of offering.meetings.filter((one) => one.day === day))
      if (random.chance(student.attends))
        yield attend(student, offering, meeting, random, world.random, friend?.phone);
  }
}
