import { finalAnswers, sittingEvents, type Sitting } from '../../habits/sitting.js';
import type { Random } from '../../random.js';
import type { SimAssessment, SimItem } from '../../world/assessments.js';
import { DAY, dayOf, HOUR, hourOf, MIN, SEC } from '../../world/calendar.js';
import type { SimOffering } from '../../world/offerings.js';
import type { World } from '../../world/world.js';
import { ownActor, sat, slotFor, type Slot } from '../exams/desk.js';
import { endOf, keyedSitting, machineSitting } from '../exams/machine.js';
import { freeInstant, saneInstant } from '../hours.js';
import { caseKey, labelOf, type Effort, type LabelledCase, type Pair } from '../label.js';
import type { Draw, Family, Scheme } from '../scheme.js';

const shows = ({ shows: when, kind }: SimAssessment): boolean =>
  when !== 'never' && kind !== 'exam';

const yields = ({ offering }: Pair): boolean => offering.assessments.filter(shows).length >= 2;

interface Using {
  readonly effort: Effort;
  /** Machine pace, or the user's own. */
  readonly machine: boolean;
  /** Share of the items, and of the papers, for which the key is used. */
  readonly items: number;
  readonly papers: number;
}

/** One account draws out the key, others hand it in: minutes to days later. */
const family = (
  name: string,
  using: (random: Random) => Using,
  users: readonly [number, number],
): Family => ({
  name,
  draw(draw: Draw) {
    const { world, pool, random } = draw;
    const harvester = pool.take(yields, random);
    if (!harvester) return undefined;
    const own = pool.classmates(harvester.offering, random.int(...users), random);
    const section = random.chance(0.4) ? otherSection(world, harvester.offering) : undefined;
    const far = section ? pool.classmates(section, random.int(1, users[1]), random, yields) : [];
    const takers = [...own, ...far];
    const papers = harvester.offering.assessments.filter(shows);
    const harvests = papers.map((paper) =>
      harvestOf(world, harvester, paper, random.fork('harvest')),
    );
    const use = using(random.fork('using'));
    const schemes = takers.flatMap(
      (pair, n) => userOf(world, name, use, pair, harvests, random.fork('user', n)) ?? [],
    );
    if (schemes.length === 0) {
      for (const pair of [harvester, ...takers]) pool.release(pair);
      return undefined;
    }
    const first = harvesterOf(world, name, use.effort, harvester, harvests, random.fork('first'));
    const all = [first, ...schemes];
    return {
      cases: all.flatMap((one) => one.cases),
      replaces: all.flatMap((one) => one.replaces),
      acts: all.flatMap((one) => one.acts),
    };
  },
});

/** Same course, same paper, another class. */
const otherSection = (world: World, { id, group }: SimOffering): SimOffering | undefined =>
  world.offerings.find((one) => one.group === group && one.id !== id);

/** A constant answer to everything on the first days, then a look at every key. */
function harvestOf(world: World, { student }: Pair, paper: SimAssessment, random: Random): Sitting {
  const own = random.fork(paper.id);
  const day = dayOf(paper.opensAt) + (own.chance(0.7) ? 0 : 1);
  const first = paper.opensAt + 10 * MIN;
  const startsAt =
    freeInstant(world, student, first, first + 1.6 * DAY, 30, own.fork('free')) ??
    Math.max(first, saneInstant(student, day, own));
  const letter = own.chance(0.6) ? own.pick(['A', 'B', 'C', 'D']) : undefined;
  const every = own.pick([1, 3, 3, own.between(1, 8)]);
  const manner = { pace: () => every, hits: 0, otherwise: 'random', waits: 2 } as const;
  const sitting = machineSitting(paper, startsAt, manner, own);
  const moves = sitting.moves.map((move) => {
    if (letter === undefined || !/^[A-D]$/.test(move.item.key)) return move;
    return { ...move, response: letter, correct: letter === move.item.key };
  });
  let at = sitting.submitsAt + own.between(2, 30) * SEC;
  const shown = [...finalAnswers({ ...sitting, moves }).values()].map(({ item }) => ({
    item: item.id,
    at: (at += own.lognormal(4, 0.5) * SEC),
  }));
  return { ...sitting, moves, shown };
}

