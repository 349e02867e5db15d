import type { Checkpoints } from '../../event-sourcing/checkpoints.js';
import { START, type Position } from '../../event-sourcing/recorded-event.js';
import type { Database, Statement } from './database.js';

/** Put it among the statements of the rows that depend on it: one transaction. */
export const saveCheckpoint = (reader: string, position: Position): Statement => ({
  sql: `INSERT INTO checkpoint (reader, position) VALUES ($1, $2)
    ON CONFLICT (reader) DO UPDATE SET position = excluded.position`,
  params: [reader, position],
});

/** Checkpoints beside the rows that depend on them. */
export class PostgresCheckpoints implements Checkpoints {
  constructor(private readonly database: Database) {}

  async load(reader: string): Promise<Position> {
    const row = await this.database.get<{ position: Position }>(
      'SELECT position FROM checkpoint WHERE reader = $1',
      [reader],
    );
    return row?.position ?? START;
  }

  async save(reader: string, position: Position): Promise<void> {
    await this.database.write([saveCheckpoint(reader, position)]);
  }
}
