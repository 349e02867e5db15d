import type { SqlValue } from '../values.js';

/** Rows turned into one array a column, for `unnest($1, $2, …)`. */
export const columnsOf = (
  rows: readonly (readonly (string | number | boolean | null | undefined)[])[],
  width: number,
): SqlValue[] => Array.from({ length: width }, (_, at) => rows.map((row) => row[at]));

/** The last of equal ones: one statement must not touch a row twice. */
export const lastOf = <Row>(rows: readonly Row[], key: (row: Row) => unknown[]): readonly Row[] => [
  ...new Map(rows.map((row) => [JSON.stringify(key(row)), row])).values(),
];
