import { known, median } from '../reading.js';
import { beyondAbility, type Ease } from '../sittings/beyond-ability.js';
import { lasted, type Sat } from '../sittings/class.js';
import { evennessOf } from '../sittings/evenness.js';
import { beyondAble, beyondQuick, type Pace } from '../sittings/tempo.js';
import type { ClassTimes } from './class-times.js';
import { hasteOf } from './own-pace.js';

/** What haste may weigh at most where it may simply be somebody's tempo, and what of it no tempo brings along. */
export interface Tempo {
  readonly most: number;
  readonly beyond: number;
}

/**
 * One person in sixty or so is as quick as that in everything (our own choice); of the programs most are. Haste of
 * somebody who had the time to read is worth no more, in however many papers: a habit is a habit in all of them.
 */
const HABIT = 4;
const LEAST_ANSWERS = -3;
/** Papers of the same course no quicker than the class's: of a quiz, and of an examination, which the quick take care over. */
const LEISURELY = 0.5;
const EACH_QUIZ = 1.5;
const EACH_EXAM = 1;
const MOST_OF_OTHERS = 3;

const FEWEST_OF_SITTING = 5;
/** Halvings of the class's time at which nobody reads any more, and seconds an item. Our own choice: eleven times as fast. */
const READABLE_HALVINGS = 3.5;
const READABLE_SEC = 2;

type Times = ReadonlyMap<string, ClassTimes>;

/** `hasty`: sittings under suspicion; `papers`: all first ones of the student's. */
export function tempoOf(
  hasty: readonly Sat[],
  papers: readonly Sat[],
  times: Times,
  eases: ReadonlyMap<string, Ease>,
): Tempo {
  const others = papers.filter((one) => !hasty.includes(one));
  // What is as quick and went badly is of the same hand: it tells how able that is.
  const leisurely = others.filter((one) => (hasteIn(one, times) ?? 0) <= LEISURELY);
  const alike = papers.filter((one) => !leisurely.includes(one));
  const answers = beyondAble(beyondAbility(alike, leisurely, eases));
  const beyond =
    beyondQuick(perItem(hasty, times)) +
    Math.max(LEAST_ANSWERS, answers) +
    unlike(leisurely, times);
  return { most: isReadable(hasty, times) ? Math.max(0, HABIT + beyond) : Infinity, beyond };
}

const hasteIn = (sitting: Sat, times: Times): number | undefined =>
  hasteOf(sitting, known(times.get(sitting.assessment)));

/** Homework may have been worked out on paper, and says nothing of a tempo. */
function unlike(leisurely: readonly Sat[], times: Times): number {
  const told = leisurely.filter((one) => hasteIn(one, times) !== undefined);
  const exams = told.filter(({ kind }) => kind === 'exam').length;
  const quizzes = told.filter(({ kind }) => kind === 'quiz' || kind === 'unknown').length;
  return Math.min(MOST_OF_OTHERS, EACH_QUIZ * quizzes + EACH_EXAM * exams);
}

/** Whether there was time to read at all. */
export function isReadable(own: readonly Sat[], times: Times): boolean {
  const { sec, halvings } = perItem(own, times);
  return (sec ?? READABLE_SEC) >= READABLE_SEC && (halvings ?? 0) < READABLE_HALVINGS;
}

/** Seconds an item, and how many times the class's own have been halved; at the median of the sittings. */
function perItem(own: readonly Sat[], times: Times): Pace {
  const each = own.flatMap((sitting) => {
    if (sitting.items.length < FEWEST_OF_SITTING) return [];
    const sec = secondsOf(sitting);
    const usual = usualOf(sitting, known(times.get(sitting.assessment)));
    return sec === undefined ? [] : [{ sec, usual }];
  });
  return {
    sec: median(each.map(({ sec }) => sec)),
    halvings: median(
      each.flatMap(({ sec, usual }) => (usual === undefined ? [] : [Math.log2(usual / sec)])),
    ),
  };
}

/** Between answers, the first left out, which has the page in it; of the whole sitting where they have no instants. */
function secondsOf(sitting: Sat): number | undefined {
  const even = evennessOf(sitting, FEWEST_OF_SITTING - 1);
  if (even) return even.meanSec;
  const each = lasted(sitting) / sitting.items.length;
  return sitting.begun && each > 0 ? each : undefined;
}

/** Of those who were right, item by item; of whole sittings where answers have no instants of their own. */
function usualOf(sitting: Sat, { usual, usualSec, whole }: ClassTimes): number | undefined {
  if (usual.size > 0 && (sitting.told === 'each' || !whole)) return usualSec / usual.size;
  return whole && Math.exp(whole.middle) / sitting.items.length;
}
