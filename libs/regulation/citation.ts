import type { Article, Regulation } from './regulation.js';

/** A reference `regulation@version#article[-item]`, taken apart. */
export interface Citation {
  readonly regulation: string;
  readonly version: number | undefined;
  readonly article: string;
  readonly item: number | undefined;
}

/** What a document prints for a citation: the words in force, never more than the text has. */
export interface Quotation {
  readonly ref: string;
  readonly title: string;
  readonly article: Article;
  readonly text: string;
}

const REF = /^([a-z0-9][a-z0-9-]*)(?:@(\d+))?#([a-z0-9_]+)(?:-(\d+))?$/;

/** Undefined where the text is no citation. `policy@3#quorum` and `moe-41#55` are citations too. */
export const parseCitation = (ref: string): Citation | undefined => {
  const [, regulation, version, article, item] = REF.exec(ref) ?? [];
  if (regulation === undefined || article === undefined) return undefined;
  return {
    regulation,
    version: version === undefined ? undefined : Number(version),
    article,
    item: item === undefined ? undefined : Number(item),
  };
};

/** The cited article of a set; undefined where it has no such article, or no such item of it. */
export const articleIn = (
  set: Regulation | undefined,
  cited: Citation | undefined,
): Article | undefined => {
  const article = set?.articles.find(({ number }) => String(number) === cited?.article);
  const lacks = cited?.item !== undefined && article?.items?.[cited.item - 1] === undefined;
  return lacks ? undefined : article;
};

/**
 * The text behind `qhnu-online@1#24` or `qhnu-online@1#19-2`. Undefined where no loaded set has it:
 * an item that the text lacks is not made up.
 */
export const citeFrom =
  (sets: readonly Regulation[]) =>
  (ref: string): Quotation | undefined => {
    const parsed = parseCitation(ref);
    const set = sets.find((s) => s.name === parsed?.regulation && s.version === parsed.version);
    const article = articleIn(set, parsed);
    if (parsed === undefined || set === undefined || article === undefined) return undefined;
    const text =
      parsed.item === undefined
        ? [article.text, ...(article.items ?? [])].join('\n')
        : article.items?.[parsed.item - 1];
    return text === undefined ? undefined : { ref, title: set.title, article, text };
  };

/** The version of a regulation in force on a local date `yyyy-mm-dd`; the newest where several are. */
export const inForceOn = (
  sets: readonly Regulation[],
  name: string,
  date: string,
): Regulation | undefined =>
  sets
    .filter((s) => s.name === name)
    .filter((s) => (s.effectiveFrom ?? '') <= date && date < (s.effectiveTo ?? '9999-12-31'))
    .toSorted((a, b) => b.version - a.version)[0];
