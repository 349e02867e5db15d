import type { OfferingFacts } from './offering-facts.js';

const instant = (value: unknown): number | undefined =>
  typeof value === 'string' ? Date.parse(value) : undefined;

const isName = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '';

/**
 * Whether an exception on file covers the reference at `now`: approved by somebody, in date
 * (half-open, no bound is open), for this article or for the whole of which it is an item.
 */
export const isExcepted = (
  { exceptions }: Pick<OfferingFacts, 'exceptions'>,
  ref: string,
  now: number,
): boolean =>
  exceptions.some(({ article, approvedBy, from, to }) => {
    const covers = article === ref || (isName(article) && ref.startsWith(`${String(article)}-`));
    const begun = (instant(from) ?? -Infinity) <= now;
    const lasts = now < (instant(to) ?? Infinity);
    return covers && isName(approvedBy) && begun && lasts;
  });

/** Whether an exception begins or runs out after `from` and at or before `to`, milliseconds. */
export const turnsWithin = (
  { exceptions }: Pick<OfferingFacts, 'exceptions'>,
  from: number,
  to: number,
): boolean =>
  exceptions.some((one) =>
    [instant(one['from']), instant(one['to'])].some(
      (turn) => turn !== undefined && turn > from && turn <= to,
    ),
  );
