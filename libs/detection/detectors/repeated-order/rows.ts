import { groupBy, known } from '../reading.js';
import type { Came, Limits } from './day.js';
import { habitsOf } from './habits.js';

/** One account after another, meeting after meeting. */
export interface Link {
  readonly first: string;
  readonly next: string;
  /** Meetings at which it was so, of those at which both signed in. */
  readonly times: number;
  readonly meetings: number;
  /** Log-likelihood ratio of a list : friends, or chance, corrected for all whom one may follow. */
  readonly nats: number;
  readonly events: readonly Came[];
}

/** One who came right after another, and how likely that was of anybody. */
interface Followed {
  readonly first: Came;
  readonly next: Came;
  readonly chance: number;
}

/** Pairs that come in one order and close together more often than friends, or their own habits, make them. */
export function linksOf(all: readonly Came[], limit: Limits): readonly Link[] {
  const meetings = [...groupBy(all, ({ meeting }) => meeting).values()].map((own) =>
    [...own].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)),
  );
  const habits = habitsOf(meetings);
  const together = new Map<string, Followed[]>();
  for (const own of meetings) follow(own, together, limit);
  const present = new Map(
    [...groupBy(all, ({ subject }) => subject)].map(([subject, own]) => [
      subject,
      new Set(own.map(({ meeting }) => meeting)),
    ]),
  );
  const search = Math.log(Math.max(2, present.size - 1));
  return [...together].flatMap(([pair, followed]): Link[] => {
    if (followed.length < limit.fewest) return [];
    const [first = '', next = ''] = pair.split('\n');
    const both = [...known(present.get(first))].filter((one) => known(present.get(next)).has(one));
    const gaps = followed.map((one) => one.next.at - one.first.at);
    const within = { leastMs: Math.min(...gaps), mostMs: Math.max(...gaps) };
    const hits = followed.reduce((sum, one) => {
      // Where both come so of themselves it happened as it had to, and speaks for nothing.
      const usual = habits.followsOf(one.next, one.first, within);
      return sum + Math.log(limit.listed / Math.min(limit.listed, Math.max(one.chance, usual)));
    }, 0);
    const missed = both.length - followed.length;
    const nats = hits + missed * Math.log((1 - limit.listed) / (1 - limit.friends)) - search;
    return nats <= 0
      ? []
      : [
          {
            ...{ first, next, times: followed.length, meetings: both.length, nats },
            events: followed.map((one) => one.next),
          },
        ];
  });
}

/** Notes for each sign-in who came right after it, and how likely that was of anybody. */
function follow(own: readonly Came[], together: Map<string, Followed[]>, limit: Limits): void {
  for (const [at, first] of own.entries()) {
    const after: Came[] = [];
    for (let n = at + 1; n < own.length; n++) {
      const next = known(own[n]);
      if (next.at - first.at > limit.nextSec * 1000) break;
      if (next.at > first.at) after.push(next);
    }
    const chance = Math.max(limit.friends, after.length / Math.max(1, own.length - 1));
    // In a crowd everybody follows everybody: it tells nothing, and its pairs would fill the memory.
    if (chance >= limit.listed || after.length > limit.crowd) continue;
    for (const next of after) {
      const pair = `${first.subject}\n${next.subject}`;
      const followed = together.get(pair);
      if (followed) followed.push({ first, next, chance });
      else together.set(pair, [{ first, next, chance }]);
    }
  }
}
