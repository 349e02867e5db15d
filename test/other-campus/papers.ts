import type { Random } from '../simulator/random.js';
import { DAY, HOUR, MIN, SEC, type Course, type Item, type Learner, type Paper } from './campus.js';
import { dormIp, laptopOf, machineAt } from './places.js';
import type { Hand, Sender } from './sender.js';

export interface Answer {
  readonly item: Item;
  readonly response: string;
  readonly gapSec: number;
}

const known = ({ ability }: Learner, { difficulty }: Item, random: Random): boolean =>
  random.chance(1 / (1 + Math.exp(-1.3 * (ability - difficulty))));

export const responseOf = (learner: Learner, item: Item, random: Random): string => {
  if (known(learner, item, random)) return item.key;
  return random.chance(0.5) ? item.lure : random.pick(['A', 'B', 'C', 'D']);
};

/** How an honest person works through a paper. */
export function answersOf(learner: Learner, paper: Paper, random: Random): Answer[] {
  const exam = paper.kind === 'exam';
  const pace = learner.traits.has('able') ? 0.5 : random.lognormal(1, 0.25);
  const typed = !exam && learner.traits.has('on_paper');
  const order = random.chance(0.6) ? paper.items : random.some(paper.items, paper.items.length);
  const first = typed ? random.between(8, 40) * 60 : 0;
  return order.map((item, n) => ({
    item,
    response: responseOf(learner, item, random),
    gapSec:
      (n === 0 ? first : 0) +
      (typed
        ? random.lognormal(2.6, 0.3)
        : Math.max(0.6, random.lognormal(exam ? 55 : 24, 0.85) * pace)),
  }));
}

/** Writes an attempt down; answers when it was handed in. */
export function writePaper(
  sender: Sender,
  learner: Learner,
  course: Course,
  hand: Hand,
  paper: Paper,
  from: number,
  answers: readonly Answer[],
): number {
  const emit = sender.by(learner, course, hand);
  const base = { activity: paper.id, attempt: 1, kind: paper.kind };
  emit('assessment.started', from, base);
  let at = from;
  for (const { item, response, gapSec } of answers) {
    at += gapSec * SEC;
    const correct = response === item.key;
    emit('assessment.answered', at, {
      ...{ activity: paper.id, attempt: 1, item: item.id, correct },
      ...(course.vendor.answers === 'response' ? { response } : {}),
    });
  }
  at += 4 * SEC;
  const score = answers.filter(({ item, response }) => response === item.key).length;
  emit('assessment.submitted', at, { ...base, score, maxScore: paper.items.length });
  return at;
}

export function paperHonestly(
  sender: Sender,
  learner: Learner,
  course: Course,
  paper: Paper,
): void {
  const random = learner.random.fork('paper', paper.id);
  if (paper.kind === 'quiz' && random.chance(0.08)) return;
  const from =
    paper.kind === 'exam'
      ? paper.opensAt + random.exponential(40) * SEC
      : paper.opensAt + Math.min(0.97, random.unit() ** 0.4) * 6.4 * DAY;
  const machine =
    paper.kind === 'exam' && !learner.traits.has('lab')
      ? { ...laptopOf(learner), ip: dormIp(learner) }
      : machineAt(learner, from, random);
  const hand = { machine, session: `${learner.number}-p${Math.floor(from / HOUR)}` };
  const emit = sender.by(learner, course, hand);
  emit('session.started', from - 30 * SEC, { method: 'password' });
  const end = writePaper(
    sender,
    learner,
    course,
    hand,
    paper,
    from,
    answersOf(learner, paper, random),
  );
  // The key is open to everybody who has handed in.
  if (paper.kind === 'quiz' && random.chance(0.3))
    for (const [n, item] of paper.items.entries())
      emit('assessment.answer_shown', end + MIN + n * 4 * SEC, {
        activity: paper.id,
        item: item.id,
      });
}
