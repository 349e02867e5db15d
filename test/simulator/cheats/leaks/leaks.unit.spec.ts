import { describe, expect, it } from '@jest/globals';
import type { Happening } from '../../event.js';
import { drawnBy, textOf, type Drawn } from '../testing/drawn.js';
import { COPYING } from './copying.js';
import { HARVEST } from './harvest.js';

/** Last answers of a case, by paper and item, where the platform tells them. */
function given({ scheme, of }: Drawn, n: number): ReadonlyMap<string, Happening> {
  const label = scheme.cases[n];
  const all = label ? of(label) : [];
  return new Map(
    all
      .filter(({ type }) => type === 'assessment.answered')
      .map((one) => [`${textOf(one, 'activity')} ${textOf(one, 'item')}`, one]),
  );
}

const itemsOf = (answers: ReadonlyMap<string, Happening>): ReadonlyMap<string, Happening> =>
  new Map([...answers.values()].map((one) => [textOf(one, 'item'), one]));

describe('a harvested key', () => {
  it.each(HARVEST.map(({ name }) => name))('%s: seen before it is used, and right', (name) => {
    let used = 0;
    let right = 0;
    for (const drawn of drawnBy(HARVEST, name)) {
      const [harvester] = drawn.scheme.cases;
      if (!harvester) throw new Error('a harvester comes first');
      expect(harvester.part).toBe('organiser');
      const seen = new Map(
        drawn
          .of(harvester)
          .filter(({ type }) => type === 'assessment.answer_shown')
          .map((one) => [textOf(one, 'item'), one.at]),
      );
      for (const [n, label] of drawn.scheme.cases.entries()) {
        if (label.part === 'organiser') continue;
        for (const one of given(drawn, n).values()) {
          expect(one.at).toBeGreaterThan(seen.get(textOf(one, 'item')) ?? Infinity);
          if (!one.platform.answers.correct) continue;
          used++;
          if (one.data['correct'] === true) right++;
        }
      }
    }
    expect(right / used).toBeGreaterThan(name === 'harvest_in_part' ? 0.7 : 0.85);
  });

  it('given a user at machine pace or key-perfect, then exam brushing is labelled beside the leak', () => {
    for (const { scheme } of ['harvest_machine', 'harvest_by_hand'].flatMap((name) =>
      drawnBy(HARVEST, name),
    ))
      for (const one of scheme.cases.filter(({ part }) => part === 'participant'))
        expect(
          scheme.cases.filter(({ student }) => student === one.student).map((two) => two.violation),
        ).toEqual(['content_leak', 'exam_brushing']);
  });
});

describe('copied answers', () => {
  const alike = (name: string): number[] =>
    drawnBy(COPYING, name).flatMap((drawn) => {
      const source = itemsOf(given(drawn, 0));
      return drawn.scheme.cases.slice(1).flatMap((_, n) => {
        const own = [...itemsOf(given(drawn, n + 1))].filter(([item]) => source.has(item));
        if (own.length === 0 || !own[0]?.[1].platform.answers.response) return [];
        const same = own.filter(([item, one]) => {
          const other = source.get(item);
          return other && textOf(other, 'response') === textOf(one, 'response');
        });
        return [same.length / own.length];
      });
    });

  it('copying_clique: nearly all of them, the wrong ones too', () => {
    const shares = alike('copying_clique');
    expect(shares.length).toBeGreaterThan(5);
    for (const share of shares) expect(share).toBeGreaterThan(0.75);
  });

  it.each(['copying_pair', 'copying_exam', 'copying_in_part', 'answers_in_a_group'])(
    '%s: in part',
    (name) => {
      const shares = alike(name);
      expect(shares.length).toBeGreaterThan(0);
      for (const share of shares) expect(share).toBeGreaterThan(0.4);
    },
  );

  it('given a source, then it bears a label, and nobody begins a paper of his own before it does', () => {
    for (const { name } of COPYING)
      for (const { scheme, of } of drawnBy(COPYING, name)) {
        expect(scheme.cases.map(({ part }) => part)).toEqual([
          'organiser',
          ...scheme.cases.slice(1).map(() => 'participant'),
        ]);
        const first = (n: number): Map<string, number> => {
          const label = scheme.cases[n];
          const begun = (label ? of(label) : []).filter(
            ({ type }) => type === 'assessment.started',
          );
          return new Map(begun.map((one) => [textOf(one, 'activity'), one.at]));
        };
        const source = first(0);
        for (let n = 1; n < scheme.cases.length; n++)
          for (const [paper, at] of first(n))
            expect(at).toBeGreaterThan((source.get(paper) ?? Infinity) - 120_000);
      }
  });
});
