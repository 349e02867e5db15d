import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import { sat } from '../sittings/testing/paper.js';
import { CASE_LLR, DAY, HOUR, MONDAY_8, whenJudged } from '../testing/given.js';
import { unopenedPapers } from './unopened-papers.detector.js';

const PAPERS = [0, 1, 2, 3, 4, 5];
const STARTED = 'probity.assessment.started.v1';

const papers = (
  subject: string,
  isOpened: (paper: number) => boolean,
  recordedAt?: (at: number) => number,
): AttributedActivity[] =>
  PAPERS.flatMap((paper) =>
    sat({
      ...{ subject, assessment: `q${paper}`, from: MONDAY_8 + paper * 7 * DAY },
      ...(recordedAt && { recordedAt }),
    }).filter(({ type }) => type !== STARTED || isOpened(paper)),
  );

const CLASS = Array.from({ length: 20 }, (_, n) => papers(`c${n}`, () => true)).flat();
const judged = (own: readonly AttributedActivity[], mates = CLASS) =>
  whenJudged(unopenedPapers, [...mates, ...own]);

describe('papers that were never opened', () => {
  it('given four of six answered without a start, then that student is accused, by the answers', () => {
    const findings = judged(papers('s0', (paper) => paper > 3));
    expect(findings.map(({ subject }) => subject)).toEqual(['s0']);
    expect(findings[0]?.llr).toBeGreaterThanOrEqual(CASE_LLR);
    expect(findings[0]?.events.length).toBeGreaterThan(0);
  });

  it('given all of them (an old version of the app), then a signal and no case', () => {
    const [finding] = judged(papers('s0', () => false));
    expect(finding?.llr).toBeGreaterThan(0);
    expect(finding?.llr).toBeLessThan(CASE_LLR);
  });

  it('given two (a near miss), then no case', () => {
    for (const { llr } of judged(papers('s0', (paper) => paper > 1)))
      expect(llr).toBeLessThan(CASE_LLR);
  });

  it.each([
    ['one start lost', papers('s0', (paper) => paper > 0), CLASS],
    [
      'a platform that loses starts',
      papers('s0', (paper) => paper > 3),
      Array.from({ length: 20 }, (_, n) => papers(`c${n}`, (paper) => (paper + n) % 5 > 0)).flat(),
    ],
    ['a handful of classmates', papers('s0', (paper) => paper > 3), CLASS.slice(0, 60)],
    [
      'records kept back for hours',
      papers(
        's0',
        (paper) => paper > 3,
        (at) => Math.ceil(at / HOUR) * HOUR + (at % 7919),
      ),
      CLASS,
    ],
  ])('given %s, then nothing', (_, own, mates) => {
    expect(judged(own, mates)).toEqual([]);
  });
});
