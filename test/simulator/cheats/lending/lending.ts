import { clientOf, type Happening, type SimClient } from '../../event.js';
import { play } from '../../habits/player.js';
import { sit, sittingEvents } from '../../habits/sitting.js';
import { closed, opened } from '../../habits/study.js';
import type { Random } from '../../random.js';
import { DAY, HOUR, midnight, MIN, SEC } from '../../world/calendar.js';
import { CITIES, scattered } from '../../world/campus.js';
import { laptopOf } from '../../world/devices.js';
import type { SimStudent } from '../../world/students.js';
import type { World } from '../../world/world.js';
import { weekDays } from '../hours.js';
import { caseKey, labelOf, type Effort, type Pair } from '../label.js';
import { farIp, nextDoorIp, unseen } from '../machines.js';
import type { Act, Draw, Family, Scheme } from '../scheme.js';

export const hasWork = ({ offering }: Pair): boolean =>
  offering.videos.length >= 2 && offering.assessments.length > 0;

/** Whoever does the work of an account in one course, and how. */
export interface Helper {
  /** The machine of a day. */
  readonly client: (day: number, random: Random) => SimClient;
  readonly hours: readonly [number, number];
  readonly daysPerWeek: number;
  readonly speed: number;
  /** Share of the work that the helper does; the owner does the rest. */
  readonly share: number;
  /** Answers in the helper's own way. */
  readonly who: SimStudent;
}

/** Somebody of another ability and pace, whose draws are not the owner's. */
export const strangerTo = (student: SimStudent, ability: number, random: Random): SimStudent => ({
  ...student,
  traits: new Set(),
  ability,
  pace: random.lognormal(0.8, 0.25),
  random: random.fork('stranger'),
});

/** The case, what the owner leaves to the helper, and the helper's days. Exams stay the owner's. */
export function lending(
  world: World,
  pair: Pair,
  family: string,
  effort: Effort,
  helper: Helper,
  random: Random,
): Scheme {
  const label = labelOf(pair, {
    violation: 'account_lending',
    family,
    effort,
    also: ['course_brushing'],
  });
  const { offering } = pair;
  const own = random.fork('done');
  const videos = offering.videos.filter(() => own.chance(helper.share));
  const quizzes = offering.assessments.filter(
    ({ kind }) => kind !== 'exam' && own.chance(helper.share),
  );
  const acts = Array.from({ length: world.weeks }, (_, week) => week).flatMap((week): Act[] => {
    const each = random.fork('week', week);
    const days = each.some(weekDays(world, week), helper.daysPerWeek).sort((a, b) => a - b);
    const watches = videos.filter((one) => one.week === week);
    const sits = quizzes.filter((one) => one.week === week);
    return days.map((day, n) => ({
      day,
      happen: () =>
        work(
          pair,
          helper,
          caseKey(label),
          {
            day,
            videos: watches.filter((_, at) => at % days.length === n),
            quizzes: sits.filter((_, at) => (at + 1) % days.length === n),
          },
          each.fork('work', day),
        ),
    }));
  });
  return {
    cases: [label],
    replaces: [
      {
        ...pair,
        videos: new Set(videos.map(({ id }) => id)),
        sittings: new Set(quizzes.map(({ id }) => id)),
      },
    ],
    acts,
  };
}

interface Stint {
  readonly day: number;
  readonly videos: Pair['offering']['videos'];
  readonly quizzes: Pair['offering']['assessments'];
}

/** One evening of the helper: login, page, what is due, out. */
function* work(
  { student, offering }: Pair,
  helper: Helper,
  wrong: string,
  { day, videos, quizzes }: Stint,
  random: Random,
): Generator<Happening> {
  if (videos.length + quizzes.length === 0 && random.chance(0.4)) return;
  const account = student.accounts.get(offering.platform.source) ?? student.number;
  const session = `s-${random.hex(8)}`;
  const client = helper.client(day, random.fork('client'));
  const actor = { account, session, client, skewMs: 0, wrong };
  let at = midnight(day) + random.between(...helper.hours) * HOUR;
  yield* opened(actor, offering, at);
  at += (10 + random.exponential(20)) * SEC;
  const manner = { speed: helper.speed, skips: 0.02, looksBack: 0, pauses: 0.06, foreground: true };
  for (const video of videos) {
    at = (yield* play({ actor, offering, video, from: at, ...manner }, random)).at;
    at += (4 + random.lognormal(20, 1)) * SEC;
  }
  for (const quiz of quizzes) {
    if (at < quiz.opensAt || at > quiz.closesAt - 20 * MIN) continue;
    const one = sit(helper.who, quiz, 1, at + 15 * SEC);
    yield* sittingEvents(actor, offering, one);
    at = one.submitsAt + random.between(20, 90) * SEC;
  }
  if (at < midnight(day) + 1.5 * DAY) yield* closed(actor, offering, at, random);
}

