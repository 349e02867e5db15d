import type { LedgerPosition } from '../../../activity/activity-ledger.js';
import type { Database, Session } from '../database.js';
import { LOCKS } from '../locks.js';

export interface Partitioning {
  readonly partitioned_to: LedgerPosition;
  readonly partition_size: number;
}

/**
 * Makes the partitions that positions up to `upTo` need, and one ahead: attaching a table that
 * stands already does not keep readers waiting. Within the transaction that appends.
 *
 * A reader that planned its statement before the attachment looks at it with a newer snapshot: it
 * would see the new head, and no row of the new partition. Of one that is ahead that is all the
 * same; one that is filled at once (the very first) waits until such readers are through.
 */
export const ensurePartitions = async (
  session: Session,
  { partitioned_to: from, partition_size: size }: Partitioning,
  upTo: LedgerPosition,
): Promise<void> => {
  if (upTo + size / 2 < from) return;
  if (upTo >= from) await session.run('LOCK TABLE ledger_event IN ACCESS EXCLUSIVE MODE');
  let to = from;
  while (to <= upTo + size) {
    const name = `ledger_event_from_${to}`;
    // Numbers only: nothing in this text comes from outside.
    await session.script(
      `CREATE TABLE ${name} (LIKE ledger_event INCLUDING ALL);
       ALTER TABLE ledger_event ATTACH PARTITION ${name} FOR VALUES FROM (${to}) TO (${to + size})`,
    );
    to += size;
  }
  await session.run('UPDATE ledger_state SET partitioned_to = $1', [to]);
};

interface Partition {
  readonly name: string;
  readonly from: LedgerPosition;
}

const PARTITIONS = `SELECT c.relname::text AS name,
    substr(c.relname::text, length('ledger_event_from_') + 1)::bigint AS "from"
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
  WHERE i.inhparent = 'ledger_event'::regclass ORDER BY 2`;

/**
 * Drops partitions that lie behind `upTo` and whose events are all sealed: their room is given back
 * at once. Whoever reads one at that moment goes first; it is tried again later.
 */
export const dropEmptyPartitions = async (
  database: Database,
  upTo: LedgerPosition,
): Promise<void> => {
  const rows = await database.all<Partition>(PARTITIONS);
  for (const [index, { name }] of rows.entries()) {
    const next = rows[index + 1];
    if (next === undefined || next.from > upTo) return;
    await database.transaction(async (session) => {
      await session.run('SELECT pg_advisory_xact_lock($1, $2)', LOCKS.ledgerShape);
      const [row] = await session.rows<{ empty: boolean }>(
        `SELECT NOT EXISTS (SELECT FROM ${name}) AS empty`,
      );
      if (!row?.empty) return;
      await session.script(`SET LOCAL lock_timeout = '1s'; DROP TABLE ${name}`);
    });
  }
};
