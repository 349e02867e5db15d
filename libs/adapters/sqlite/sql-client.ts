export type SqlValue = string | number | bigint | Uint8Array | null;

export interface Statement {
  readonly sql: string;
  /** Positional parameters. */
  readonly params?: readonly SqlValue[];
}

export interface RunResult {
  readonly changes: number;
  readonly lastInsertRowid: number;
}

/**
 * A SQLite database behind a worker thread. Statements are prepared once per text and cached, so
 * texts must be constant; values go into `params`.
 */
export interface SqlClient {
  /** One transaction over all statements, committed (by the database's `synchronous`) when resolved. */
  write(statements: readonly Statement[]): Promise<readonly RunResult[]>;
  all<Row>(sql: string, params?: readonly SqlValue[]): Promise<readonly Row[]>;
  get<Row>(sql: string, params?: readonly SqlValue[]): Promise<Row | undefined>;
  /** Runs the DDL of `name` once per `version`; a newer stored version is an error by name. */
  migrate(name: string, version: number, ddl: string): Promise<void>;
  close(): Promise<void>;
}
