import { parseCitation } from './citation.js';
import type { ClauseKind, Clauses } from './clauses.js';
import type { Regulation } from './regulation.js';

/** MoE order 41: only its grounds of expulsion (art. 52) are good for more than being cited. */
const MOE_41 = 'moe-41';
const MOE_41_EXPULSION = '52';

/** What each clause of the loaded sets is good for; national law is known by its articles. */
export const clausesOf = (sets: readonly Regulation[]): Clauses => ({
  kindOf: (reference): ClauseKind | undefined => {
    const cited = parseCitation(reference);
    if (cited === undefined) return undefined;
    if (cited.regulation === MOE_41)
      return cited.article === MOE_41_EXPULSION ? 'expulsion' : 'other';
    const set = sets.find((s) => s.name === cited.regulation && s.version === cited.version);
    const article = set?.articles.find(({ number }) => String(number) === cited.article);
    if (set === undefined || article === undefined) return undefined;
    if (cited.item !== undefined && article.items?.[cited.item - 1] === undefined) return undefined;
    return article.good ?? 'other';
  },
});
