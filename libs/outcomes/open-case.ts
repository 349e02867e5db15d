/** Published statuses in which nobody works on a case: no person took it up, or it is at its end. */
const NOT_OPEN = new Set([
  ...['flagged', 'withdrawn', 'dismissed'],
  ...['final', 'executed', 'sanction_running', 'lifted', 'archived', 'revoked'],
]);

/**
 * Whether a case holds up what waits for its end: the verification of a grade (art. 19(4)) and the
 * recognition of credits (art. 23). A flag that no person has taken up holds nothing up: it is the
 * machine's word alone.
 */
export const isOpenCase = ({ status }: { readonly status: string }): boolean =>
  !NOT_OPEN.has(status);
