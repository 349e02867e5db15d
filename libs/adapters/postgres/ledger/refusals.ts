import type {
  AppendOutcome,
  KeptReject,
  Refusals,
  RejectedEvent,
} from '../../../activity/activity-ledger.js';
import type { Database, Session } from '../database.js';

interface WithRejects {
  readonly events: readonly { readonly source: string }[];
  readonly receivedAt: number;
  readonly rejects: readonly RejectedEvent[];
}

const KEEP = `INSERT INTO ledger_reject (received, source, id, code, message, pointer, raw, origin)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (origin) WHERE origin IS NOT NULL DO NOTHING`;

const COUNT = `INSERT INTO ledger_refusal (source, code, count)
  SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[])
  ON CONFLICT (source, code) DO UPDATE SET count = ledger_refusal.count + excluded.count`;

/** Answers those that were not kept before. */
export const keepRejects = async (
  session: Session,
  batches: readonly WithRejects[],
): Promise<readonly RejectedEvent[]> => {
  const kept: RejectedEvent[] = [];
  for (const { receivedAt, rejects } of batches)
    for (const reject of rejects) {
      const { source, id, code, message, pointer, raw, origin } = reject;
      const params = [receivedAt, source, id, code, message, pointer, raw, origin];
      if ((await session.run(KEEP, params)) > 0) kept.push(reject);
    }
  return kept;
};

/** Duplicates have the code ''; `kept` are the rejects that are new. */
export const countRefusals = async (
  session: Session,
  batches: readonly WithRejects[],
  outcomes: readonly (readonly AppendOutcome[])[],
  kept: readonly RejectedEvent[],
): Promise<void> => {
  const counts = new Map<string, { source: string; code: string; count: number }>();
  const add = (source: string, code: string) => {
    const key = JSON.stringify([source, code]);
    const counted = counts.get(key) ?? { source, code, count: 0 };
    counted.count += 1;
    counts.set(key, counted);
  };
  batches.forEach(({ events }, batch) => {
    events.forEach(({ source }, index) => {
      if (outcomes[batch]?.[index]?.outcome === 'duplicate') add(source, '');
    });
  });
  for (const { source = '', code } of kept) add(source, code);
  if (counts.size === 0) return;
  const rows = [...counts.values()];
  await session.run(COUNT, [
    rows.map(({ source }) => source),
    rows.map(({ code }) => code),
    rows.map(({ count }) => count),
  ]);
};

export const readRefusals = async (database: Database): Promise<ReadonlyMap<string, Refusals>> => {
  const rows = await database.all<{ source: string; code: string; count: number }>(
    'SELECT source, code, count FROM ledger_refusal ORDER BY source, code',
  );
  const found = new Map<string, { duplicates: number; rejected: Record<string, number> }>();
  for (const { source, code, count } of rows) {
    const known = found.get(source) ?? { duplicates: 0, rejected: {} };
    if (code === '') known.duplicates = count;
    else known.rejected[code] = count;
    found.set(source, known);
  }
  return found;
};

const LIST = `SELECT position, received, source, id, code, message, pointer, raw FROM ledger_reject
  WHERE ($1::text IS NULL OR source = $1) AND position < $2 ORDER BY position DESC LIMIT $3`;

interface RejectRow {
  readonly position: number;
  readonly received: number;
  readonly source: string | null;
  readonly id: string | null;
  readonly code: string;
  readonly message: string;
  readonly pointer: string | null;
  readonly raw: Buffer;
}

/** Newest first. */
export const readRejects = async (
  database: Database,
  query: { source?: string; before?: number; limit: number },
): Promise<readonly KeptReject[]> => {
  const { source, before = Number.MAX_SAFE_INTEGER, limit } = query;
  const rows = await database.all<RejectRow>(LIST, [source, before, limit]);
  return rows.map(({ received, ...row }) => ({
    ...row,
    source: row.source ?? undefined,
    id: row.id ?? undefined,
    pointer: row.pointer ?? undefined,
    receivedAt: received,
  }));
};
