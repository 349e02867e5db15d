import type { AccountRef } from '../../activity/activity-ledger.js';
import type { Checkpoints } from '../../event-sourcing/checkpoints.js';
import type { Position } from '../../event-sourcing/recorded-event.js';
import {
  newestFirst,
  type AccountSpan,
  type TimelineFilter,
  type TimelineIndex,
  type TimelinePlace,
  type TimelineRebuild,
  type TimelineRow,
} from '../../timelines/timeline-index.js';

/** The timelines' rows for unit tests. */
export class MemoryTimelineIndex implements TimelineIndex {
  private rows = new Map<string, TimelineRow>();

  constructor(private readonly checkpoints: Checkpoints) {}

  async append(rows: readonly TimelineRow[], reader: string, checkpoint: Position): Promise<void> {
    for (const row of rows) this.rows.set(keyOf(row), row);
    await this.checkpoints.save(reader, checkpoint);
  }

  async page(
    spans: readonly AccountSpan[],
    filter: TimelineFilter,
    before: TimelinePlace | undefined,
    limit: number,
  ): Promise<readonly TimelineRow[]> {
    return [...this.rows.values()]
      .filter((row) => spans.some((span) => within(row, span)) && fits(row, filter))
      .filter((row) => before === undefined || newestFirst(row, before) > 0)
      .sort(newestFirst)
      .slice(0, limit);
  }

  async rebuild(): Promise<TimelineRebuild> {
    const fresh = new Map<string, TimelineRow>();
    return {
      add: async (rows) => {
        for (const row of rows) fresh.set(keyOf(row), row);
      },
      finish: async () => {
        const keys = new Set([...fresh.keys(), ...this.rows.keys()]);
        const differing = [...keys].filter(
          (key) => JSON.stringify(fresh.get(key)) !== JSON.stringify(this.rows.get(key)),
        );
        this.rows = fresh;
        return { rows: fresh.size, differences: differing.length };
      },
    };
  }

  async erase({ source, account }: AccountRef): Promise<number> {
    const gone = [...this.rows].filter(
      ([, row]) => row.source === source && row.account === account,
    );
    for (const [key] of gone) this.rows.delete(key);
    return gone.length;
  }
}

const keyOf = ({ source, id }: TimelineRow): string => JSON.stringify([source, id]);

const within = (row: TimelineRow, span: AccountSpan): boolean =>
  row.source === span.source &&
  row.account === span.account &&
  (span.from === null || span.from <= row.time) &&
  (span.to === null || row.time < span.to);

const fits = (row: TimelineRow, { offering, types, from, to }: TimelineFilter): boolean =>
  (offering === undefined || row.offering === offering) &&
  (types === undefined || types.includes(row.type)) &&
  (from === undefined || from <= row.time) &&
  (to === undefined || row.time < to);
