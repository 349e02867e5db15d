import { regulationId, type Regulation } from '../regulation.js';
import { examine } from './checks.js';
import { isExcepted } from './exceptions.js';
import type { OfferingFacts } from './offering-facts.js';
import type { ComplianceRule, Detail, Severity } from './rule.js';

/** Something about an offering that the regulation does not allow, or that cannot be told. */
export interface Finding {
  readonly code: string;
  /** `qhnu-online@1#19-2`. */
  readonly article: string;
  readonly severity: Severity;
  readonly detail: Detail;
}

/**
 * What the regulation finds about an offering at `now` (milliseconds), in the order of its rules.
 * `peers` are the other classes of the same course, which art. 20 compares.
 */
export const complianceOf = (
  set: Regulation,
  offering: OfferingFacts,
  peers: readonly OfferingFacts[],
  now: number,
): readonly Finding[] =>
  (set.offeringRules ?? [])
    .filter((rule) => isAbout(rule, offering))
    .flatMap((rule): Finding[] => {
      const article = referenceOf(set, rule);
      if (rule.exceptable && isExcepted(offering, article, now)) return [];
      const detail = examine(rule.check, offering, peers);
      const { code, severity } = rule;
      return detail === undefined ? [] : [{ code, article, severity, detail }];
    });

export const referenceOf = (set: Regulation, { article, item }: ComplianceRule): string =>
  `${regulationId(set)}#${String(article)}${item === undefined ? '' : `-${String(item)}`}`;

export const isAbout = ({ about = {} }: ComplianceRule, offering: OfferingFacts): boolean => {
  const { compulsory, mode, onlineFinal } = about;
  return (
    (compulsory === undefined || isCompulsory(offering) === compulsory) &&
    (mode === undefined || offering.mode === mode) &&
    !(onlineFinal && offering.scheme?.['finalMode'] === 'offline')
  );
};

/** As the roster says; where it does not, by the category. Undefined where nothing is known. */
const isCompulsory = ({ compulsory, category }: OfferingFacts): boolean | undefined => {
  if (compulsory !== undefined || category === undefined) return compulsory;
  // A major may hold both kinds: its name alone tells nothing.
  return category === 'major' ? undefined : category === 'general_compulsory';
};
