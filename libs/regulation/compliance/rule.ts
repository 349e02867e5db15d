import type { OfferingFacts, SchemePart } from './offering-facts.js';

/** A share of the teaching hours as a fraction: exact at the limit, no rounding. */
export interface Fraction {
  readonly numerator: number;
  readonly denominator: number;
}

/** What a rule looks at, with the numbers of the regulation. Shares are basis points. */
export type Check =
  | { readonly kind: 'owner_named' }
  | { readonly kind: 'not_fully_online' }
  | { readonly kind: 'online_hours_at_most'; readonly of: Fraction }
  | { readonly kind: 'offline_hours_at_least'; readonly of: Fraction }
  | { readonly kind: 'window_set' }
  | { readonly kind: 'hours_set' }
  | { readonly kind: 'platforms_listed' }
  | { readonly kind: 'parts_listed' }
  | { readonly kind: 'elements_at_least'; readonly count: number }
  | { readonly kind: 'weights_sum_to'; readonly sum: number }
  | {
      readonly kind: 'share_between';
      readonly part: SchemePart;
      readonly least: number;
      readonly most: number;
    }
  | { readonly kind: 'final_offline' }
  | { readonly kind: 'same_in_group' };

export type CheckKind = Check['kind'];
export type Severity = 'info' | 'warn' | 'block';

/** One sentence in each language. */
export interface Detail {
  readonly zh: string;
  readonly en: string;
}

/** Which offerings a rule is about; what the roster does not say is not held against one. */
export interface About {
  readonly compulsory?: boolean;
  readonly mode?: OfferingFacts['mode'];
  /** Only where the final is not declared to be held offline. */
  readonly onlineFinal?: true;
}

/** One rule about offerings, as data of a regulation: the article it stands in, and what it asks. */
export interface ComplianceRule {
  /** Stable name of the finding. */
  readonly code: string;
  readonly article: number;
  readonly item?: number;
  readonly severity: Severity;
  readonly about?: About;
  /** The text allows for special cases (原则上, 除特殊情况): an approved exception lifts the rule. */
  readonly exceptable?: true;
  readonly check: Check;
}
