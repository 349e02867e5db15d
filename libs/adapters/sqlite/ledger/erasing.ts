import type { AccountRef } from '../../../activity/activity-ledger.js';
import type { Row } from '../../../activity/segments/row.js';
import type { Parts } from './parts.js';

/**
 * Destroys an account's events, its name and the bytes of rejects that name it. Positions stay as
 * holes and identities as taken, without a digest. The log file is emptied as well, since it may
 * hold copies of pages.
 */
export const eraseAccount = (parts: Parts, ref: AccountRef): number => {
  parts.flush();
  const { source, account } = ref;
  const id = parts.names.knownAccount(source, account);
  const events = parts.transaction(() => {
    blankRejects(parts, ref);
    return id === undefined ? 0 : eraseEvents(parts, id);
  });
  parts.db.pragma('wal_checkpoint(TRUNCATE)');
  return events;
};

const eraseEvents = (parts: Parts, account: number): number => {
  const { segments, inbox, identities, places, names, counters } = parts;
  const { source } = names.account(account);
  const forget = ({ id, position }: Row, wasSealed: boolean): void => {
    identities.erase(identities.keyOf(source, id));
    places.erase(position, wasSealed);
    inbox.drop([position]);
  };
  const stored = segments.of(account);
  let sealed = 0;
  for (const segment of stored) {
    const rows = segments.rowsOf(segment);
    for (const row of rows) forget(row, true);
    segments.remove(segment.id);
    sealed += rows.length;
  }
  const unsealed = inbox.positionsOf(account);
  for (const position of unsealed) forget(inbox.get(position) as Row, false);
  inbox.unindex(account, unsealed);
  inbox.waiting.set(account, 0, 0);
  places.flush();
  names.eraseAccount(account);
  counters.set('head', parts.head);
  counters.set('sealed', counters.get('sealed') - sealed);
  return sealed + unsealed.length;
};

const blankRejects = ({ db }: Parts, { source, account }: AccountRef): void => {
  db.prepare(
    `UPDATE reject SET id = NULL, raw = x''
     WHERE (source = ? OR source IS NULL) AND instr(raw, CAST(? AS BLOB)) > 0`,
  ).run(source, account);
};
