/** Why a row of the roster was left out; the others go on. */
export interface RowRejection {
  /** JSON Pointer into the request: `/offerings/3/hours/online`. */
  readonly pointer: string;
  readonly code: RejectionCode;
  /** Says what is wrong without repeating the value. */
  readonly message: string;
}

export type RejectionCode =
  | 'unknown_table'
  | 'missing'
  | 'wrong_type'
  | 'unknown_value'
  | 'out_of_range'
  | 'bad_text'
  | 'too_many'
  | 'bad_instant'
  | 'bad_cidr'
  | 'duplicate_id'
  | 'validity_backward'
  | 'validity_overlap'
  | 'window_backward'
  | 'scheme_sum';

/** A rejection relative to its row. */
export type RowFault = RowRejection;

export const fault = (pointer: string, code: RejectionCode, message: string): RowFault => ({
  pointer,
  code,
  message,
});
