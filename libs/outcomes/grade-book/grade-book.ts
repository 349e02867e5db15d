/**
 * What the registry's record says. Four negative results stay apart: each has its own consequences
 * (arts 17, 24, 25; `failed` is the ordinary one).
 */
export const REGISTRY_RESULTS = [
  'passed',
  'failed',
  'held',
  'grade_void',
  'disqualified',
  'absent_zero',
] as const;
export type RegistryResult = (typeof REGISTRY_RESULTS)[number];

/** A grade as the registry holds it. `grade` in percentage marks, 0–100 (art. 21). */
export interface Statement {
  readonly result: RegistryResult;
  readonly grade?: number;
  /** As of when, milliseconds. */
  readonly at: number;
  readonly reference?: string;
}

/** The course owner or the registrar has compared the registry's record and found it right. */
export interface Verification {
  readonly result: RegistryResult;
  readonly grade?: number;
  readonly by: string;
  readonly at: number;
}

/** Stream `grades-<offering>`; `student` is the subject id. */
export type GradeEvent =
  | {
      readonly type: 'RegistryGradeStated';
      readonly data: Statement & { readonly offering: string; readonly student: string };
    }
  | {
      readonly type: 'GradeVerified';
      readonly data: Verification & { readonly offering: string; readonly student: string };
    };

export const gradesStream = (offering: string): string => `grades-${offering}`;

export const sameRecord = (
  one: Pick<Statement, 'result' | 'grade'>,
  other: Pick<Statement, 'result' | 'grade'>,
): boolean => one.result === other.result && one.grade === other.grade;
