import { articleIn, inForceOn, parseCitation, type Citation } from './citation.js';
import type { ClauseKind, Clauses } from './clauses.js';
import { regulationId, type Regulation } from './regulation.js';

/** MoE order 41: only its grounds of expulsion (art. 52) are good for more than being cited. */
const MOE_41 = 'moe-41';
const MOE_41_EXPULSION = '52';

/**
 * What each clause of the sets is good for on a local day `yyyy-mm-dd`; national law is known by
 * its articles. A version that is not in force yet cannot be cited. One that was replaced can: it
 * governs what was done under it.
 */
export const clausesOf = (sets: readonly Regulation[], day: string): Clauses => {
  const citable = sets.filter(({ effectiveFrom }) => (effectiveFrom ?? '') <= day);
  const setOf = (cited: Citation | undefined): Regulation | undefined =>
    citable.find(({ name, version }) => name === cited?.regulation && version === cited.version);
  const articleOf = (cited: Citation | undefined) => articleIn(setOf(cited), cited);
  return {
    kindOf: (reference): ClauseKind | undefined => {
      const cited = parseCitation(reference);
      if (cited?.regulation === MOE_41)
        return cited.article === MOE_41_EXPULSION ? 'expulsion' : 'other';
      const article = articleOf(cited);
      return article && (article.good ?? 'other');
    },
    isExact: (reference) => {
      const cited = parseCitation(reference);
      return cited?.item !== undefined || (articleOf(cited)?.items ?? []).length === 0;
    },
    grounds: (reference, level) => {
      const cited = parseCitation(reference);
      const article = articleOf(cited);
      if (article?.good !== 'discipline') return false;
      return (
        article.grounds === undefined ||
        article.grounds.some(
          ({ item, levels }) =>
            (item === undefined || item === cited?.item) && levels.includes(level),
        )
      );
    },
    restsOn: (reference, kind) => {
      const cited = parseCitation(reference);
      const named = setOf(cited)?.kinds.find(({ name }) => name === kind);
      return named !== undefined && articleOf(cited)?.number === named.article;
    },
    integrity: integrityOn(sets, day),
  };
};

const integrityOn = (sets: readonly Regulation[], day: string): string | undefined => {
  const names = sets.filter(({ subject }) => subject === 'online_courses').map(({ name }) => name);
  const set = names.flatMap((name) => inForceOn(sets, name, day) ?? [])[0];
  const article = set?.articles.find(({ good }) => good === 'integrity');
  return set && article && `${regulationId(set)}#${String(article.number)}`;
};
