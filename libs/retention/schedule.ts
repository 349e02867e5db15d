/** How long a class of data is kept, and why. Durations in ISO 8601; `permanent` is without end. */
export interface RetentionRule {
  readonly data: DataClass;
  readonly keep: string;
  /** From when on the time runs. */
  readonly from: string;
  readonly basis: string;
  /** What goes when it ends, and what stays. */
  readonly destroys: string;
}

export type DataClass =
  | 'activity'
  | 'rejects'
  | 'roster'
  | 'dismissed_case'
  | 'established_case'
  | 'signals'
  | 'access_log';

/**
 * The defaults. A legal hold, an open case and a running course keep everything of a person, whatever
 * stands here.
 */
export const SCHEDULE: readonly RetentionRule[] = [
  {
    data: 'activity',
    keep: 'P3Y',
    from: 'end of the last learning window in which the student was enrolled',
    basis: 'pipl#19; civil-code#188 (general limitation of three years)',
    destroys: "the accounts' events, sealed or not; positions and taken identities stay",
  },
  {
    data: 'rejects',
    keep: 'P3Y',
    from: 'with the activity of the account that they name',
    basis: 'pipl#19',
    destroys: 'their bytes; code and count stay',
  },
  {
    data: 'roster',
    keep: 'P3Y',
    from: 'with the activity',
    basis: 'pipl#19',
    destroys: 'number, name and accounts; the subject id stays and stands for nobody',
  },
  {
    data: 'dismissed_case',
    keep: 'P3Y',
    from: "the case's last event",
    basis: 'civil-code#188',
    destroys: 'texts and files; events, their hashes and their proofs stay',
  },
  {
    data: 'established_case',
    keep: 'permanent',
    from: '',
    basis: 'moe-41#58 (kept in the files of student and university)',
    destroys: 'nothing',
  },
  {
    data: 'signals',
    keep: 'permanent',
    from: '',
    basis: 'they name subject ids only',
    destroys: 'nothing; they are withdrawn when their events go',
  },
  {
    data: 'access_log',
    keep: 'permanent',
    from: '',
    basis: 'pipl#51; it names members of staff, and students by subject id',
    destroys: 'nothing',
  },
];

/** Years after its last learning window, or its last event, for which a person's data is kept. */
export const KEPT_YEARS = 3;

/** The same day so many years later, in UTC; 29 February becomes 1 March. */
export const yearsAfter = (instant: number, years: number): number => {
  const date = new Date(instant);
  return date.setUTCFullYear(date.getUTCFullYear() + years);
};
