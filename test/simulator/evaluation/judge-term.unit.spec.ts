import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DetectionBench } from '../../../libs/detection/testing/detection-bench.js';
import { signalScore } from '../../../libs/detection/score.js';
import { byNumber } from '../../../libs/detection/testing/standing-signals.js';
import { inOrder, POLICY, termOf } from '../../detection/arrangement.js';
import { simulate } from '../simulate.js';
import { judgeTerm, type JudgeTermOptions, type Outcome } from './judge-term.js';

const OPTIONS = { students: 40, weeks: 2, seed: 11 };
const judged = (options: JudgeTermOptions) =>
  judgeTerm(simulate(OPTIONS), { policy: POLICY, ...options });

/** Signals as people see them, in the words of the bench. */
const standing = ({ suspicions, roster }: Outcome): readonly unknown[] =>
  suspicions
    .flatMap(({ findings, violation }) =>
      findings.map(({ detector: { name }, finding }) => ({
        student: roster.view.numberOf(finding.subject),
        detector: name,
        offering: finding.offering,
        anchor: byNumber(finding.anchor, roster.view),
        score: signalScore(POLICY, violation, name, finding.llr),
        events: finding.events.map(({ source, id }) => `${source}/${id}`),
      })),
    )
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe('a semester judged as it streams', () => {
  let patient: Outcome;
  let product: DetectionBench;
  beforeAll(async () => {
    patient = await judged({ holdDays: 99 });
    product = await inOrder(termOf(OPTIONS));
  });

  it('then the signals are those of the product’s runner', async () => {
    expect(standing(patient)).toEqual(await product.standing());
    expect(standing(patient).length).toBeGreaterThan(5);
    expect([...patient.failures]).toEqual([]);
  });

  it('given days let go too early, then late windows are gathered anew and nothing is lost', async () => {
    const hasty = await judged({ holdDays: -1 });
    expect(hasty.lateWindows).toBeGreaterThan(0);
    expect(patient.lateWindows).toBe(0);
    expect(standing(hasty)).toEqual(standing(patient));
  });

  it('given a look at each week’s end, then cases are dated, and the same stand at the end', async () => {
    const weekly = await judged({ weekly: true });
    expect(standing(weekly)).toEqual(standing(patient));
    const flagged = weekly.suspicions.filter((one) => one.flagged);
    expect(flagged.length).toBeGreaterThan(0);
    const [first, last] = [...simulate(OPTIONS).events]
      .map(({ time }) => Date.parse(time))
      .reduce(([low, high], at) => [Math.min(low, at), Math.max(high, at)] as const, [
        Infinity,
        -Infinity,
      ] as readonly [number, number]);
    for (const { subject, offering, violation } of flagged) {
      const at = weekly.flaggedAt.get(`${subject}\n${offering}\n${violation}`) ?? Number.NaN;
      expect(at).toBeGreaterThan(first + 5 * 86_400_000);
      expect(at).toBeLessThanOrEqual(last);
    }
  });
});
