import { clientOf, type Happening, type SimClient } from '../../event.js';
import { sit, sittingEvents, type Sitting } from '../../habits/sitting.js';
import { opened } from '../../habits/study.js';
import type { Random } from '../../random.js';
import type { SimAssessment, SimItem } from '../../world/assessments.js';
import { dayOf, HOUR, MIN, SEC } from '../../world/calendar.js';
import { laptopOf } from '../../world/devices.js';
import type { SimStudent } from '../../world/students.js';
import type { World } from '../../world/world.js';
import { caseKey, labelOf, type Effort, type Pair } from '../label.js';
import { strangerTo } from '../lending/lending.js';
import { actorAs, farIp, nextDoorIp, unseen } from '../machines.js';
import type { Act, Draw, Family, Scheme } from '../scheme.js';
import { sat, slotFor } from './desk.js';
import { answersOf, keyedSitting } from './machine.js';

const examsOf = ({ offering }: Pair): SimAssessment[] =>
  offering.assessments.filter(({ kind, proctored }) => kind === 'exam' && !proctored);

/** Nobody is paid to sit a paper that its owner would pass with ease. */
export const hires = (pair: Pair): boolean =>
  examsOf(pair).length > 0 && pair.student.ability < 0.8;

const hiresInTurn = (pair: Pair): boolean =>
  hires(pair) && examsOf(pair).some(({ together }) => !together);

interface Hired {
  readonly writer: SimStudent;
  readonly client: SimClient;
}

interface Way {
  readonly family: string;
  readonly effort: Effort;
  readonly client: SimClient;
  /** Several papers in one mind: their answers are alike. */
  readonly alike?: boolean;
}

/** The exams that somebody else sits; quizzes and videos are the owner's own. */
function impersonation(
  pair: Pair,
  { family, effort, client, alike }: Way,
  sittings: readonly Sitting[],
  random: Random,
): Scheme {
  const { student, offering } = pair;
  const label = labelOf(pair, {
    violation: 'exam_impersonation',
    family,
    effort,
    also: ['account_lending', ...(alike ? (['content_leak'] as const) : [])],
  });
  function* write(sitting: Sitting): Generator<Happening> {
    const { assessment, startsAt } = sitting;
    const own = random.fork('writes', assessment.id);
    const actor = actorAs(student, offering, client, own, caseKey(label));
    yield* opened(actor, offering, startsAt - own.between(20, 90) * SEC);
    yield* sittingEvents(actor, offering, sitting);
  }
  return {
    cases: [label],
    replaces: [{ ...pair, ...sat(sittings.map((one) => ({ ...one, at: one.startsAt }))) }],
    acts: sittings.map((one): Act => ({ day: dayOf(one.startsAt), happen: () => write(one) })),
  };
}

const family = (
  name: string,
  effort: Effort,
  hire: (world: World, pair: Pair, random: Random) => Hired,
): Family => ({
  name,
  draw({ world, pool, random }: Draw) {
    const pair = pool.take(hires, random, ({ student }) => -student.ability);
    if (!pair) return undefined;
    const slots = examsOf(pair).flatMap(
      (exam) => slotFor(world, pair, exam, random.fork('slot', exam.id)) ?? [],
    );
    if (slots.length === 0) {
      pool.release(pair);
      return undefined;
    }
    const { writer, client } = hire(world, pair, random.fork('hired'));
    const sittings = slots.map(({ assessment, at }) => sit(writer, assessment, 1, at));
    return impersonation(pair, { family: name, effort, client }, sittings, random);
  },
});

/** Ability well above the owner's, and little time lost. */
const paidWriter = (student: SimStudent, random: Random): SimStudent => ({
  ...strangerTo(student, random.between(1.4, 2.6), random),
  pace: random.lognormal(0.6, 0.2),
});

/** One writer, one machine, one candidate after the other. */
const inTurn: Family = {
  name: 'writer_of_several',
  draw({ world, pool, random }: Draw) {
    const first = pool.take(hiresInTurn, random);
    if (!first) return undefined;
    const exam = examsOf(first).find(({ together }) => !together);
    if (!exam) return undefined;
    const pairs = [first, ...pool.classmates(first.offering, random.int(1, 4), random, hires)];
    const client = clientOf(laptopOf(random), farIp(world, random));
    const writer = paidWriter(first.student, random.fork('writer'));
    const mind = answersOf(sit(writer, exam, 1, exam.opensAt));
    const schemes: Scheme[] = [];
    let at = exam.opensAt + random.between(1, 12) * HOUR;
    for (const [n, pair] of pairs.entries()) {
      const own = random.fork('candidate', n);
      // One mind: what was answered once is answered so again, mostly; the clock is another.
      const again = { ...writer, random: own.fork('day') };
      const knows = (item: SimItem): string | undefined =>
        own.fork('recalls', item.id).chance(0.92) ? mind.get(item.id) : undefined;
      const sitting = keyedSitting(again, exam, at, knows, 1);
      if (sitting.submitsAt > exam.closesAt) {
        pool.release(pair);
        continue;
      }
      const how = { family: 'writer_of_several', effort: 'moderate', client } as const;
      schemes.push(impersonation(pair, { ...how, alike: true }, [sitting], own));
      at = sitting.submitsAt + random.between(4, 40) * MIN;
    }
    return {
      cases: schemes.flatMap((one) => one.cases),
      replaces: schemes.flatMap((one) => one.replaces),
      acts: schemes.flatMap((one) => one.acts),
    };
  },
};

export const IMPERSONATION: readonly Family[] = [
  family('writer_far', 'blatant', (world, { student }, random) => ({
    writer: paidWriter(student, random),
    client: unseen(random, farIp(world, random)),
  })),
  inTurn,
  family('writer_by_vpn', 'moderate', (world, { student }, random) => ({
    writer: paidWriter(student, random),
    client: unseen(random, world.campus.vpnIp(random)),
  })),
  family('writer_in_dormitory', 'adaptive', (world, { student }, random) => ({
    // A friend who is better at it, not a professional.
    writer: strangerTo(student, student.ability + random.between(1, 2), random),
    client: unseen(random, nextDoorIp(world, student, random)),
  })),
];
