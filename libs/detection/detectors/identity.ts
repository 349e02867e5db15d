import type { ReferenceData } from '../detector.js';

/**
 * Whether it is known at each instant from `from` to `to` which account of each source is the
 * student's, and nobody else claims any of them: only then is what the accounts lack the student's.
 */
export const identified = (
  roster: ReferenceData,
  subject: string,
  sources: readonly string[],
  from: number,
  to: number,
): boolean => {
  const accounts = roster.accountsOf(subject);
  const bounds = accounts.flatMap(({ source, account }) => roster.claimBounds(source, account));
  const instants = [from, to, ...bounds.filter((at) => at > from && at < to)];
  return instants.every((at) => {
    const owners = accounts.map(({ source, account }) => ({
      source,
      owner: roster.ownerOf(source, account, at),
    }));
    const contested = owners.some(
      ({ owner }) => owner.kind === 'conflict' && owner.subjects.includes(subject),
    );
    const own = new Set(
      owners.flatMap(({ source, owner }) =>
        owner.kind === 'student' && owner.subject === subject ? source : [],
      ),
    );
    return !contested && sources.every((source) => own.has(source));
  });
};

/**
 * From when an enrolment counts. An instant behind the end of the course is no enrolment's: it is
 * when the row was written.
 */
export const enrolledFrom = (
  roster: ReferenceData,
  subject: string,
  offering: string,
  end: number,
): number | undefined => {
  const own = roster.enrolmentsOf(subject).find((enrolment) => enrolment.offering === offering);
  if (own?.status !== 'active') return undefined;
  return own.at < end ? own.at : -Infinity;
};
