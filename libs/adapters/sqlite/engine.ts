import type { Database } from 'better-sqlite3';

type Method = (...args: never[]) => unknown;

/**
 * What a database does, inside its thread. Arguments and results are copied between threads:
 * keep them flat.
 */
export interface Engine {
  /** Grouped into one transaction with whatever else is waiting, each behind a savepoint. */
  readonly write: Readonly<Record<string, Method>>;
  /** Sees only what is committed. */
  readonly read: Readonly<Record<string, Method>>;
  /** Runs outside any transaction and makes its own. */
  readonly alone?: Readonly<Record<string, Method>>;
  /** Something was rolled back: drop what was remembered of uncommitted rows. */
  readonly reset?: () => void;
}

export type MethodKind = 'write' | 'read' | 'alone';

/** An engine module exports this as `open`. */
export type OpenEngine = (db: Database) => Engine;

export interface EngineOptions {
  readonly file: string;
  /** URL of the compiled module that exports `open: OpenEngine`. */
  readonly engine: string;
  readonly synchronous: 'NORMAL' | 'FULL';
  /** Further pragmas, run in order before the engine opens. */
  readonly pragmas?: readonly string[];
}

export interface Request {
  readonly id: number;
  readonly kind: MethodKind;
  readonly method: string;
  readonly args: readonly unknown[];
}

export type ToWorker = { readonly requests: readonly Request[] } | { readonly close: true };
