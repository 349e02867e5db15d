import type { ClauseKind } from './clauses.js';
import type { ComplianceRule, Fraction } from './compliance/rule.js';
import type { DisciplineLevel } from './discipline-level.js';

/** A whole article, or one of its items, as the basis of discipline levels. */
export interface Ground {
  /** From 1; the whole article where absent. */
  readonly item?: number;
  readonly levels: readonly DisciplineLevel[];
}

/** One article of a regulation, in its own words. Items are numbered from 1 in their order. */
export interface Article {
  readonly number: number;
  readonly chapter: number;
  readonly text: string;
  readonly items?: readonly string[];
  /** What a finding or decision may rest on it for; it may always be cited. */
  readonly good?: ClauseKind;
  /** Of a `discipline` article: the levels it is a basis for; any level where absent. */
  readonly grounds?: readonly Ground[];
}

/** A kind of case, the article it rests on, and the phrase of that article to quote. */
export interface CaseKind {
  readonly name: string;
  readonly zh: string;
  readonly article: number;
  readonly phrase: string;
}

/**
 * A university's regulation as versioned data. The text of a version on record is never edited: a
 * change of the rules is a new version, and a closed case keeps the one in force at its acts.
 */
export interface Regulation {
  readonly name: string;
  readonly version: number;
  /** `online_courses`: one name an installation. `discipline`: the grounds of levels (art. 24). */
  readonly subject: 'online_courses' | 'discipline';
  readonly title: string;
  /** Local dates `yyyy-mm-dd`, the last one exclusive; null is open. */
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly chapters: readonly string[];
  readonly articles: readonly Article[];
  readonly kinds: readonly CaseKind[];
  /** Above this share of the teaching hours missed, no right to be assessed; a third where absent. */
  readonly absence?: Fraction;
  /** What it asks of offerings; a set without has no findings. */
  readonly offeringRules?: readonly ComplianceRule[];
}

/** `qhnu-online@1`. */
export const regulationId = (set: Pick<Regulation, 'name' | 'version'>): string =>
  `${set.name}@${String(set.version)}`;
