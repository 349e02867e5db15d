import type { Checkpoints } from '../../event-sourcing/checkpoints.js';
import { START, type Position } from '../../event-sourcing/recorded-event.js';
import type { SqlClient, Statement } from './sql-client.js';

/**
 * Saves a checkpoint in the transaction of the rows that depend on it: put it among their
 * statements.
 */
export const saveCheckpoint = (reader: string, position: Position): Statement => ({
  sql: `INSERT INTO checkpoints (reader, position) VALUES (?, ?)
    ON CONFLICT (reader) DO UPDATE SET position = excluded.position`,
  params: [reader, position],
});

/**
 * Checkpoints beside the rows that depend on them. The file's `synchronous` is NORMAL: a power cut
 * may take the last commits, rows and checkpoints together, and the reader repeats them.
 */
export class SqliteCheckpoints implements Checkpoints {
  private constructor(private readonly views: SqlClient) {}

  static async open(views: SqlClient): Promise<SqliteCheckpoints> {
    await views.migrate(
      'checkpoints',
      1,
      'CREATE TABLE checkpoints (reader TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID',
    );
    return new SqliteCheckpoints(views);
  }

  async load(reader: string): Promise<Position> {
    const row = await this.views.get<{ position: Position }>(
      'SELECT position FROM checkpoints WHERE reader = ?',
      [reader],
    );
    return row?.position ?? START;
  }

  async save(reader: string, position: Position): Promise<void> {
    await this.views.write([saveCheckpoint(reader, position)]);
  }
}
