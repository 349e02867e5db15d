/** What the clock records of a person's data; `due` in milliseconds. */
export type ProposalEvent =
  /** The schedule lets go of it soon, or since. */
  | {
      readonly type: 'RetentionEnding' | 'ErasureProposed';
      readonly data: { readonly subject: string; readonly due: number };
    }
  /** The time does not end after all: a new course, a case, a hold, or somebody has asked for it. */
  | { readonly type: 'ErasureProposalWithdrawn'; readonly data: { readonly subject: string } };

/** Days before its end on which the schedule reminds of it. */
export const REMIND_DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What the schedule says of one person: the time is near, or over. */
export interface Proposal {
  /** Milliseconds. */
  readonly due: number;
  readonly state: 'ending' | 'proposed';
}

/** `due`: when the time is over, undefined where it does not end. */
export interface Review {
  readonly subject: string;
  readonly due: number | undefined;
}

/**
 * What the clock has to say of these people, each once. It reminds and proposes; nothing is destroyed by it: that takes one
 * person who asks and another who confirms. Who is held, or whose erasure was asked for, is passed over.
 */
export const proposalsAfter = (
  reviews: readonly Review[],
  now: number,
  known: ReadonlyMap<string, Proposal>,
  isSettled: (subject: string) => boolean,
): readonly ProposalEvent[] =>
  reviews.flatMap(({ subject, due }): ProposalEvent[] => {
    const before = known.get(subject);
    const wanted = isSettled(subject) ? undefined : standingOf(due, now);
    if (wanted === undefined)
      return before ? [{ type: 'ErasureProposalWithdrawn', data: { subject } }] : [];
    if (before?.due === due && before?.state === wanted) return [];
    const type = wanted === 'proposed' ? 'ErasureProposed' : 'RetentionEnding';
    return [{ type, data: { subject, due: due ?? 0 } }];
  });

const standingOf = (due: number | undefined, now: number): Proposal['state'] | undefined => {
  if (due === undefined || now < due - REMIND_DAYS * DAY_MS) return undefined;
  return now >= due ? 'proposed' : 'ending';
};
