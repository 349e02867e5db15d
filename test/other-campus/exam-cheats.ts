import { HOUR, MIN, type Course } from './campus.js';
import type { Guilt, Seat } from './guilt.js';
import { answersOf, writePaper } from './papers.js';
import { dormIp, laptopOf } from './places.js';
import type { Sender } from './sender.js';
import * as people from './tools-people.js';

const tellsAnswers = ({ vendor }: Course): boolean => vendor.answers === 'response';
const examOf = (course: Course) => course.papers.find(({ kind }) => kind === 'exam');

/** Two of one class. Undefined where nobody else is free. */
function twoOf(guilt: Guilt): readonly [Seat, Seat] | undefined {
  const one = guilt.free(tellsAnswers);
  const [learner] = guilt.classmates(one.course, 1);
  return learner && [one, { learner, course: one.course }];
}

export function search(guilt: Guilt, sender: Sender): void {
  for (let n = 0; n < guilt.rate * 3; n++) {
    const seat = guilt.free(() => true);
    const wrong = guilt.accuse(seat, 'exam_brushing', 'search');
    guilt.skip('papers', seat);
    for (const paper of seat.course.papers)
      people.searchScript(
        sender,
        seat.learner,
        seat.course,
        paper,
        wrong,
        guilt.random.fork(wrong, paper.id),
      );
  }
}

/** One hands in nonsense and reads the keys, another uses them: by a script, or by hand. */
export function harvestKeys(guilt: Guilt, sender: Sender): void {
  for (let n = 0; n < guilt.rate * 2; n++) {
    const two = twoOf(guilt);
    if (!two) continue;
    const [one, other] = two;
    const byScript = n % 2 === 1;
    const key = guilt.accuse(one, 'content_leak', 'harvester');
    const user = guilt.accuse(other, 'content_leak', byScript ? 'user' : 'slow user');
    if (byScript) guilt.accuse(other, 'exam_brushing', 'harvested');
    for (const seat of two) guilt.skip('papers', seat);
    for (const paper of one.course.papers.filter(({ kind }) => kind === 'quiz')) {
      const random = guilt.random.fork(key, paper.id);
      const end = people.harvest(sender, one.learner, one.course, paper, key, random);
      const gap = byScript ? () => 3 : () => random.lognormal(20, 0.8);
      const from = end + random.between(10, 600) * MIN;
      people.useHarvest(sender, other.learner, other.course, paper, user, from, gap);
    }
  }
}

/** Most answers of the exam, the wrong ones too. */
export function copy(guilt: Guilt, sender: Sender): void {
  for (let n = 0; n < guilt.rate * 2; n++) {
    const two = twoOf(guilt);
    const paper = two && examOf(two[0].course);
    if (!two || !paper) continue;
    const [{ learner, course }, other] = two;
    const [wrong = '', copied = ''] = two.map((seat) =>
      guilt.accuse(seat, 'content_leak', 'copying'),
    );
    for (const seat of two) guilt.skips.papers.add(`${seat.learner.number} ${paper.id}`);
    const random = guilt.random.fork('copy', n);
    const answers = answersOf(learner, paper, random);
    const machine = { ...laptopOf(learner), ip: dormIp(learner) };
    const hand = { machine, session: `c-${n}`, wrong };
    writePaper(sender, learner, course, hand, paper, paper.opensAt + MIN, answers);
    people.copyFrom(sender, other.learner, course, paper, answers, 0.85, copied, random);
  }
}

/** Somebody able and paid sits the exam, or three exams one after the other. */
export function impersonate(guilt: Guilt, sender: Sender): void {
  for (let n = 0; n < guilt.rate * 2; n++) {
    const seats = Array.from({ length: n % 2 ? 1 : 3 }, () => guilt.free(() => true));
    const machine = people.helperMachine(guilt.random);
    let from = 0;
    for (const seat of seats) {
      const paper = examOf(seat.course);
      if (!paper) continue;
      const family = n % 2 ? 'gunman' : 'gunman for three';
      const wrong = guilt.accuse(seat, 'exam_impersonation', family);
      guilt.skips.papers.add(`${seat.learner.number} ${paper.id}`);
      from = Math.min(Math.max(from, paper.opensAt + MIN), paper.closesAt - HOUR);
      const random = guilt.random.fork(wrong);
      from =
        people.gunman(sender, seat.learner, seat.course, paper, machine, from, wrong, random) +
        3 * MIN;
    }
  }
}
