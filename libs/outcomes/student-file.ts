import type { Stage } from '../cases/stage.js';
import type { Case, CaseFacts, FiledEntry } from '../cases/state.js';
import type { DisciplineLevel } from '../regulation/discipline-level.js';

export const FILE_ENTRY_STATES = ['due', 'entered', 'withdraw', 'withdrawn'] as const;

/** What belongs into a student's file (art. 24: 记入学生档案). Instants in milliseconds. */
export interface FileEntry {
  readonly case: string;
  readonly kind: 'decision' | 'lifting';
  readonly violation: string;
  readonly offering: string;
  readonly level?: DisciplineLevel;
  /** The sanction's period, once it runs. */
  readonly from?: number;
  readonly until?: number;
  /** Of the decision, or of the lifting. */
  readonly decidedAt: number;
  /** `withdraw`: entered, and the decision was revoked since, so it has to go; `withdrawn`: it went. */
  readonly state: (typeof FILE_ENTRY_STATES)[number];
  /** The registrar's reference, once entered. */
  readonly fileReference?: string;
  /** The registrar's reference to the withdrawal, once the entry is taken out. */
  readonly withdrawalReference?: string;
}

type Common = Pick<FileEntry, 'case' | 'violation' | 'offering'>;

/**
 * The entries that a case asks for or has led to; none before the decision is in force. One that was
 * made stays listed wherever the case goes: `entered` while its decision stands, also in a case that was
 * reopened; then it has to go.
 */
export const fileEntriesOf = ({ facts, stage }: Case): readonly FileEntry[] => {
  if (facts.family !== 'violation') return [];
  const common = { case: facts.id, violation: facts.violation, offering: facts.course.offering };
  return [...facts.filed.flatMap((entry) => made(common, entry)), ...due(common, facts, stage)];
};

const made = (common: Common, entry: FiledEntry): readonly FileEntry[] => {
  const { decidedAt, fileReference, level, from, until, lifting } = entry;
  const decision = {
    ...{ ...common, kind: 'decision' as const, decidedAt, fileReference, ...stateOf(entry) },
    ...(level !== undefined && { level }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
  return lifting === undefined
    ? [decision]
    : [decision, { ...common, kind: 'lifting', ...lifting, ...stateOf(entry) }];
};

const stateOf = ({
  revokedAt,
  withdrawalReference,
}: FiledEntry): Pick<FileEntry, 'state' | 'withdrawalReference'> => {
  if (withdrawalReference !== undefined) return { state: 'withdrawn', withdrawalReference };
  return { state: revokedAt === undefined ? 'entered' : 'withdraw' };
};

const due = (common: Common, { execution }: CaseFacts, stage: Stage): readonly FileEntry[] => {
  if (stage.status === 'lifted' && execution.liftingReference === undefined)
    return [{ ...common, kind: 'lifting', decidedAt: stage.lifting.at, state: 'due' }];
  if (stage.status !== 'final' || execution.fileReference !== undefined) return [];
  const { outcome, level, at: decidedAt } = stage.decision;
  if (outcome !== 'grade_void') return [];
  const severity = level === undefined ? {} : { level };
  return [{ ...common, kind: 'decision', decidedAt, ...severity, state: 'due' }];
};
