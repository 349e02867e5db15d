import type { OfferingFinding } from '../../libs/cases/compliance/offering-finding.js';
import type { Random } from './random.js';

const finding = (code: string, article: string, severity: OfferingFinding['severity']) => ({
  ...{ code, article, severity },
  detail: { zh: code, en: code },
});

export const FINAL = finding('online_final_share', 'qhnu-online@1#19-1', 'block');
/** The same rule in the next version of the regulation. */
const FINAL_ANEW = finding('online_final_share', 'qhnu-online@2#19-1', 'block');
export const GROUP = finding('group_differs', 'qhnu-online@1#20', 'warn');
export const FINDINGS: readonly OfferingFinding[] = [
  ...[FINAL, FINAL_ANEW, GROUP],
  finding('online_hours', 'qhnu-online@1#9', 'warn'),
];

/** What the roster may show at some time: often nothing, seldom both versions of a rule. */
export const anyFindings = (random: Random): readonly OfferingFinding[] =>
  random.chance(0.2) ? [] : random.some(FINDINGS, 0.4);
