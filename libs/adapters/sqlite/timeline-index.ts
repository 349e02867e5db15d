import type { AccountRef } from '../../activity/activity-ledger.js';
import type { Position } from '../../event-sourcing/recorded-event.js';
import { EARLIEST, LATEST, upperBound } from '../../timelines/timeline-bounds.js';
import {
  newestFirst,
  type AccountSpan,
  type RebuildOutcome,
  type TimelineFilter,
  type TimelineIndex,
  type TimelinePlace,
  type TimelineRebuild,
  type TimelineRow,
} from '../../timelines/timeline-index.js';
import type { SqlClient, Statement } from './sql-client.js';
import { saveCheckpoint } from './sqlite-checkpoints.js';
import { insertRows, TIMELINE_DDL } from './timeline-rows.js';

interface StoredRow {
  readonly id: string;
  readonly time: number;
  readonly position: number;
  readonly type: string;
  readonly offering: string | null;
}

/**
 * The timelines' rows in `views.db`: one clustered table by (account, time, id), so that a page is
 * one range. Accounts, types and offerings are written once and referred to by number.
 */
export class SqliteTimelineIndex implements TimelineIndex {
  private constructor(private readonly views: SqlClient) {}

  static async open(views: SqlClient): Promise<SqliteTimelineIndex> {
    await views.migrate('timeline', 1, TIMELINE_DDL);
    return new SqliteTimelineIndex(views);
  }

  async append(rows: readonly TimelineRow[], reader: string, checkpoint: Position): Promise<void> {
    await this.views.write([...insertRows(rows), saveCheckpoint(reader, checkpoint)]);
  }

  async page(
    spans: readonly AccountSpan[],
    filter: TimelineFilter,
    before: TimelinePlace | undefined,
    limit: number,
  ): Promise<readonly TimelineRow[]> {
    const pages = await Promise.all(
      spans.map((span) => this.spanPage(span, filter, before, limit)),
    );
    return pages.flat().sort(newestFirst).slice(0, limit);
  }

  async rebuild(): Promise<TimelineRebuild> {
    await this.views.write([{ sql: 'DELETE FROM timeline_fresh' }]);
    return {
      add: async (rows) => {
        await this.views.write(insertRows(rows, 'timeline_fresh'));
      },
      finish: () => this.finishRebuild(),
    };
  }

  async erase({ source, account }: AccountRef): Promise<number> {
    const [rows] = await this.views.write([
      {
        sql: `DELETE FROM timeline_rows
          WHERE account = (SELECT n FROM timeline_accounts WHERE source = ? AND account = ?)`,
        params: [source, account],
      },
      {
        sql: 'DELETE FROM timeline_accounts WHERE source = ? AND account = ?',
        params: [source, account],
      },
    ]);
    // The log of the file still holds pages as they were.
    await this.views.all('PRAGMA wal_checkpoint(TRUNCATE)');
    return rows?.changes ?? 0;
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
    const params = [source, account, from, to, time, time, id];
    const { offering = null } = filter;
    const types = filter.types === undefined ? null : JSON.stringify(filter.types);
    const rows = await this.views.all<StoredRow>(PAGE, [
      ...params,
      offering,
      offering,
      types,
      types,
      limit,
    ]);
    return rows.map((row) => ({ ...row, source, account, offering: row.offering ?? undefined }));
  }

  private async finishRebuild(): Promise<RebuildOutcome> {
    const count = await this.views.get<{ n: number }>('SELECT count(*) AS n FROM timeline_fresh');
    const differing = await this.views.get<{ n: number }>(DIFFERENCES);
    const differences = differing?.n ?? 0;
    const swap: readonly Statement[] =
      differences === 0
        ? []
        : [
            { sql: 'DELETE FROM timeline_rows' },
            { sql: 'INSERT INTO timeline_rows SELECT * FROM timeline_fresh' },
          ];
    await this.views.write([...swap, { sql: 'DELETE FROM timeline_fresh' }]);
    return { rows: count?.n ?? 0, differences };
  }
}

// Rows, not the row-value form: the planner then uses the key for `time <= ?` and the order.
const PAGE = `SELECT r.id, r.time, r.position, t.word AS type, o.word AS offering
  FROM timeline_rows r
  JOIN timeline_words t ON t.n = r.type
  LEFT JOIN timeline_words o ON o.n = r.offering
  WHERE r.account = (SELECT n FROM timeline_accounts WHERE source = ? AND account = ?)
    AND r.time >= ? AND r.time < ? AND r.time <= ? AND (r.time < ? OR r.id < ?)
    AND (? IS NULL OR r.offering = (SELECT n FROM timeline_words WHERE word = ?))
    AND (? IS NULL OR t.word IN (SELECT value FROM json_each(?)))
  ORDER BY r.time DESC, r.id DESC LIMIT ?`;

// A row is wrong when the other side lacks it: counted once by its key.
const DIFFERENCES = `SELECT count(*) AS n FROM (
  SELECT account, time, id FROM
    (SELECT * FROM timeline_fresh EXCEPT SELECT * FROM timeline_rows)
  UNION
  SELECT account, time, id FROM
    (SELECT * FROM timeline_rows EXCEPT SELECT * FROM timeline_fresh))`;
