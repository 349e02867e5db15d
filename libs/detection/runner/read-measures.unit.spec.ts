import { describe, expect, it } from '@jest/globals';
import { ofMeasures } from '../shared-list.js';
import { ReadMeasures, type MeasureText } from './read-measures.js';

const KEY = 'offering:o1';
const text = (owner: string, window: string, measure: unknown): MeasureText => ({
  ...{ owner, window, measure: JSON.stringify(measure) },
});
const stored = (): MeasureText[] => [
  text('subject:b', '2026-03-03', [2]),
  text('subject:a', '2026-03-03', [1]),
  text('subject:a', '2026-03-02', [0]),
];

describe('Measures of classes', () => {
  it('are read in order of window and student', () => {
    expect(new ReadMeasures().of(KEY, stored())).toEqual([
      { window: '2026-03-02', subject: 'a', measure: [0] },
      { window: '2026-03-03', subject: 'a', measure: [1] },
      { window: '2026-03-03', subject: 'b', measure: [2] },
    ]);
  });

  it('are one list for judges that store the same texts', () => {
    const measures = new ReadMeasures();
    const list = measures.of(KEY, stored());
    expect(measures.of(KEY, stored())).toBe(list);
  });

  it.each([
    ['another key', 'offering:o2', stored()],
    ['another measure', KEY, [text('subject:b', '2026-03-03', [3]), ...stored().slice(1)]],
    ['another student', KEY, [text('subject:c', '2026-03-03', [2]), ...stored().slice(1)]],
    ['another window', KEY, [text('subject:b', '2026-03-04', [2]), ...stored().slice(1)]],
    ['one measure less', KEY, stored().slice(1)],
  ])('are another list for %s', (_, key, texts) => {
    const measures = new ReadMeasures();
    const list = measures.of(KEY, stored());
    expect(measures.of(key, texts)).not.toBe(list);
  });

  it('are let go when others come, and read again', () => {
    const measures = new ReadMeasures();
    const list = measures.of(KEY, stored());
    for (let n = 0; n < 32; n++) measures.of(`offering:other-${String(n)}`, stored());
    const again = measures.of(KEY, stored());
    expect(again).not.toBe(list);
    expect(again).toEqual(list);
  });
});

describe('What is made of a list of measures', () => {
  it('is made once for each list and each limit', () => {
    const made: string[] = [];
    const sum = ofMeasures((items: readonly number[], limit: number) => {
      made.push(`${String(items.length)} ${String(limit)}`);
      return { sum: items.reduce((a, b) => a + Math.min(b, limit), 0) };
    });
    const [one, other] = [
      [1, 2, 3],
      [4, 5],
    ];
    expect(sum(one, 2)).toBe(sum(one, 2));
    expect(sum(one, 9)).toEqual({ sum: 6 });
    expect(sum(other, 9)).toEqual({ sum: 9 });
    expect(made).toEqual(['3 2', '3 9', '2 9']);
  });
});
