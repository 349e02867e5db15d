import type { HeldTicket, Tickets } from '../../event-sourcing/tickets.js';
import type { Database } from './database.js';

const SWEEP = 'DELETE FROM ticket WHERE expires_at <= $1';

interface Row {
  readonly id: string;
  readonly sealed: Uint8Array;
  readonly expires_at: number;
}

/** Tickets for any number of processes. */
export class PostgresTickets implements Tickets {
  constructor(private readonly database: Database) {}

  async put({ id, sealed, expiresAt }: HeldTicket, now: number): Promise<void> {
    await this.database.write([
      { sql: SWEEP, params: [now] },
      {
        // Run again after a connection was cut, it finds its own row.
        sql: `INSERT INTO ticket (id, sealed, expires_at) VALUES ($1, $2, $3)
          ON CONFLICT (id) DO NOTHING`,
        params: [id, sealed, expiresAt],
      },
    ]);
  }

  async take(id: string, now: number): Promise<Uint8Array | undefined> {
    const gone = await this.database.all<Row>(
      'DELETE FROM ticket WHERE id = $1 OR expires_at <= $2 RETURNING id, sealed, expires_at',
      [id, now],
    );
    return gone.find((row) => row.id === id && row.expires_at > now)?.sealed;
  }
}
