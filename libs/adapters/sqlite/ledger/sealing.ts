import type { LedgerPosition, Seal } from '../../../activity/activity-ledger.js';
import type { Row } from '../../../activity/segments/row.js';
import type { Parts } from './parts.js';

export interface SealOptions {
  readonly upTo: LedgerPosition;
  readonly minEvents: number;
  readonly receivedBefore: number;
}

/** Larger segments compress little better and make one event dearer to read. */
const LARGEST_SEGMENT = 256;
/** Bounds how long one call keeps appends waiting: tens of milliseconds. */
const EVENTS_A_CALL = 2_048;
/** Free pages worth giving back to the file system, and how many a call. */
const FREE_SHARE = 0.2;
const FREED_A_CALL = 1_000;

/**
 * One transaction: segments in, rows out of the account index, and rows out of the inbox where
 * enough of a block is sealed (not while a scan runs, which still needs them there).
 */
export const sealSome = (
  parts: Parts,
  options: SealOptions,
  maySweep: boolean,
): readonly Seal[] => {
  parts.flush();
  const seals: Seal[] = [];
  parts.transaction(() => {
    let left = EVENTS_A_CALL;
    for (const account of parts.inbox.waiting.candidates(
      options.minEvents,
      options.receivedBefore,
    )) {
      const positions = due(parts, account, options);
      if (positions.length === 0) continue;
      seals.push(...sealAccount(parts, account, positions));
      left -= positions.length;
      if (left <= 0) break;
    }
    if (seals.length === 0) return;
    if (maySweep) sweep(parts);
    parts.places.flush();
    const sealed = seals.reduce((sum, { count }) => sum + count, 0);
    parts.counters.set('sealed', parts.counters.get('sealed') + sealed);
  });
  if (seals.length === 0) shrink(parts);
  return seals;
};

const due = (parts: Parts, account: number, options: SealOptions): readonly number[] => {
  const positions = parts.inbox.positionsOf(account, options.upTo).slice(0, EVENTS_A_CALL);
  const enough =
    positions.length >= options.minEvents ||
    parts.inbox.waiting.isDue(account, options.receivedBefore);
  return enough ? positions : [];
};

const sealAccount = (
  parts: Parts,
  account: number,
  positions: readonly number[],
): readonly Seal[] => {
  const { inbox, segments, places } = parts;
  const seals = evenly(positions).map((chunk) => {
    const rows = chunk.map((position) => inbox.get(position) as Row);
    const seal = segments.add(rows);
    for (const position of chunk) places.put(position, seal.segment);
    return seal;
  });
  inbox.unindex(account, positions);
  const left = inbox.positionsOf(account);
  const oldest = left[0] === undefined ? undefined : inbox.get(left[0]);
  inbox.waiting.set(account, left.length, oldest?.received ?? 0);
  return seals;
};

/** Equal parts, so that no tail of a few events makes a segment of its own. */
const evenly = (positions: readonly number[]): readonly (readonly number[])[] => {
  const parts = Math.ceil(positions.length / LARGEST_SEGMENT);
  return Array.from({ length: parts }, (_, part) =>
    positions.slice(
      Math.floor((part * positions.length) / parts),
      Math.floor(((part + 1) * positions.length) / parts),
    ),
  );
};

const sweep = ({ places, inbox }: Parts): void => {
  for (const { from, to, positions } of places.sweeps())
    if (positions === undefined) inbox.dropRange(from, to);
    else inbox.drop(positions);
};

const shrink = ({ db }: Parts): void => {
  const pages = Number(db.pragma('page_count', { simple: true }));
  const free = Number(db.pragma('freelist_count', { simple: true }));
  if (free > FREED_A_CALL && free > pages * FREE_SHARE)
    db.pragma(`incremental_vacuum(${FREED_A_CALL})`);
};
