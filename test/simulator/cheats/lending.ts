import { clientOf, type Happening, type SimClient } from '../event.js';
import { play } from '../habits/player.js';
import { sit, sittingEvents } from '../habits/sitting.js';
import { opened } from '../habits/study.js';
import type { Random } from '../random.js';
import { HOUR, midnight, MIN, SEC } from '../world/calendar.js';
import { CITIES } from '../world/campus.js';
import { laptopOf } from '../world/devices.js';
import type { SimOffering } from '../world/offerings.js';
import { accountOf, type SimStudent } from '../world/students.js';
import type { World } from '../world/world.js';
import { caseKey, keyOf, type LabelledCase } from './label.js';

export type LendingFamily = 'studio' | 'helper_far' | 'helper_dormitory';

/** An account whose work in one course is done by somebody else. */
export interface Lending {
  readonly label: LabelledCase;
  readonly student: SimStudent;
  readonly offering: SimOffering;
  readonly client: SimClient;
  /** Local hours at which the helper works. */
  readonly fromHour: number;
  readonly daysPerWeek: number;
}

interface Pair {
  readonly student: SimStudent;
  readonly offering: SimOffering;
}

/** The first accounts go to one studio's machine, the rest to single helpers. */
export function drawLending(
  world: World,
  pairs: readonly Pair[],
  random: Random,
): Map<string, Lending> {
  const studioSize = pairs.length >= 5 ? Math.min(pairs.length, random.int(4, 7)) : 0;
  const studio = clientOf(laptopOf(random), world.campus.homeIp(random.pick(CITIES), random));
  return new Map(
    pairs.map(({ student, offering }, at) => {
      const family: LendingFamily =
        at < studioSize ? 'studio' : at % 2 ? 'helper_far' : 'helper_dormitory';
      const own = random.fork(student.index, offering.id);
      const client = family === 'studio' ? studio : helperOf(world, family, student, own);
      return [
        keyOf(student.number, offering.id),
        lendingOf(student, offering, family, client, own),
      ];
    }),
  );
}

function helperOf(
  { campus }: World,
  family: LendingFamily,
  student: SimStudent,
  random: Random,
): SimClient {
  if (family === 'helper_dormitory')
    return clientOf(
      laptopOf(random),
      campus.dormIp((student.dormitory + 1) % campus.dormitories, 99),
    );
  // An app that tells where it is: another city.
  const geo = { lat: random.between(29, 35), lon: random.between(104, 118), accuracyM: 40 };
  return clientOf(laptopOf(random), campus.homeIp(random.pick(CITIES), random), geo);
}

const lendingOf = (
  student: SimStudent,
  offering: SimOffering,
  family: LendingFamily,
  client: SimClient,
  random: Random,
): Lending => ({
  label: {
    student: student.number,
    offering: offering.id,
    violation: 'account_lending',
    family,
    part: 'participant',
    effort: family === 'helper_dormitory' ? 'adaptive' : 'moderate',
  },
  student,
  offering,
  client,
  fromHour: family === 'studio' ? random.between(18, 19) : random.pick([9, 14, 19]),
  daysPerWeek: random.int(3, 5),
});

/** The helper's work of one day: a video, the page, a quiz. */
export function* lendOn(plan: Lending, day: number, random: Random): Generator<Happening> {
  if (random.int(0, 6) >= plan.daysPerWeek) return;
  const { student, offering, client } = plan;
  const account = accountOf(student, offering.platform.source);
  const session = `s-${random.hex(8)}`;
  const actor = { account, session, client, skewMs: 0, wrong: caseKey(plan.label) };
  let at = midnight(day) + plan.fromHour * HOUR + random.between(0, 40) * MIN;
  yield* opened(actor, offering, at);
  at += 20 * SEC;
  const video = offering.videos[day % Math.max(1, offering.videos.length)];
  if (video) {
    const manner = { speed: 2, skips: 0, looksBack: 0, pauses: 0.1, foreground: true };
    at = (yield* play({ actor, offering, video, from: at, ...manner }, random)).at;
  }
  const quiz = offering.assessments.find((one) => one.week === Math.floor(day / 7));
  if (quiz && quiz.kind === 'quiz')
    yield* sittingEvents(actor, offering, sit(student, quiz, 1, at + 10 * SEC));
}
