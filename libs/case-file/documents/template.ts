import type { Paper } from './paper.js';

/** What a document must name: each is there, or is missing by this name. */
export interface Requirement<Facts> {
  /** `facts`, `evidence`, `clause`, `outcome`, `rights`, `limit`, `appeal_path`, … */
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  /** Where the law asks for it. */
  readonly article: string;
  readonly met: (facts: Facts) => boolean;
}

export interface Missing {
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly article: string;
}

/**
 * A document's template in one version. A version that was ever printed is never edited: another
 * wording is another version with a later `from`, and a document keeps the one of its day.
 */
export interface Template<Facts> {
  /** `notice`, `decision`, … */
  readonly document: string;
  readonly version: number;
  /** Local date `yyyy-mm-dd` from which on documents are made by it. */
  readonly from: string;
  readonly requires: readonly Requirement<Facts>[];
  readonly compose: (facts: Facts) => Paper;
}

export type Printed =
  | { readonly ok: true; readonly paper: Paper }
  | {
      readonly ok: false;
      readonly refusal: 'DocumentIncomplete';
      readonly missing: readonly Missing[];
    };

/** What the facts lack for this document (order 41, arts 53 and 55). Empty when it is complete. */
export const missingIn = <Facts>(template: Template<Facts>, facts: Facts): readonly Missing[] =>
  template.requires
    .filter(({ met }) => !met(facts))
    .map(({ name, zh, en, article }) => ({ name, zh, en, article }));

/** The paper, or by name what it lacks: an incomplete document is never printed. */
export const printOn = <Facts>(template: Template<Facts>, facts: Facts): Printed => {
  const missing = missingIn(template, facts);
  return missing.length === 0
    ? { ok: true, paper: template.compose(facts) }
    : { ok: false, refusal: 'DocumentIncomplete', missing };
};

/** The version of a template in force on a local date; the first one for documents before all. */
export const inForce = <Facts>(
  versions: readonly [Template<Facts>, ...Template<Facts>[]],
  date: string,
): Template<Facts> =>
  versions
    .filter(({ from }) => from <= date)
    .toSorted((a, b) => b.from.localeCompare(a.from) || b.version - a.version)[0] ?? versions[0];

export const templateId = ({ document, version }: { document: string; version: number }): string =>
  `${document}@${String(version)}`;
