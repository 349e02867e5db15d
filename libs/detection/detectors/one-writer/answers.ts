import { spread } from '../reading.js';
import type { DatedSitting } from '../sittings/client-term.js';

/** Items that both answered, before anything is said of two papers. */
const FEWEST_ITEMS = 10;
/** Papers of a class, before two of them are unusually alike. */
const FEWEST_PAPERS = 12;
/** Papers that are held against each other, evenly taken: twenty thousand pairs tell what is usual. */
const MOST_PAPERS = 200;
const MOST_NATS = 4;

/**
 * How unusually alike two papers are among all pairs of the class's, nats: 0.7 of those of the share of
 * pairs that are as alike, for able people are right alike.
 */
export function alikeNats(
  a: DatedSitting,
  b: DatedSitting,
  papers: readonly DatedSitting[],
): number {
  // By time: subjects are drawn at random, and which are taken must not hang on them.
  const given = papers
    .filter(({ answers }) => answers !== undefined)
    .sort((one, other) => one.from - other.from || one.to - other.to);
  const told = spread(given, MOST_PAPERS).map(answersIn);
  if (told.length < FEWEST_PAPERS) return 0;
  const own = agreement(answersIn(a), answersIn(b));
  if (own === undefined) return 0;
  let pairs = 0;
  let asAlike = 0;
  for (const [at, one] of told.entries())
    for (const other of told.slice(at + 1)) {
      const share = agreement(one, other);
      if (share === undefined) continue;
      pairs++;
      if (share >= own) asAlike++;
    }
  return pairs === 0
    ? 0
    : Math.min(MOST_NATS, Math.max(0, -0.7 * Math.log(Math.max(1, asAlike) / pairs)));
}

function answersIn({ answers = '' }: DatedSitting): ReadonlyMap<string, string> {
  const told = new Map<string, string>();
  for (let at = 0; at + 4 <= answers.length; at += 4)
    told.set(answers.slice(at, at + 3), answers.slice(at + 3, at + 4));
  return told;
}

function agreement(
  a: ReadonlyMap<string, string>,
  b: ReadonlyMap<string, string>,
): number | undefined {
  const common = [...a].filter(([item]) => b.has(item));
  if (common.length < FEWEST_ITEMS) return undefined;
  return common.filter(([item, answer]) => b.get(item) === answer).length / common.length;
}
