import { describe, expect, it } from '@jest/globals';
import { evaluate } from '../evaluate.js';
import { markdownOf } from '../markdown.js';
import { tablesOf } from '../tables.js';
import { targetsOf } from '../targets.js';
import { pictureOf } from './picture.js';
import { escaped } from './svg.js';

/** Twenty students; of three cheats two are found, one honest student is accused. */
const EVALUATION = evaluate([
  {
    name: 'drawn',
    truth: ['1', '2', '3'].map((student) => ({
      ...{ student, offering: 'c', violation: 'course_brushing' as const, family: 'F<1>' },
      ...{ effort: student === '3' ? 'adaptive' : 'blatant', part: 'participant' },
    })),
    judged: ['1', '2', '4'].map((student) => ({
      ...{ student, offering: 'c', violation: 'course_brushing' as const, score: 0.95 },
      ...{ flagged: true, signals: [{ detector: 'd', score: 0.95 }] },
    })),
    enrolments: Array.from({ length: 20 }, (_, at) => ({ student: String(at), offering: 'c' })),
    traits: { 4: ['vpn'] },
  },
]);

describe('the picture of an evaluation', () => {
  const svg = pictureOf(EVALUATION);

  it('holds a dot and an interval for each group and each bin, where they belong', () => {
    const dots = [...svg.matchAll(/<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"/g)].map((one) =>
      one.slice(1).map(Number),
    );
    // Two in the legend, two groups, one bin.
    expect(dots).toHaveLength(5);
    const [, , blatant = [], adaptive = []] = dots;
    expect((blatant[0] ?? 0) - (adaptive[0] ?? 0)).toBeCloseTo(590 - 180 - 74, 0);
    expect(svg).toContain('>2 of 2<');
    expect(svg).toContain('>0 of 1<');
    expect(svg).toContain('>course_brushing<');
  });

  it('is one well-formed element with a title, and draws nothing outside', () => {
    expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 1000 \d+(\.\d+)?"/);
    expect(svg.match(/<(text|title|svg)\b/g)?.length).toBe(
      svg.match(/<\/(text|title|svg)>/g)?.length,
    );
    for (const [, x] of svg.matchAll(/ (?:x|x1|x2|cx)="(-?[\d.]+)"/g)) {
      expect(Number(x)).toBeGreaterThanOrEqual(0);
      expect(Number(x)).toBeLessThanOrEqual(1000);
    }
    expect(svg).not.toContain('NaN');
  });

  it('given nothing to draw, then it is still a picture', () => {
    expect(pictureOf(evaluate([]))).not.toContain('NaN');
  });

  it('escapes what would be markup', () => {
    expect(escaped('a<b> & "c"')).toBe('a&lt;b&gt; &amp; &quot;c&quot;');
  });
});

describe('the tables of an evaluation', () => {
  it('tell recall with its interval, who was accused wrongly and who was missed', () => {
    const text = tablesOf(EVALUATION).join('\n');
    expect(text).toMatch(/recall +0\.667 \(0\.208 to 0\.939\), 2 of 3/);
    expect(text).toMatch(/vpn +10000\.0 \(2065\.5 to 10000\.0\) in 10,000, 1 of 1/);
    expect(text).toMatch(/drawn course_brushing honest +0\.950 d 0\.95: 4 c vpn/);
    expect(text).toMatch(/course_brushing F<1> adaptive +0\.000 +\(drawn 3 c\)/);
  });

  it('hold goals against what was measured; of what was not measured nothing is said', () => {
    const met = Object.fromEntries(targetsOf(EVALUATION).map((one) => [one.name, one.met]));
    expect(met).toMatchObject({
      ...{ precision: false, recall: false, '… of the worst trait (vpn)': false },
      ...{ 'answer harvesting, specificity': true, 'answer harvesting, sensitivity': undefined },
      'evidence precision': undefined,
    });
  });

  it('as a page: each row has as many cells as its head', () => {
    const blocks = markdownOf(EVALUATION).split('\n\n');
    const tables = blocks.filter((block) => block.startsWith('|'));
    expect(tables).toHaveLength(4);
    for (const table of tables)
      expect(new Set(table.split('\n').map((row) => row.split('|').length)).size).toBe(1);
    expect(tables[0]).toContain(
      '| precision | ≥ 0.97 | 0.667 (0.208 to 0.939), 2 of 3 | **missed** |',
    );
  });
});
