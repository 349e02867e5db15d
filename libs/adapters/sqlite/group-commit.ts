import type { Database } from 'better-sqlite3';
import type { Engine, MethodKind, Request } from './engine.js';
import { toWire, type WireError } from './errors.js';

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly error: WireError };

/** More would only make one answer wait for another. */
const GROUP = 1_000;

/**
 * Runs requests against an engine. Writes that wait together share one transaction, thus one sync
 * to disk; a savepoint each keeps one's failure from the others. Answers to writes go out after
 * the commit, never before.
 */
export class GroupCommit {
  constructor(
    private readonly db: Database,
    private readonly engine: Engine,
    private readonly reply: (answers: readonly Answer[]) => void,
  ) {
    const prepare = (sql: string) => {
      const statement = db.prepare(sql);
      return () => void statement.run();
    };
    this.begin = prepare('BEGIN IMMEDIATE');
    this.commit = prepare('COMMIT');
    this.savepoint = prepare('SAVEPOINT request');
    this.release = prepare('RELEASE request');
    this.rollbackTo = prepare('ROLLBACK TO request');
  }

  private readonly begin: () => void;
  private readonly commit: () => void;
  private readonly savepoint: () => void;
  private readonly release: () => void;
  private readonly rollbackTo: () => void;

  /** In order, except that between two `alone` requests all writes go before all reads. */
  run(requests: readonly Request[]): void {
    let from = 0;
    while (from < requests.length) {
      const alone = requests.findIndex(({ kind }, index) => index >= from && kind === 'alone');
      const to = alone < 0 ? requests.length : alone;
      this.runTogether(requests.slice(from, to));
      const single = requests[to];
      if (single) this.reply([this.answer(single)]);
      from = to + 1;
    }
  }

  private runTogether(requests: readonly Request[]): void {
    const writes = requests.filter(({ kind }) => kind === 'write');
    for (let from = 0; from < writes.length; from += GROUP)
      this.reply(this.writeGroup(writes.slice(from, from + GROUP)));
    const reads = requests.filter(({ kind }) => kind === 'read');
    if (reads.length > 0) this.reply(reads.map((request) => this.answer(request)));
  }

  private writeGroup(writes: readonly Request[]): readonly Answer[] {
    try {
      this.begin();
      const answers = writes.map((request) => this.writeOne(request));
      this.commit();
      return answers;
    } catch (error) {
      // Not committed, so none of the group happened, whatever its members were told.
      if (this.db.inTransaction) this.db.exec('ROLLBACK');
      this.engine.reset?.();
      return writes.map(({ id }) => ({ id, error: toWire(error) }));
    }
  }

  private writeOne(request: Request): Answer {
    this.savepoint();
    try {
      const value = this.call(request);
      this.release();
      return { id: request.id, value };
    } catch (error) {
      // On a full disk SQLite may have rolled the whole transaction back by itself.
      if (!this.db.inTransaction) throw error;
      this.rollbackTo();
      this.release();
      this.engine.reset?.();
      return { id: request.id, error: toWire(error) };
    }
  }

  private answer(request: Request): Answer {
    try {
      return { id: request.id, value: this.call(request) };
    } catch (error) {
      return { id: request.id, error: toWire(error) };
    }
  }

  private call({ kind, method, args }: Request): unknown {
    const methods: Partial<Record<MethodKind, Engine['write']>> = this.engine;
    const run = methods[kind]?.[method];
    if (run === undefined) throw new Error(`the engine has no ${kind} method ${method}`);
    return run(...(args as never[]));
  }
}
