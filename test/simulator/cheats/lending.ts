import { clientOf, type Happening, type SimClient } from '../event.js';
import { play } from '../habits/player.js';
import { opened, quiz } from '../habits/study.js';
import type { Random } from '../random.js';
import { HOUR, midnight, MIN, SEC } from '../world/calendar.js';
import { dormIp, DORMITORIES, homeIp } from '../world/networks.js';
import type { SimOffering } from '../world/offerings.js';
import { laptopOf, type SimStudent } from '../world/students.js';
import { keyOf, type LabelledCase } from './label.js';

export type LendingFamily = 'studio' | 'helper_far' | 'helper_dormitory';

/** An account whose work in one course is done by somebody else. */
export interface Lending {
  readonly label: LabelledCase;
  readonly account: string;
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
export function drawLending(pairs: readonly Pair[], random: Random): Map<string, Lending> {
  const studioSize = pairs.length >= 5 ? Math.min(pairs.length, random.int(4, 7)) : 0;
  const studio = clientOf(laptopOf(random), homeIp(random));
  return new Map(
    pairs.map(({ student, offering }, at) => {
      const family: LendingFamily =
        at < studioSize ? 'studio' : at % 2 ? 'helper_far' : 'helper_dormitory';
      const own = random.fork(student.index, offering.id);
      const client = family === 'studio' ? studio : helperOf(family, student, own);
      return [
        keyOf(student.number, offering.id),
        lendingOf(student, offering, family, client, own),
      ];
    }),
  );
}

function helperOf(family: LendingFamily, student: SimStudent, random: Random): SimClient {
  if (family === 'helper_dormitory')
    return clientOf(laptopOf(random), dormIp((student.dormitory + 3) % DORMITORIES));
  // An app that tells where it is: another city.
  const geo = { lat: random.between(29, 35), lon: random.between(104, 118), accuracyM: 40 };
  return clientOf(laptopOf(random), homeIp(random), geo);
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
  account: student.number,
  offering,
  client,
  fromHour: family === 'studio' ? random.between(18, 19) : random.pick([9, 14, 19]),
  daysPerWeek: random.int(3, 5),
});

/** The helper's work of one day: a video, the page, a quiz. */
export function* lendOn(plan: Lending, day: number, random: Random): Generator<Happening> {
  if (random.int(0, 6) >= plan.daysPerWeek) return;
  const session = `s-${random.hex(8)}`;
  let at = midnight(day) + plan.fromHour * HOUR + random.between(0, 40) * MIN;
  yield* opened(plan.account, plan.offering, session, plan.client, at);
  at += 20 * SEC;
  const video = plan.offering.videos[day % plan.offering.videos.length];
  if (video) {
    const base = { account: plan.account, offering: plan.offering, session, client: plan.client };
    const view = {
      ...base,
      video,
      from: at,
      speed: 2,
      skips: false,
      pauses: 0.1,
      foreground: true,
    };
    at = yield* play(view, random);
  }
  const id = `${plan.offering.id}-q${Math.floor(day / 7) + 1}`;
  yield* quiz(plan.account, plan.offering, id, session, plan.client, at + 10 * SEC, random);
}
