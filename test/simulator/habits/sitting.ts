import { happening, type Actor, type Happening } from '../event.js';
import type { Random } from '../random.js';
import { MIN, SEC } from '../world/calendar.js';
import type { SimAssessment, SimItem } from '../world/assessments.js';
import type { SimOffering } from '../world/offerings.js';
import type { SimStudent } from '../world/students.js';
import { answerTo, rethink, type Given } from './answering.js';
import { examGaps, quizGaps } from './pacing.js';

/** One thing done in a sitting: turning to an item, or answering it. */
export interface Move extends Given {
  readonly at: number;
  readonly kind: 'view' | 'answer';
  readonly item: SimItem;
  readonly elapsedSec: number;
}

/** One attempt at an assessment, whoever or whatever makes it. */
export interface Sitting {
  readonly assessment: SimAssessment;
  readonly attempt: number;
  readonly startsAt: number;
  readonly moves: readonly Move[];
  readonly submitsAt: number;
  /** Items whose answers are looked at, and when. */
  readonly shown: readonly { readonly item: string; readonly at: number }[];
}

/** The last answer to each item, item by item. */
export const finalAnswers = ({ moves }: Sitting): ReadonlyMap<string, Move> =>
  new Map(moves.filter(({ kind }) => kind === 'answer').map((move) => [move.item.id, move]));

export const scoreOf = (sitting: Sitting): number =>
  [...finalAnswers(sitting).values()].filter(({ correct }) => correct).length;

/**
 * How a student of that ability and pace sits down to it, beginning then: the first pass, turning
 * back, changed answers, a look at the key where there is one. The same arguments, the same sitting.
 */
export function sit(
  student: SimStudent,
  assessment: SimAssessment,
  attempt: number,
  startsAt: number,
  before?: Sitting,
): Sitting {
  const random = student.random.fork('sitting', assessment.id, attempt);
  const theta =
    student.ability +
    student.random.fork('theta', assessment.id.split('-')[0] ?? '').normal(0, 0.4);
  const order = orderOf(assessment, random);
  const earlier = before && finalAnswers(before);
  const passes = order.map((item) => {
    const old = earlier?.get(item.id);
    return {
      item,
      given: old
        ? rethink(item, old, before?.shown ?? [], theta, random)
        : answerTo(item, theta, random),
    };
  });
  const again = revisited(student, assessment, passes, theta, random);
  const all = [...passes, ...again];
  const gaps =
    assessment.kind === 'exam'
      ? examGaps(
          all.map(({ item }) => item),
          passes.length,
          student,
          assessment,
          random,
        )
      : quizGaps(
          all.map(({ item }) => item),
          student,
          assessment,
          random,
        );
  const moves: Move[] = [];
  let at = startsAt + random.lognormal(4, 0.6) * SEC;
  for (const [n, { item, given }] of all.entries()) {
    const { turn, think } = gaps[n] ?? { turn: 1, think: 20 };
    at += turn * SEC;
    moves.push({ at, kind: 'view', item, ...given, elapsedSec: 0 });
    at += think * SEC;
    // Turned back, looked, and left as it was.
    if (n < passes.length || given !== NOTHING)
      moves.push({
        at,
        kind: 'answer',
        item,
        ...given,
        elapsedSec: Math.max(1, Math.round(think)),
      });
  }
  const allowed = assessment.minutes * (student.traits.has('extra_time') ? 1.5 : 1);
  const limit = startsAt + allowed * MIN;
  const inTime = moves.filter((move) => move.at < limit - 2 * SEC);
  const submitsAt = Math.min(limit, (inTime.at(-1)?.at ?? startsAt) + random.lognormal(9, 1) * SEC);
  const sitting = { assessment, attempt, startsAt, moves: inTime, submitsAt, shown: [] };
  return { ...sitting, shown: shownOf(student, sitting, random) };
}

/** Nothing new was given on coming back to an item. */
const NOTHING: Given = { response: '', correct: false };

interface Pass {
  readonly item: SimItem;
  readonly given: Given;
}

/** Most keep the paper's order; others put aside what looks hard. */
function orderOf({ items, inOrder }: SimAssessment, random: Random): SimItem[] {
  const order = [...items];
  if (random.chance(inOrder)) return order;
  const moved = random.int(1, Math.max(1, Math.floor(items.length / 5)));
  for (let n = 0; n < moved; n++) {
    const [item] = order.splice(random.int(0, order.length - 1), 1);
    if (item) order.splice(random.int(0, order.length), 0, item);
  }
  return order;
}

/** Going through it again before handing in. */
function revisited(
  student: SimStudent,
  assessment: SimAssessment,
  passes: readonly Pass[],
  theta: number,
  random: Random,
): Pass[] {
  const exam = assessment.kind === 'exam';
  const often = student.traits.has('corrects_himself') ? 1.5 : 1;
  if (!random.chance((exam ? 0.85 : 0.2) * often)) return [];
  const count = Math.round(random.lognormal(exam ? 13 : 2, 0.6) * often);
  return Array.from({ length: Math.min(count, passes.length * 3) }, (): Pass => {
    const { item } = random.pick(passes);
    const given = random.chance(0.25 * often) ? answerTo(item, theta + 0.4, random) : NOTHING;
    return { item, given };
  });
}

function shownOf(student: SimStudent, sitting: Sitting, random: Random): Sitting['shown'] {
  const { assessment, submitsAt } = sitting;
  const curious = student.traits.has('gives_up')
    ? 0.9
    : assessment.shows === 'after_submit'
      ? 0.45
      : 0.08;
  if (assessment.shows === 'never' || !random.chance(curious)) return [];
  let at = submitsAt + random.lognormal(15, 0.8) * SEC;
  return [...finalAnswers(sitting).values()]
    .filter(({ correct }) => !correct || random.chance(0.15))
    .map(({ item }) => ({ item: item.id, at: (at += random.lognormal(8, 0.9) * SEC) }));
}

/** The sitting as its platform tells it. */
export function* sittingEvents(
  actor: Actor,
  offering: SimOffering,
  sitting: Sitting,
): Generator<Happening> {
  const { assessment, attempt, startsAt, submitsAt } = sitting;
  const { platform } = offering;
  const { answers } = platform;
  const common = { offering: offering.id, activity: assessment.id };
  const say = (type: string, at: number, data: object): Happening =>
    happening(actor, platform, type, at, { ...common, ...data });
  const { kind } = assessment;
  yield say('assessment.started', startsAt, { kind, attempt });
  const told = answers.told === 'each' ? sitting.moves : [...finalAnswers(sitting).values()];
  for (const move of told)
    if (move.kind === 'view') {
      if (answers.pages)
        yield say('content.viewed', move.at, {
          title: `第 ${assessment.items.indexOf(move.item) + 1} 题`,
        });
    } else
      yield say('assessment.answered', answers.told === 'each' ? move.at : submitsAt - 40, {
        attempt,
        item: move.item.id,
        ...(answers.response ? { response: move.response } : {}),
        ...(answers.correct ? { correct: move.correct } : {}),
        ...(answers.elapsedSec ? { elapsedSec: move.elapsedSec } : {}),
      });
  const maxScore = assessment.items.length;
  const score = answers.score ? { score: scoreOf(sitting), maxScore } : {};
  yield say('assessment.submitted', submitsAt, { kind, attempt, ...score });
  for (const { item, at } of sitting.shown) yield say('assessment.answer_shown', at, { item });
}
