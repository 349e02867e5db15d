import type { Database, Statement as Prepared } from 'better-sqlite3';
import type { Engine } from './engine.js';
import type { RunResult, SqlValue } from './sql-client.js';

/** Texts are constant, so a program has fewer; a generated text would push out the oldest. */
const CACHED = 500;

/** The place of its text, and its parameters. */
type Run = readonly [number, readonly SqlValue[]];

/** Plain SQL: the engine behind `SqlClient`. */
export const open = (db: Database): Engine => {
  db.exec(
    'CREATE TABLE IF NOT EXISTS migrations (name TEXT PRIMARY KEY, version INTEGER NOT NULL)',
  );
  const cache = new Map<string, Prepared>();
  const prepared = (sql: string): Prepared => {
    const known = cache.get(sql);
    if (known) return known;
    const statement = db.prepare(sql);
    const [oldest] = cache.keys();
    if (cache.size >= CACHED && oldest !== undefined) cache.delete(oldest);
    cache.set(sql, statement);
    return statement;
  };

  const run = (texts: readonly string[], runs: readonly Run[]): RunResult[] => {
    const statements = texts.map(prepared);
    return runs.map(([place, params]) => {
      const { changes, lastInsertRowid } = (statements[place] as Prepared).run(...params);
      return { changes, lastInsertRowid: Number(lastInsertRowid) };
    });
  };

  return {
    write: { run },
    read: {
      all: (sql: string, params: readonly SqlValue[]) => prepared(sql).all(...params),
      get: (sql: string, params: readonly SqlValue[]) => prepared(sql).get(...params),
    },
    alone: {
      /** Answers the version that is stored when it is newer than `version`, else `version`. */
      migrate: (name: string, version: number, ddl: string): number => {
        const migrate = db.transaction(() => {
          const row = db
            .prepare<[string], { version: number }>('SELECT version FROM migrations WHERE name = ?')
            .get(name);
          if (row && row.version >= version) return row.version;
          db.exec(ddl);
          db.prepare('INSERT OR REPLACE INTO migrations (name, version) VALUES (?, ?)').run(
            name,
            version,
          );
          return version;
        });
        return migrate.immediate();
      },
    },
  };
};
