import { waitAfter } from './back-off.js';
import { isTheAddress, type Attempted, type DeliveryEvent } from './delivery.js';
import type { Job } from './endpoint.js';

/**
 * The fact that an attempt leaves behind.
 *
 * @param at milliseconds
 * @param draw at least 0, below 1: spreads the retries
 */
export const factOf = (
  { webhook, outcome, attempt, failures }: Job,
  attempted: Attempted,
  at: number,
  draw: number,
): DeliveryEvent => {
  const { tookMs } = attempted;
  const common = { webhook, outcome, attempt, at, tookMs };
  if (attempted.ok)
    return { type: 'OutcomeDelivered', data: { ...common, status: attempted.status } };
  const { reason, status, retryAfterMs } = attempted;
  const address = isTheAddress(attempted);
  return {
    type: 'OutcomeDeliveryFailed',
    data: {
      ...common,
      reason,
      ...(status !== undefined && { status }),
      retryAt: at + waitAfter(attempt, draw, retryAfterMs),
      ...(address && { addressRetryAt: at + waitAfter(failures + 1, draw, retryAfterMs) }),
    },
  };
};
