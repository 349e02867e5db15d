import type { DeadLetter, DeadLetters } from '../../event-sourcing/dead-letters.js';
import type { SqlClient } from './sql-client.js';

/** Beside the checkpoints: either both survive a power cut, or the reader repeats both. */
export class SqliteDeadLetters implements DeadLetters {
  private constructor(private readonly views: SqlClient) {}

  static async open(views: SqlClient): Promise<SqliteDeadLetters> {
    await views.migrate(
      'dead-letters',
      1,
      `CREATE TABLE dead_letters (
        reader TEXT NOT NULL, position INTEGER NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (reader, position)
      ) WITHOUT ROWID`,
    );
    return new SqliteDeadLetters(views);
  }

  async put({ reader, position, reason, at }: DeadLetter): Promise<void> {
    await this.views.write([
      {
        sql: 'INSERT OR REPLACE INTO dead_letters (reader, position, reason, at) VALUES (?, ?, ?, ?)',
        params: [reader, position, reason, at],
      },
    ]);
  }

  list(reader?: string): Promise<readonly DeadLetter[]> {
    return this.views.all<DeadLetter>(
      `SELECT reader, position, reason, at FROM dead_letters
       WHERE reader = ifnull(?, reader) ORDER BY position, reader`,
      [reader ?? null],
    );
  }
}
