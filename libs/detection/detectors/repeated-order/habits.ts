import { known } from '../reading.js';
import type { Came } from './day.js';

/** How soon each account signs in, by its other meetings. */
export interface Habits {
  /**
   * Share of `next`'s other meetings at which it came as closely after the moment at which `first`
   * came to this one, each counted from its meeting's beginning; one and a half meetings of doubt.
   * Who always signs in at once follows whoever does so too.
   */
  followsOf(next: Came, first: Came, within: Gaps): number;
}

/** How closely one followed the other, milliseconds: a list's steps are alike, a chance's are not. */
export interface Gaps {
  readonly leastMs: number;
  readonly mostMs: number;
}

/** Sign-ins, in the order they came, within which a beginning is no stray record. */
const BEGINS = 3;
const TOGETHER_MS = 30_000;

export function habitsOf(meetings: readonly (readonly Came[])[]): Habits {
  const lags = new Map<string, Map<string, number>>();
  const begins = new Map<string, number>();
  for (const own of meetings) {
    const begin = beginningOf(own);
    if (begin === undefined) continue;
    begins.set(known(own[0]).meeting, begin);
    for (const { subject, meeting, at } of own) {
      const theirs = lags.get(subject) ?? new Map<string, number>();
      theirs.set(meeting, at - begin);
      lags.set(subject, theirs);
    }
  }
  return {
    followsOf(next, first, { leastMs, mostMs }) {
      const begin = begins.get(first.meeting);
      if (begin === undefined) return 1;
      const from = first.at - begin;
      let hits = 0;
      let others = 0;
      for (const [meeting, lag] of lags.get(next.subject) ?? []) {
        if (meeting === first.meeting) continue;
        others++;
        if (lag >= from + leastMs && lag <= from + mostMs) hits++;
      }
      return (hits + 0.5) / (others + 1.5);
    },
  };
}

/** When signing in began: the first after which others soon came; a record from before stands alone. */
function beginningOf(own: readonly Came[]): number | undefined {
  for (const [at, { at: begin }] of own.entries()) {
    const later = own[at + BEGINS - 1];
    if (later && later.at - begin <= TOGETHER_MS) return begin;
  }
  return own[0]?.at;
}
