import type { Database } from 'better-sqlite3';
import { NewerSchema } from './errors.js';

/** Creates the schema of a fresh file; a file of a newer program is refused by name. */
export const ensureSchema = (db: Database, version: number, ddl: string): void => {
  const stored = db.pragma('user_version', { simple: true }) as number;
  if (stored === version) return;
  if (stored > version)
    throw new NewerSchema(
      `${db.name} has schema ${stored}, this program knows ${version}; start the newer program`,
    );
  db.transaction(() => {
    db.exec(ddl);
    db.pragma(`user_version = ${version}`);
  }).immediate();
};
