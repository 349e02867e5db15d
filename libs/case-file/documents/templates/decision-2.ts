import type { DecisionFacts } from '../facts/decision-facts.js';
import type { Template } from '../template.js';
import { composeDecision, decision1, type DecisionWording } from './decision-1.js';

/**
 * Says when the decision comes into force as the case has it, and in English how the defence went; in the
 * short path the numbers stand beside the facts.
 */
export const decision2: Template<DecisionFacts> = {
  ...decision1,
  version: 2,
  from: '2026-01-01',
  compose: (facts) => composeDecision(facts, SECOND),
};

const SECOND: DecisionWording = {
  template: 'decision@2',
  signals: true,
  force: (facts) => (facts.effectiveOn === 'served' ? SERVED : whenFinal(facts)),
  defenceInEnglish: ({ points, closedBy }) => {
    const count = points.length;
    if (count === 1) return '1 point of defence, answered above.';
    return count > 1
      ? `${String(count)} points of defence, each answered above.`
      : UNUSED[closedBy];
  },
};

const SERVED = {
  zh: '本决定自送达之日起生效。',
  en: 'It takes effect on the day of its delivery.',
};

/** Of `final`: both ways of appeal are closed (order 41 arts 60 to 62), decision record 0026. */
const whenFinal = ({ provincialAppealDays }: DecisionFacts) => {
  const days = String(provincialAppealDays);
  return {
    zh: `本决定在下列情形之一出现时生效：（1）申诉期满未申诉；（2）申诉结论维持本决定，且自收到该结论之日起${days}日内未向省级教育行政部门申诉；（3）省级教育行政部门维持本决定。`,
    en: `It takes effect when the time for an appeal has passed without one; or, once a conclusion has upheld it, when the ${days} days for an appeal to the province have passed without one, or the province has upheld it.`,
  };
};

const UNUSED = {
  filed: 'the defence held no points to answer.',
  waived: 'the student waived the defence.',
  lapsed: 'the student did not use the defence.',
};
