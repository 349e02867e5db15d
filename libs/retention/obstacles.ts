import { keepingOf } from '../case-file/retention.js';
import type { RecordedEvent } from '../event-sourcing/recorded-event.js';
import { KEPT_YEARS, yearsAfter } from './schedule.js';

/** Why a person may not be erased now. `until` in milliseconds, absent where no end is known. */
export interface Obstacle {
  readonly code:
    | 'LegalHold'
    | 'CaseOpen'
    | 'RetentionRunning'
    | 'CourseRunning'
    | 'AccountShared'
    | 'EvidenceOfOthers';
  readonly detail: string;
  readonly until?: number;
}

/** What is known of the person when it is asked. */
export interface Standing {
  readonly held: boolean;
  /** The streams of all cases that are about the person. */
  readonly cases: readonly (readonly RecordedEvent[])[];
  /** Ends of the learning windows of all courses in which the person is enrolled, milliseconds. */
  readonly windowEnds: readonly number[];
  /** Accounts of the person that another student claims, too, at whatever time. */
  readonly sharedAccounts: number;
  /** Open cases of others whose signals cite the person's events. */
  readonly citedIn: number;
}

/**
 * The reasons that stand against it, the gravest first; none: it may be done. Nothing here is
 * weighed: what is evidence in a dispute is kept for the dispute, whoever asks.
 */
export function obstaclesTo(standing: Standing, now: number): readonly Obstacle[] {
  const keepings = standing.cases.map(keepingOf);
  const open = keepings.filter(({ legalHold }) => legalHold !== 'no').length;
  const permanent = keepings.filter(({ retention }) => retention === 'permanent').length;
  const ends = standing.cases.flatMap((events) =>
    yearsAfter(Date.parse(events.at(-1)?.metadata.at ?? ''), KEPT_YEARS),
  );
  const kept = ends.filter((end) => end > now);
  const running = standing.windowEnds.filter((end) => end > now);
  const { held, sharedAccounts, citedIn } = standing;
  return [
    ...(held ? [obstacle('LegalHold', 'a legal hold is on record: lift it first')] : []),
    ...(open > 0 ? [obstacle('CaseOpen', `${open} of the person's cases are open`)] : []),
    ...(permanent > 0
      ? [obstacle('RetentionRunning', `${permanent} established cases are kept for good`)]
      : []),
    ...(kept.length > 0
      ? [until('RetentionRunning', 'closed cases are kept for three years', kept)]
      : []),
    ...(running.length > 0
      ? [until('CourseRunning', 'the person is enrolled in courses that are not over', running)]
      : []),
    ...(sharedAccounts > 0
      ? [
          obstacle(
            'AccountShared',
            'accounts are mapped to other students, too: correct the roster',
          ),
        ]
      : []),
    ...(citedIn > 0
      ? [
          obstacle(
            'EvidenceOfOthers',
            `${citedIn} open cases of others rest on the person's events`,
          ),
        ]
      : []),
  ];
}

const obstacle = (code: Obstacle['code'], detail: string): Obstacle => ({ code, detail });

const until = (code: Obstacle['code'], detail: string, ends: readonly number[]): Obstacle => ({
  code,
  detail,
  until: Math.max(...ends),
});
