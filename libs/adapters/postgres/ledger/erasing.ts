import type { AccountRef } from '../../../activity/activity-ledger.js';
import { unpackSegment } from '../../../activity/segments/segment-codec.js';
import type { Database, Session } from '../database.js';
import { LOCKS } from '../locks.js';
import type { Identities } from './identities.js';

interface Named {
  readonly id: string;
  readonly position: number;
}

/**
 * Destroys an account's events, its name and the bytes of rejects that name it. Positions stay as
 * holes and identities as taken, without a digest. The tables are vacuumed at once; copies in the
 * write-ahead log and in backups live as long as those are kept.
 */
export const eraseAccount = async (
  database: Database,
  identities: Identities,
  ref: AccountRef,
): Promise<number> => {
  const erased = await database.transaction((session) => erase(session, identities, ref));
  const tables = ['ledger_event', 'ledger_segment', 'ledger_account', 'ledger_reject'];
  await database.vacuum(tables);
  return erased;
};

const BLANK_REJECTS = `UPDATE ledger_reject SET id = NULL, raw = ''
  WHERE (source = $1 OR source IS NULL) AND position($2::bytea IN raw) > 0`;

const erase = async (
  session: Session,
  identities: Identities,
  { source, account }: AccountRef,
): Promise<number> => {
  await session.run('SELECT pg_advisory_xact_lock($1, $2)', LOCKS.ledgerShape);
  await session.run('SELECT pg_advisory_xact_lock($1, $2)', LOCKS.ledger);
  await session.run(BLANK_REJECTS, [source, Buffer.from(account)]);
  const [owner] = await session.rows<{ n: number }>(
    'SELECT n FROM ledger_account WHERE source = $1 AND account = $2',
    [source, account],
  );
  if (owner === undefined) return 0;
  const rows = await session.rows<Named>(
    'DELETE FROM ledger_event WHERE account = $1 RETURNING id, position',
    [owner.n],
  );
  const segments = await session.rows<{ codec: number; data: Buffer }>(
    'DELETE FROM ledger_segment WHERE account = $1 RETURNING codec, data',
    [owner.n],
  );
  const sealed = segments.flatMap(({ codec, data }) => unpackSegment(codec, owner.n, data));
  await session.run('DELETE FROM ledger_place WHERE position = ANY ($1::bigint[])', [
    sealed.map(({ position }) => position),
  ]);
  const keys = [...rows, ...sealed].map(({ id }) => identities.keyOf(source, id));
  await session.run('UPDATE ledger_identity SET digest = NULL WHERE key = ANY ($1::bytea[])', [
    keys,
  ]);
  await session.run('DELETE FROM ledger_account WHERE n = $1', [owner.n]);
  await session.run('UPDATE ledger_shape SET sealed = sealed - $1, erased = erased + $2', [
    sealed.length,
    keys.length,
  ]);
  await session.run('UPDATE ledger_state SET epoch = epoch + 1');
  return keys.length;
};