function harvesterOf(
  world: World,
  family: string,
  effort: Effort,
  pair: Pair,
  harvests: readonly Sitting[],
  random: Random,
): Scheme {
  const label = labelOf(pair, {
    violation: 'content_leak',
    family,
    effort,
    part: 'organiser',
    also: ['exam_brushing'],
  });
  const slots = harvests.map(({ assessment, startsAt }) => ({ assessment, at: startsAt }));
  return {
    cases: [label],
    replaces: [{ ...pair, ...sat(slots) }],
    acts: harvests.map((sitting, n) => ({
      day: dayOf(sitting.startsAt),
      happen: () => {
        const slot = slots[n] ?? { assessment: sitting.assessment, at: sitting.startsAt };
        const actor = ownActor(world, pair, slot, caseKey(label), random.fork('desk', n));
        return sittingEvents(actor, pair.offering, sitting);
      },
    })),
  };
}

/** Hands in what the harvester saw; over several papers that is exam brushing as well. */
function userOf(
  world: World,
  family: string,
  use: Using,
  pair: Pair,
  harvests: readonly Sitting[],
  random: Random,
): Scheme | undefined {
  const { student, offering } = pair;
  const slots = harvests.flatMap((harvest): Slot[] => {
    const own = random.fork('uses', harvest.assessment.id);
    const paper = offering.assessments.find((one) => sameItems(one, harvest.assessment));
    if (!paper || !own.chance(use.papers)) return [];
    const slot = afterHarvest(world, pair, paper, endOf(harvest), own);
    return slot ? [slot] : [];
  });
  if (slots.length < 2) return undefined;
  const about = { family, effort: use.effort } as const;
  const most = use.machine || (use.items > 0.85 && slots.length >= 2);
  // Human pace, and the key: nothing but being right gives it away.
  const pacing = use.machine ? use.effort : 'adaptive';
  const cases: LabelledCase[] = [
    labelOf(pair, {
      violation: 'content_leak',
      ...about,
      ...(most ? {} : { also: ['exam_brushing'] }),
    }),
    ...(most ? [labelOf(pair, { violation: 'exam_brushing', ...about, effort: pacing })] : []),
  ];
  const wrong = cases.map(caseKey);
  return {
    cases,
    replaces: [{ student, offering, ...sat(slots) }],
    acts: slots.map((slot) => ({
      day: dayOf(slot.at),
      happen: () => {
        const own = random.fork('sits', slot.assessment.id);
        const actor = ownActor(world, pair, slot, wrong, own.fork('desk'));
        return sittingEvents(actor, offering, usedIn(pair, slot, use, own.fork('answers')));
      },
    })),
  };
}

const sameItems = (one: SimAssessment, other: SimAssessment): boolean =>
  one.items[0]?.id === other.items[0]?.id;

/** Mostly the same day; some wait for days. */
function afterHarvest(
  world: World,
  pair: Pair,
  paper: SimAssessment,
  known: number,
  random: Random,
): Slot | undefined {
  const soon = random.chance(0.5) ? known + random.lognormal(20, 1) * MIN : undefined;
  if (soon !== undefined && soon < paper.closesAt - HOUR && Math.abs(hourOf(soon) - 15) < 7.5) {
    const until = Math.min(paper.closesAt, soon + 6 * HOUR);
    const slot = slotFor(world, pair, { ...paper, closesAt: until }, random, soon);
    if (slot) return { ...slot, assessment: paper };
  }
  const until = Math.min(paper.closesAt, known + 4 * DAY);
  const slot = slotFor(world, pair, { ...paper, closesAt: until }, random, known + 3 * MIN);
  return slot && { ...slot, assessment: paper };
}

function usedIn({ student }: Pair, { assessment, at }: Slot, use: Using, random: Random): Sitting {
  const grid = random.pick([0.7, 1, 3, random.between(1, 5)]);
  if (use.machine) {
    const pace = (own: Random): number => grid + own.exponential(0.1);
    return machineSitting(
      assessment,
      at,
      { pace, hits: use.items, otherwise: 'random', waits: 3 },
      random,
    );
  }
  const knows = (item: SimItem): string | undefined =>
    random.fork('knows', item.id).chance(use.items) ? item.key : undefined;
  return keyedSitting(student, assessment, at, knows, random.between(0.5, 1));
}

export const HARVEST: readonly Family[] = [
  family(
    'harvest_machine',
    (random) => ({ effort: 'blatant', machine: true, items: random.between(0.93, 1), papers: 1 }),
    [1, 3],
  ),
  family(
    'harvest_by_hand',
    (random) => ({
      effort: 'moderate',
      machine: false,
      items: random.between(0.9, 1),
      papers: random.between(0.8, 1),
    }),
    [1, 3],
  ),
  family(
    'harvest_in_part',
    (random) => ({
      effort: 'adaptive',
      machine: false,
      items: random.between(0.55, 0.85),
      papers: random.between(0.6, 0.9),
    }),
    [1, 2],
  ),
];
