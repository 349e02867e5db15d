import type { Case } from '../cases/state.js';
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

/** The entries that a case asks for or has led to; none before the decision is in force. */
export const fileEntriesOf = ({ facts, stage }: Case): readonly FileEntry[] => {
  if (facts.family !== 'violation') return [];
  const common = { case: facts.id, violation: facts.violation, offering: facts.course.offering };
  const { fileReference, liftingReference, withdrawalReference } = facts.execution;
  switch (stage.status) {
    case 'final':
    case 'executed':
    case 'sanction_running':
    case 'lifted':
    case 'archived':
    case 'revoked':
      break;
    default:
      return [];
  }
  const { outcome, level, at } = stage.decision;
  if (outcome !== 'grade_void') return [];
  const entry = {
    ...{ ...common, kind: 'decision' as const, decidedAt: at },
    ...(level !== undefined && { level }),
    ...('sanction' in stage && { from: stage.sanction.from, until: stage.sanction.until }),
  };
  if (stage.status === 'revoked')
    return fileReference === undefined
      ? []
      : [{ ...entry, fileReference, ...withdrawn(withdrawalReference) }];
  const decision = { ...entry, ...entered(fileReference) };
  return 'lifting' in stage
    ? [decision, { ...lifting(common, stage.lifting.at), ...entered(liftingReference) }]
    : [decision];
};

const lifting = (common: Common, decidedAt: number) => ({
  ...common,
  kind: 'lifting' as const,
  decidedAt,
});

const withdrawn = (
  reference: string | undefined,
): Pick<FileEntry, 'state' | 'withdrawalReference'> =>
  reference === undefined
    ? { state: 'withdraw' }
    : { state: 'withdrawn', withdrawalReference: reference };

const entered = (reference: string | undefined): Pick<FileEntry, 'state' | 'fileReference'> =>
  reference === undefined ? { state: 'due' } : { state: 'entered', fileReference: reference };
