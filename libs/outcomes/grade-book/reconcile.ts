import { isTakenOver } from '../answer.js';
import type { Acknowledgement, Outcome, RegistryKind } from '../outcome.js';
import type { OutcomeState } from '../outcome-state.js';
import { sameRecord, type RegistryResult, type Statement } from './grade-book.js';
import type { GradeEntry } from './grade-book.decider.js';
import type { PlatformGrade } from './platform-grade.js';

/** Grades go from the platform to the registry, and are verified there (art. 19(4)). */
export type SyncState = 'entered' | 'sent' | 'acknowledged' | 'verified';

/** Where the three books disagree: the platform's, ours, the registry's. */
export type Difference =
  /** The message has reached no address yet. */
  | 'not_sent'
  /** The registry has not answered to it. */
  | 'not_acknowledged'
  /** The registry refused it. */
  | 'refused'
  /** The registry accepted it, named a grade that contradicts it, and its record does not show otherwise since. */
  | 'acknowledged_otherwise'
  /** The registry has said nothing about a grade that the platform or we know of. */
  | 'missing_in_registry'
  /** The registry holds a grade that no platform recorded. */
  | 'missing_on_platform'
  /** Half a mark or more between platform and registry. */
  | 'grade_differs'
  /** A hold is in force, and the registry shows a result. */
  | 'hold_not_applied'
  /** A decision is in force, and the registry shows the grade as if there were none. */
  | 'outcome_not_applied'
  /** The registry shows another of the four negative results than was decided. */
  | 'result_mixed'
  /** Two cases of the student keep different results in force: one of them has to be taken back. */
  | 'results_conflict'
  /** The registry still shows what was released or reversed. */
  | 'release_not_applied'
  /** The registry shows a hold or a negative result of ours that we never sent. */
  | 'without_basis'
  /** The registry's record changed after it was verified. */
  | 'changed_after_verification';

/** What one student's grade in one offering looks like from all sides. */
export interface GradeFacts extends GradeEntry {
  readonly platform?: PlatformGrade;
  /** One for each case that said something to the registry. */
  readonly told: readonly OutcomeState[];
  /** Whether a message has left the house. */
  readonly isSent: (outcome: string) => boolean;
}

export interface Reconciled {
  readonly state: SyncState;
  readonly differences: readonly Difference[];
  /** What the registry ought to show: the decision or hold in force, undefined for the grade itself. */
  readonly inForce?: Outcome;
  /** Everything that the student's cases keep in force on the grade, results before holds. */
  readonly standing: readonly Outcome[];
}

/** Undefined where no book knows of a grade. */
export const reconcile = (facts: GradeFacts): Reconciled | undefined => {
  const { platform, stated, told } = facts;
  const latest = told.flatMap(({ messages, acknowledgements }) => {
    const message = messages.at(-1);
    return message ? [{ message, answer: acknowledgements[message.id] }] : [];
  });
  if (!platform && !stated && latest.length === 0) return undefined;
  const standing = standingOf(told);
  const results = standing.filter(({ kind }) => kind !== 'hold');
  // Where two were told, the registry does as it was told with either.
  const inForce = results.find(({ kind }) => kind === stated?.result) ?? standing[0];
  const differences = [
    ...latest.flatMap((one) => ofMessage(one, facts)),
    ...ofRecord(facts, inForce, latest.length > 0),
    ...(new Set(results.map(({ kind }) => kind)).size > 1 ? (['results_conflict'] as const) : []),
    ...(isStale(facts) ? (['changed_after_verification'] as const) : []),
  ];
  return {
    state: stateOf(facts, latest),
    differences: [...new Set(differences)],
    standing,
    ...(inForce && { inForce }),
  };
};

type Latest = { readonly message: Outcome; readonly answer: Acknowledgement | undefined };

/** A decision goes before a hold; `none` asks nothing of the grade. */
const standingOf = (told: readonly OutcomeState[]): readonly Outcome[] => {
  const all = told.flatMap(({ standing }) => (standing.kind === 'clear' ? [] : [standing.message]));
  return [
    ...all.filter(({ kind }) => kind !== 'hold' && kind !== 'none'),
    ...all.filter(({ kind }) => kind === 'hold'),
  ];
};

const ofMessage = (
  { message: { id, kind }, answer }: Latest,
  { isSent, stated }: GradeFacts,
): readonly Difference[] => {
  if (!answer) return [isSent(id) ? 'not_acknowledged' : 'not_sent'];
  if (answer.status === 'refused') return ['refused'];
  return isTakenOver(kind, answer, stated) ? [] : ['acknowledged_otherwise'];
};

const ofRecord = (
  { platform, stated }: GradeFacts,
  inForce: Outcome | undefined,
  weSpoke: boolean,
): readonly Difference[] => {
  if (!stated)
    return platform || (inForce && inForce.kind !== 'hold') ? ['missing_in_registry'] : [];
  if (inForce) return underOutcome(inForce.kind, stated.result);
  if (isOurs(stated.result)) return [weSpoke ? 'release_not_applied' : 'without_basis'];
  if (!platform) return ['missing_on_platform'];
  return platform.grade !== undefined && differs(platform.grade, stated.grade)
    ? ['grade_differs']
    : [];
};

const underOutcome = (kind: RegistryKind, result: RegistryResult): readonly Difference[] => {
  if (kind === 'hold') return result === 'held' ? [] : ['hold_not_applied'];
  if (kind === result) return [];
  return result === 'passed' || result === 'held' ? ['outcome_not_applied'] : ['result_mixed'];
};

/** Results that the registry shows on our word alone. */
const isOurs = (result: RegistryResult): boolean => result !== 'passed' && result !== 'failed';

/** Registries keep whole marks. */
const differs = (platform: number, registry: number | undefined): boolean =>
  registry === undefined || Math.abs(platform - registry) >= 0.5;

const isStale = ({ stated, verified }: GradeFacts): boolean =>
  verified !== undefined && stated !== undefined && !isVerified(stated, verified);

const isVerified = (stated: Statement, verified: NonNullable<GradeFacts['verified']>): boolean =>
  sameRecord(verified, stated) && verified.at >= stated.at;

const stateOf = (facts: GradeFacts, latest: readonly Latest[]): SyncState => {
  const { stated, verified, isSent } = facts;
  const answered = latest.every(({ answer }) => answer?.status === 'accepted');
  if (stated && answered) {
    const spokenSince = latest.some(({ answer }) => (answer?.at ?? 0) > (verified?.at ?? 0));
    return verified && isVerified(stated, verified) && !spokenSince ? 'verified' : 'acknowledged';
  }
  if (latest.length === 0) return 'entered';
  if (answered) return 'acknowledged';
  return latest.every(({ message }) => isSent(message.id)) ? 'sent' : 'entered';
};
