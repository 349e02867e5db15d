import { SCHEME_PARTS, shareOf, type OfferingFacts } from './offering-facts.js';
import type { Detail } from './rule.js';

/** Weights and kind of final, as one text. */
const weights = (offering: OfferingFacts): string =>
  JSON.stringify([
    SCHEME_PARTS.map((part) => shareOf(offering, part)),
    offering.scheme?.['finalMode'] ?? null,
  ]);

/** When each exam is held and how many items its paper has; ids may differ from class to class. */
const exams = ({ assessments }: OfferingFacts): string =>
  JSON.stringify(
    [...assessments.values()]
      .filter(({ kind }) => kind === 'exam')
      .map(({ opensAt, closesAt, items }) => [opensAt ?? null, closesAt ?? null, items ?? null])
      .sort((one, other) => JSON.stringify(one).localeCompare(JSON.stringify(other))),
  );

/** The same course in several classes: same weights, same exam. `peers` are the other classes. */
export const sameInGroup = (
  offering: OfferingFacts,
  peers: readonly OfferingFacts[],
): Detail | undefined => {
  const otherWeights = peers.find((peer) => weights(peer) !== weights(offering));
  if (otherWeights)
    return {
      zh: `成绩比例与同组教学班${otherWeights.id}不一致`,
      en: `the weights differ from those of ${otherWeights.id}, a class of the same course`,
    };
  const otherExam = peers.find((peer) => exams(peer) !== exams(offering));
  return otherExam === undefined
    ? undefined
    : {
        zh: `考试安排或题量与同组教学班${otherExam.id}不一致`,
        en: `the exam differs from that of ${otherExam.id}, a class of the same course`,
      };
};