const helperOf = (
  student: SimStudent,
  client: Helper['client'],
  rest: Partial<Helper>,
  random: Random,
): Helper => ({
  client,
  hours: random.pick([
    [9, 11],
    [14, 16],
    [19, 22],
  ]),
  daysPerWeek: random.int(2, 5),
  speed: random.pick([1, 1.5, 2]),
  share: 1,
  who: strangerTo(student, random.normal(0.5, 0.7), random),
  ...rest,
});

/** A helper alone with one account. */
const single = (
  name: string,
  effort: Effort,
  draws: (world: World, pair: Pair, random: Random) => Pick<Helper, 'client'> & Partial<Helper>,
): Family => ({
  name,
  draw({ world, pool, random }: Draw) {
    const pair = pool.take(hasWork, random);
    if (!pair) return undefined;
    const { client, ...rest } = draws(world, pair, random.fork('helper'));
    const helper = helperOf(pair.student, client, rest, random.fork('manner'));
    return lending(world, pair, name, effort, helper, random.fork('work'));
  },
});

/** Machines with which several accounts are served: at the same hours, or one after the other. */
const several = (name: string, effort: Effort, apart: boolean): Family => ({
  name,
  draw({ world, pool, random }: Draw) {
    const first = pool.take(hasWork, random);
    if (!first) return undefined;
    const count = random.int(2, apart ? 4 : 7);
    const pairs = [first];
    for (let n = 0; n < count; n++) pairs.push(...[pool.take(hasWork, random) ?? []].flat());
    const line = random.chance(0.5) ? farIp(world, random) : undefined;
    const machine = laptopOf(random);
    const client: Helper['client'] = (_, each) => clientOf(machine, line ?? farIp(world, each));
    const schemes = pairs.map((pair, n) => {
      const own = random.fork('account', n);
      const from = apart ? 8 + ((n * 3.5) % 14) : 18.5;
      const helper = helperOf(
        pair.student,
        client,
        { hours: [from, from + (apart ? 1 : 2)] },
        own.fork('manner'),
      );
      return lending(world, pair, name, effort, helper, own);
    });
    return {
      cases: schemes.flatMap((one) => one.cases),
      replaces: schemes.flatMap((one) => one.replaces),
      acts: schemes.flatMap((one) => one.acts),
    };
  },
});

export const LENDING: readonly Family[] = [
  several('studio', 'blatant', false),
  several('serves_several', 'moderate', true),
  single('helper_far', 'moderate', (world, _, random) => {
    const city = random.pick(CITIES.slice(2));
    const line = world.campus.homeIp(city, random);
    const machine = laptopOf(random);
    // Some apps tell where they are: another city.
    const geo = random.chance(0.5)
      ? { ...scattered(city, 2000, random), accuracyM: 40 }
      : undefined;
    return { client: () => clientOf(machine, line, geo) };
  }),
  single('helper_dormitory', 'adaptive', (world, { student }, random) => {
    const client = unseen(random, nextDoorIp(world, student, random));
    return { client: () => client, share: random.between(0.6, 0.9) };
  }),
  single('owner_works_on', 'moderate', (world, { student }, random) => {
    // The owner has the course's pages and all other courses; the helper has its work, by day.
    const building = (student.dormitory + 1) % world.campus.dormitories;
    const client = unseen(random, world.campus.dormIp(building, random.int(0, 90)));
    return { client: () => client, daysPerWeek: 5, hours: [8, 18] };
  }),
  single('relative_at_home', 'adaptive', (world, _, random) => {
    const machine = laptopOf(random);
    const line = random.fork('line');
    return {
      client: (_day, each) =>
        clientOf(machine, world.campus.homeIp(CITIES[0], line.fork('box', each.int(0, 2)))),
      hours: [18.5, 22],
      daysPerWeek: random.int(2, 3),
      share: random.between(0.5, 0.8),
    };
  }),
];
