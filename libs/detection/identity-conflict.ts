import type { Signal } from './signal.js';
import type { RosterView } from '../roster/roster-view.js';

/**
 * Whether somebody else claims one of the student's accounts at a time that the signals speak of.
 * Looked at where the answer can change: at the signals' ends and where a mapping begins between.
 */
export const hasOpenConflict = (
  roster: RosterView,
  student: string,
  signals: readonly Pick<Signal, 'firstAt' | 'lastAt' | 'state'>[],
): boolean => {
  const standing = signals.filter(({ state }) => state !== 'withdrawn');
  const accounts = roster.accountsOf(student);
  const starts = accounts.flatMap(({ from }) => from ?? []);
  return standing.some(({ firstAt, lastAt }) => {
    const within = starts.filter((start) => start > firstAt && start < lastAt);
    return accounts.some(({ source, account }) =>
      [firstAt, lastAt, ...within].some((time) => {
        const owner = roster.ownerOf(source, account, time);
        return owner.kind === 'conflict' && owner.subjects.includes(student);
      }),
    );
  });
};
