import type { AccountRef } from '../../../activity/activity-ledger.js';
import type { Position } from '../../../event-sourcing/recorded-event.js';
import { EARLIEST, LATEST, upperBound } from '../../../timelines/timeline-bounds.js';
import {
  newestFirst,
  type AccountSpan,
  type RebuildOutcome,
  type TimelineFilter,
  type TimelineIndex,
  type TimelinePlace,
  type TimelineRebuild,
  type TimelineRow,
} from '../../../timelines/timeline-index.js';
import type { Database } from '../database.js';
import { saveCheckpoint } from '../postgres-checkpoints.js';
import { Conditions } from './conditions.js';
import { insertRows } from './timeline-rows.js';

interface StoredRow {
  readonly id: string;
  readonly time: number;
  readonly position: number;
  readonly type: string;
  readonly offering: string | null;
}

const ACCOUNT = '(SELECT n FROM timeline_account WHERE source = $1 AND account = $2)';

// A row is wrong when the other side lacks it: counted once by its key.
const DIFFERENCES = `SELECT count(*) AS n FROM (
  SELECT account, time, id FROM
    (SELECT * FROM timeline_fresh EXCEPT SELECT * FROM timeline_row) a
  UNION
  SELECT account, time, id FROM
    (SELECT * FROM timeline_row EXCEPT SELECT * FROM timeline_fresh) b) c`;

/**
 * The timelines' rows: one table by (account, time, id), so that a page is one range. Accounts,
 * types and offerings are written once and referred to by number.
 */
export class PostgresTimelineIndex implements TimelineIndex {
  constructor(private readonly database: Database) {}

  async append(rows: readonly TimelineRow[], reader: string, checkpoint: Position): Promise<void> {
    await this.database.write([...insertRows(rows), saveCheckpoint(reader, checkpoint)]);
  }

  async page(
    spans: readonly AccountSpan[],
    filter: TimelineFilter,
    before: TimelinePlace | undefined,
    limit: number,
  ): Promise<readonly TimelineRow[]> {
    const pages: (readonly TimelineRow[])[] = [];
    for (const span of spans) pages.push(await this.spanPage(span, filter, before, limit));
    return pages.flat().sort(newestFirst).slice(0, limit);
  }

  async rebuild(): Promise<TimelineRebuild> {
    await this.database.write([{ sql: 'DELETE FROM timeline_fresh' }]);
    return {
      add: async (rows) => {
        await this.database.write(insertRows(rows, 'timeline_fresh'));
      },
      finish: () => this.finishRebuild(),
    };
  }

  erase({ source, account }: AccountRef): Promise<number> {
    return this.database.transaction(async (session) => {
      const params = [source, account];
      const rows = await session.run(`DELETE FROM timeline_row WHERE account = ${ACCOUNT}`, params);
      await session.run('DELETE FROM timeline_account WHERE source = $1 AND account = $2', params);
      return rows;
    });
  }

  private async spanPage(
    span: AccountSpan,
    filter: TimelineFilter,
    before: TimelinePlace | undefined,
    limit: number,
  ): Promise<readonly TimelineRow[]> {
    const { source, account } = span;
    const from = Math.max(span.from ?? EARLIEST, filter.from ?? EARLIEST);
    const to = Math.min(span.to ?? LATEST, filter.to ?? LATEST);
    const [time, id] = upperBound(source, before);
    const where = new Conditions();
    where.params.push(source, account);
    where.add(() => `r.account = ${ACCOUNT}`);
    where.add((p) => `r.time >= ${p(from)} AND r.time < ${p(to)}`);
    where.add((p) => `(r.time, r.id) < (${p(time)}::bigint, ${p(id)})`);
    const { offering, types } = filter;
    if (offering !== undefined)
      where.add((p) => `r.offering = (SELECT n FROM timeline_word WHERE word = ${p(offering)})`);
    if (types) where.add((p) => `t.word = ANY (${p(types)}::text[])`);
    const rows = await this.database.all<StoredRow>(
      `SELECT r.id, r.time, r.position, t.word AS type, o.word AS offering FROM timeline_row r
       JOIN timeline_word t ON t.n = r.type LEFT JOIN timeline_word o ON o.n = r.offering
       WHERE ${where.sql} ORDER BY r.time DESC, r.id DESC LIMIT ${where.param(limit)}`,
      where.params,
    );
    return rows.map((row) => ({ ...row, source, account, offering: row.offering ?? undefined }));
  }

  /** One transaction, however long: readers see the old rows or the new ones. */
  private finishRebuild(): Promise<RebuildOutcome> {
    return this.database.transaction(async (session) => {
      await session.unhurried();
      const count = 'SELECT count(*) AS n FROM timeline_fresh';
      const [rows] = await session.rows<{ n: number }>(count);
      const [differing] = await session.rows<{ n: number }>(DIFFERENCES);
      const differences = differing?.n ?? 0;
      if (differences > 0) {
        await session.run('DELETE FROM timeline_row');
        await session.run('INSERT INTO timeline_row SELECT * FROM timeline_fresh');
      }
      await session.run('DELETE FROM timeline_fresh');
      return { rows: rows?.n ?? 0, differences };
    });
  }
}
