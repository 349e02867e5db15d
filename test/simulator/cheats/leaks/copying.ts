import { finalAnswers, sit, sittingEvents, type Sitting } from '../../habits/sitting.js';
import type { Random } from '../../random.js';
import type { SimAssessment, SimItem } from '../../world/assessments.js';
import { dayOf, MIN, SEC } from '../../world/calendar.js';
import type { World } from '../../world/world.js';
import { ownActor, sat, slotFor, type Slot } from '../exams/desk.js';
import { keyedSitting } from '../exams/machine.js';
import { isFreeAt } from '../hours.js';
import { caseKey, labelOf, type Effort, type Pair } from '../label.js';
import type { Act, Draw, Family, Scheme } from '../scheme.js';

const copied = ({ proctored, kind, items }: SimAssessment): boolean =>
  !proctored && kind !== 'homework' && items.length >= 6;

const canCopy = ({ offering }: Pair): boolean => offering.assessments.filter(copied).length >= 2;

const hasExam = (pair: Pair): boolean =>
  pair.offering.assessments.some((one) => one.kind === 'exam' && copied(one));

interface Copying {
  readonly effort: Effort;
  /** Share of a paper's items that are taken over, wrong ones among them. */
  readonly items: number;
  /** Share of the papers. */
  readonly papers: number;
  /** How long after the source they begin. */
  readonly laterMin: (random: Random) => number;
  readonly exams: boolean;
}

/** One who works, and others who take over what he gave. */
const family = (
  name: string,
  fits: (pair: Pair) => boolean,
  copiers: readonly [number, number],
  drawn: (random: Random) => Copying,
): Family => ({
  name,
  draw({ world, pool, random }: Draw) {
    const source = pool.take(fits, random, ({ student }) => student.ability);
    if (!source) return undefined;
    const others = pool.classmates(source.offering, random.int(...copiers), random);
    const how = drawn(random.fork('how'));
    const papers = source.offering.assessments.filter(
      (one) => copied(one) && (!how.exams || one.kind === 'exam'),
    );
    const slots = papers
      .filter(({ id }) => random.fork('copied', id).chance(how.papers))
      .flatMap((paper) => slotFor(world, source, paper, random.fork('source', paper.id)) ?? []);
    if (others.length === 0 || slots.length === 0) {
      for (const pair of [source, ...others]) pool.release(pair);
      return undefined;
    }
    return copyingOf(world, name, how, source, others, slots, random);
  },
});

function copyingOf(
  world: World,
  name: string,
  how: Copying,
  source: Pair,
  others: readonly Pair[],
  slots: readonly Slot[],
  random: Random,
): Scheme {
  const about = { violation: 'content_leak', family: name, effort: how.effort } as const;
  const members = [source, ...others];
  const labels = members.map((pair) =>
    labelOf(pair, { ...about, part: pair === source ? 'organiser' : 'participant' }),
  );
  const acts = slots.flatMap((slot): Act[] => {
    const given = sit(source.student, slot.assessment, 1, slot.at);
    return members.map((pair, n) => {
      const own = random.fork('member', n, slot.assessment.id);
      const at = n === 0 ? slot.at : beginsAt(world, pair, slot, how, own.fork('later'));
      const wrong = labels.map(caseKey).slice(n, n + 1);
      return {
        day: dayOf(at),
        happen: () => {
          const actor = ownActor(world, pair, { ...slot, at }, wrong, own.fork('desk'));
          const sitting = n === 0 ? given : takenOver(pair, given, at, how, own.fork('takes'));
          return sittingEvents(actor, pair.offering, sitting);
        },
      };
    });
  });
  return { cases: labels, replaces: members.map((pair) => ({ ...pair, ...sat(slots) })), acts };
}

/** Together in one room, or when a friend's answers have come and there is time. */
function beginsAt(
  world: World,
  pair: Pair,
  { assessment, at }: Slot,
  how: Copying,
  random: Random,
): number {
  if (assessment.together) return assessment.opensAt + (2 + random.exponential(20)) * SEC;
  const need = assessment.kind === 'exam' ? 70 : 15;
  const later = Math.max(
    at + 5 * SEC,
    Math.min(at + how.laterMin(random) * MIN, assessment.closesAt - need * MIN),
  );
  if (isFreeAt(world, pair.student, later, need)) return later;
  return slotFor(world, pair, assessment, random, later)?.at ?? later;
}

/** The copier's own sitting with the source's answers in it, each given after the source gave it. */
function takenOver(
  { student }: Pair,
  given: Sitting,
  startsAt: number,
  how: Copying,
  random: Random,
): Sitting {
  const answers = finalAnswers(given);
  const takes = (item: SimItem): string | undefined =>
    random.fork('takes', item.id).chance(how.items) ? answers.get(item.id)?.response : undefined;
  const { kind, minutes } = given.assessment;
  const quicker = kind === 'exam' ? random.between(0.75, 1) : random.between(0.6, 1);
  const own = keyedSitting(student, given.assessment, startsAt, takes, quicker);
  const limit = startsAt + minutes * MIN - 5 * SEC;
  const moves = own.moves
    .map((move) => {
      const known = takes(move.item) === undefined ? undefined : answers.get(move.item.id);
      if (move.kind === 'view' || !known) return move;
      const seen = known.at + random.between(4, 50) * SEC;
      return { ...move, at: Math.max(move.at, Math.min(seen, limit)) };
    })
    .sort((a, b) => a.at - b.at);
  const last = (moves.at(-1)?.at ?? startsAt) + random.between(3, 60) * SEC;
  return { ...own, moves, submitsAt: Math.max(own.submitsAt, last) };
}

export const COPYING: readonly Family[] = [
  family('copying_clique', canCopy, [2, 5], (random) => ({
    effort: 'blatant',
    items: random.between(0.85, 1),
    papers: random.between(0.8, 1),
    laterMin: (own) => own.between(0.2, 6),
    exams: false,
  })),
  family('copying_pair', canCopy, [1, 1], (random) => ({
    effort: 'moderate',
    items: random.between(0.65, 0.95),
    papers: random.between(0.6, 1),
    laterMin: (own) => own.between(2, 40),
    exams: false,
  })),
  family('copying_exam', hasExam, [1, 2], (random) => ({
    effort: 'moderate',
    items: random.between(0.6, 0.95),
    papers: 1,
    laterMin: (own) => own.between(5, 90),
    exams: true,
  })),
  family('copying_in_part', hasExam, [1, 1], (random) => ({
    effort: 'adaptive',
    items: random.between(0.4, 0.65),
    papers: 1,
    laterMin: (own) => own.between(30, 8 * 60),
    exams: true,
  })),
  family('answers_in_a_group', canCopy, [4, 8], (random) => ({
    effort: 'moderate',
    items: random.between(0.6, 0.9),
    papers: random.between(0.6, 1),
    laterMin: (own) => own.lognormal(4 * 60, 1),
    exams: false,
  })),
];
