import type { OfferingFacts } from './offering-facts.js';
import type { Detail, Fraction } from './rule.js';

const fraction = ({ numerator, denominator }: Fraction): string =>
  `${String(numerator)}/${String(denominator)}`;

/** Compared as whole numbers: exactly the limit is within it. */
export const onlineHoursAtMost = ({ hours }: OfferingFacts, of: Fraction): Detail | undefined => {
  if (hours?.online === undefined) return undefined;
  const { online, total } = hours;
  return of.denominator * online <= of.numerator * total
    ? undefined
    : {
        zh: `线上学习${String(online)}课时,超过总课时${String(total)}的${fraction(of)}`,
        en: `${String(online)} online hours are more than ${fraction(of)} of ${String(total)}`,
      };
};

export const offlineHoursAtLeast = ({ hours }: OfferingFacts, of: Fraction): Detail | undefined => {
  if (hours?.offline === undefined) return undefined;
  const { offline, total } = hours;
  return of.denominator * offline >= of.numerator * total
    ? undefined
    : {
        zh: `线下${String(offline)}课时,低于总课时${String(total)}的${fraction(of)}`,
        en: `${String(offline)} offline hours are less than ${fraction(of)} of ${String(total)}`,
      };
};
