import { SANCTION_MONTHS } from '../regulation/limits.js';
import { startSanction } from './clocks.js';
import type { CaseContext } from './context.js';
import { fact, type Act, type CaseEvent } from './events.js';
import type { FinalFacts } from './stage.js';

type FinalStage = FinalFacts & { readonly at: number };

/**
 * The registry and the student file have both confirmed the decision. A level with a period then
 * runs from the day the decision came into force: when it was served or when it became final, as
 * the policy says. Expulsion has no period (order 41, art. 57).
 */
export const executed = (
  context: CaseContext,
  act: Act,
  { decision, decisionService, at }: FinalStage,
): readonly CaseEvent[] => {
  const done = fact('CaseExecuted', act);
  const { level, periodMonths = SANCTION_MONTHS.least } = decision;
  if (level === undefined || level === 'expulsion') return [done];
  const from = context.limits.effectiveOn === 'served' ? decisionService.deliveredAt : at;
  const until = context.calendar.addMonths(from, periodMonths);
  return [
    done,
    fact('SanctionStarted', { ...act, level, periodMonths, from, until }),
    ...startSanction(context, act, from, until),
  ];
};
