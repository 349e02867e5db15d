import { describe, expect, it } from '@jest/globals';
import { Random } from '../random.js';
import { makeWorld } from '../world/world.js';
import { chanceOf } from './answering.js';
import { finalAnswers, scoreOf, sit } from './sitting.js';

const world = makeWorld({ students: 144, weeks: 6 }, new Random(9));
const offering = world.offerings.find((one) => one.assessments.some(({ kind }) => kind === 'exam'));
const exam = offering?.assessments.find(({ kind }) => kind === 'exam');
const members = world.members.get(offering?.id ?? '') ?? [];

describe('a sitting', () => {
  if (!exam) throw new Error('this seed has an exam');

  it('given the same student and paper, then the same answers at the same distances', () => {
    const [student] = members;
    if (!student) throw new Error('this exam has candidates');
    const [now, later] = [sit(student, exam, 1, 0), sit(student, exam, 1, 5_000)];
    expect(later.moves.map(({ response }) => response)).toEqual(
      now.moves.map(({ response }) => response),
    );
    expect(later.submitsAt - now.submitsAt).toBe(5_000);
  });

  it('given the able and the weak half, then the able are right more often', () => {
    const ranked = [...members].sort((a, b) => a.ability - b.ability);
    const mean = (half: typeof ranked): number =>
      half.reduce((sum, one) => sum + scoreOf(sit(one, exam, 1, 0)), 0) / half.length;
    const middle = Math.floor(ranked.length / 2);
    expect(mean(ranked.slice(middle))).toBeGreaterThan(mean(ranked.slice(0, middle)) * 1.15);
  });

  it('given the wrong answers to an item, then they flock to a distractor', () => {
    const sittings = members.map((one) => finalAnswers(sit(one, exam, 1, 0)));
    const shares = exam.items
      .filter(({ wrong }) => wrong.length >= 3)
      .map((item) => {
        const wrong = sittings.flatMap((answers) => {
          const move = answers.get(item.id);
          return move && !move.correct ? [move.response] : [];
        });
        const lure = item.wrong[0]?.response;
        return [wrong.filter((response) => response === lure).length, wrong.length] as const;
      });
    const lured = shares.reduce((sum, [count]) => sum + count, 0);
    const all = shares.reduce((sum, [, count]) => sum + count, 0);
    expect(lured / all).toBeGreaterThan(0.4);
  });

  it('given an item, then chance never falls below guessing and rises with ability', () => {
    for (const item of exam.items) {
      const chances = [-3, -1, 0, 1, 3].map((theta) => chanceOf(item, theta));
      expect([...chances].sort((a, b) => a - b)).toEqual(chances);
      expect(chances[0]).toBeGreaterThanOrEqual(item.kind === 'fill' ? 0 : 0.08);
    }
  });

  it('given a second attempt, then it lies after its own beginning, and right answers stay right', () => {
    for (const one of members) {
      const first = sit(one, exam, 1, 0);
      const second = sit(one, exam, 2, first.submitsAt + 60_000, first);
      const times = second.moves.map(({ at }) => at);
      expect(Math.min(...times)).toBeGreaterThan(second.startsAt);
      expect([...times].sort((a, b) => a - b)).toEqual(times);
      expect(scoreOf(second)).toBeGreaterThanOrEqual(scoreOf(first) - 3);
    }
  });

  it('given a time limit, then nothing happens after it, extra time apart', () => {
    for (const one of members) {
      const allowed = exam.minutes * (one.traits.has('extra_time') ? 1.5 : 1) * 60_000;
      expect(sit(one, exam, 1, 0).submitsAt).toBeLessThanOrEqual(allowed);
    }
  });
});
