import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Database } from './database.js';
import { NewerSchema } from './errors.js';
import { LOCKS } from './locks.js';

const FOLDER = fileURLToPath(new URL('./migrations/', import.meta.url));

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** `0001-event-store.sql` and so on, in their order; two of one number are an error. */
export const readMigrations = (folder = FOLDER): readonly Migration[] => {
  const migrations = readdirSync(folder)
    .filter((file) => /^\d{4}-.+\.sql$/.test(file))
    .sort()
    .map((file) => ({
      version: Number(file.slice(0, 4)),
      name: file.slice(5, -'.sql'.length),
      sql: readFileSync(`${folder}/${file}`, 'utf8'),
    }));
  const double = migrations.find(({ version }, at) => version === migrations[at - 1]?.version);
  if (double) throw new Error(`two migrations have the number ${double.version}`);
  return migrations;
};

const TABLE = `CREATE TABLE IF NOT EXISTS probity_schema (
  version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()
)`;

/**
 * Brings the database to this program's schema: all missing steps in one transaction, one process
 * at a time. A schema that this program does not know stops it with `NewerSchema`.
 */
export const migrate = async (
  database: Database,
  migrations: readonly Migration[] = readMigrations(),
): Promise<void> => {
  const known = migrations.at(-1)?.version ?? 0;
  await database.transaction(async (session) => {
    await session.run('SELECT pg_advisory_xact_lock($1, $2)', LOCKS.migrate);
    await session.run(TABLE);
    const [row] = await session.rows<{ version: number | null }>(
      'SELECT max(version) AS version FROM probity_schema',
    );
    const stored = row?.version ?? 0;
    if (stored > known)
      throw new NewerSchema(
        `${database.where} has schema ${stored}, this program knows ${known}; start the newer program`,
      );
    for (const { version, name, sql } of migrations) {
      if (version <= stored) continue;
      await session.script(sql);
      await session.run('INSERT INTO probity_schema (version, name) VALUES ($1, $2)', [
        version,
        name,
      ]);
    }
  });
};
