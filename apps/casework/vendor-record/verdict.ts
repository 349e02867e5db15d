import type { Case } from '../../../libs/cases/state.js';
import type { AccusationJudged } from '../../../libs/detection/runner/vendor-record.js';

/**
 * What a case says of an accusation it rests on. `insufficient`, `duplicate`, `out_of_scope` and a
 * withdrawal say nothing of whether it was true.
 */
export function verdictOf({ stage }: Case): AccusationJudged['data']['verdict'] {
  switch (stage.status) {
    case 'dismissed':
      return REFUTING.has(stage.reason) ? 'refuted' : 'open';
    case 'revoked':
      return 'refuted';
    case 'final':
    case 'executed':
    case 'sanction_running':
    case 'lifted':
    case 'archived':
      return stage.decision.outcome === 'not_established' ? 'refuted' : 'upheld';
    default:
      return 'open';
  }
}

const REFUTING: ReadonlySet<string> = new Set([
  'false_positive',
  'vendor_error',
  'not_established',
]);
