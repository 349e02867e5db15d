import type { DeadLetter, DeadLetters } from '../../event-sourcing/dead-letters.js';
import type { Database } from './database.js';

/** Events that a processor was told to skip. */
export class PostgresDeadLetters implements DeadLetters {
  constructor(private readonly database: Database) {}

  async put({ reader, position, reason, at }: DeadLetter): Promise<void> {
    await this.database.write([
      {
        sql: `INSERT INTO dead_letter (reader, position, reason, at) VALUES ($1, $2, $3, $4)
          ON CONFLICT (reader, position) DO UPDATE SET reason = excluded.reason, at = excluded.at`,
        params: [reader, position, reason, at],
      },
    ]);
  }

  list(reader?: string): Promise<readonly DeadLetter[]> {
    return this.database.all<DeadLetter>(
      `SELECT reader, position, reason, at FROM dead_letter
       WHERE $1::text IS NULL OR reader = $1 ORDER BY position, reader`,
      [reader],
    );
  }
}
