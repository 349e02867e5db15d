import type { ClauseKind } from './clauses.js';
import type { ComplianceRule } from './compliance/rule.js';

/** One article of a regulation, in its own words. Items are numbered from 1 in their order. */
export interface Article {
  readonly number: number;
  readonly chapter: number;
  readonly text: string;
  readonly items?: readonly string[];
  /** What a finding or decision may rest on it for; it may always be cited. */
  readonly good?: ClauseKind;
}

/** A kind of case, the article it rests on, and the phrase of that article to quote. */
export interface CaseKind {
  readonly name: string;
  readonly zh: string;
  readonly article: number;
  readonly phrase: string;
}

/**
 * A university's regulation as versioned data. A version once cited is never edited: a change of
 * the rules is a new version, and a closed case keeps the one in force at the time of the act.
 */
export interface Regulation {
  readonly name: string;
  readonly version: number;
  readonly title: string;
  /** Local dates `yyyy-mm-dd`, the last one exclusive; null is open. */
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly chapters: readonly string[];
  readonly articles: readonly Article[];
  readonly kinds: readonly CaseKind[];
  /** What it asks of offerings; a set without has no findings. */
  readonly offeringRules?: readonly ComplianceRule[];
}

/** `qhnu-online@1`. */
export const regulationId = (set: Regulation): string => `${set.name}@${String(set.version)}`;
