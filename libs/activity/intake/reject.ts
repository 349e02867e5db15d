export type RejectCode =
  | 'invalid_envelope'
  | 'invalid_data'
  | 'time_missing'
  | 'conflict'
  | 'foreign_source'
  | 'too_large';

/** Why one event was not taken. `message` repeats nothing the vendor sent (no student data). */
export interface Reject {
  readonly code: RejectCode;
  readonly message: string;
  /** JSON Pointer into the event; '' for the whole of it. */
  readonly pointer?: string;
}

/** What a step answers: nothing, or why not. */
export type StepResult = Reject | undefined;

export const reject = (code: RejectCode, pointer: string, message: string): Reject => ({
  code,
  message,
  pointer,
});
