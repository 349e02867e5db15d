import type { LedgerFigures } from '../../../activity/activity-ledger.js';
import type { Database } from '../database.js';

interface FigureRow {
  readonly head: number;
  readonly events: number;
  readonly sealed: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly event_bytes: number;
  readonly dedup_bytes: number;
}

const FIGURES = `SELECT s.head, s.events - h.erased AS events, h.sealed,
    (SELECT coalesce(sum(count), 0) FROM ledger_refusal WHERE code = '') AS duplicates,
    (SELECT coalesce(sum(count), 0) FROM ledger_refusal WHERE code <> '') AS rejected,
    (SELECT coalesce(sum(pg_total_relation_size(relid)), 0) FROM pg_partition_tree('ledger_event'))
      + pg_total_relation_size('ledger_segment') + pg_total_relation_size('ledger_place')
      AS event_bytes,
    pg_total_relation_size('ledger_identity') AS dedup_bytes
  FROM ledger_state s CROSS JOIN ledger_shape h`;

const TYPES = 'SELECT word, count FROM ledger_type WHERE count > 0';

export const readFigures = (database: Database): Promise<LedgerFigures> =>
  database.session(async (session) => {
    const [row] = await session.rows<FigureRow>(FIGURES);
    const types = await session.rows<{ word: string; count: number }>(TYPES);
    if (row === undefined) throw new Error('the ledger has no state');
    const { event_bytes: events, dedup_bytes: dedup, ...figures } = row;
    return {
      ...figures,
      types: Object.fromEntries(types.map(({ word, count }) => [word, count])),
      bytes: { events, dedup },
    };
  });
