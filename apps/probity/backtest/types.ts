/** Parts of the server's answers that the command reads. */
export interface MovedCase {
  readonly student: string | null;
  readonly offering: string;
  readonly violation: string;
  readonly before: { readonly score: number; readonly threshold: number };
  readonly after: { readonly score: number; readonly threshold: number };
  readonly case: { readonly id: string; readonly status: string } | null;
}

export const MOVEMENTS = ['appear', 'vanish', 'change'] as const;
export type Movement = (typeof MOVEMENTS)[number];

type Counts = Readonly<Record<Movement | 'unchanged', number>>;

export interface Report {
  readonly asOf: string;
  readonly counts: Counts & { readonly byViolation: Readonly<Record<string, Counts>> };
  /** Absent for who may see no case content. */
  readonly cases?: Readonly<Record<Movement, readonly MovedCase[]>>;
}

export interface BacktestAnswer {
  readonly id: string;
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly policyVersion: string;
  readonly progress: { readonly done: number; readonly total: number };
  readonly report?: Report;
}
