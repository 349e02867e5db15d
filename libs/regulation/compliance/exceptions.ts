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
