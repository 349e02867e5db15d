import type { BaselinePublished, BaselineValue } from '../baselines/baseline.js';
import type { DueBaseline } from '../baselines/baseline-keeper.js';
import { VENDOR_RECORD } from '../baselines/names.js';
import { STANDING } from '../baselines/vendor-record.js';

/** Stream of what people's decisions say of vendors' accusations. */
export const VENDOR_RECORD_STREAM = 'vendor-record';

/**
 * A case that rests on a vendor's accusation came to an end, or was opened again (`open`). Of one
 * case and source the last one stands: a record is a function of the decisions, not of their order.
 */
export interface AccusationJudged {
  readonly type: 'AccusationJudged';
  readonly data: {
    readonly case: string;
    readonly source: string;
    readonly verdict: 'upheld' | 'refuted' | 'open';
  };
}

/** The record as it stands: upheld, and judged in all, by source. */
export function recordOf(
  facts: readonly Pick<AccusationJudged, 'data'>[],
): Readonly<Record<string, BaselineValue>> {
  const last = new Map(facts.map(({ data }) => [JSON.stringify([data.source, data.case]), data]));
  const record: Record<string, BaselineValue> = {};
  for (const { source, verdict } of last.values()) {
    if (verdict === 'open') continue;
    const [upheld, judged] = record[source] ?? [0, 0];
    record[source] = [upheld + (verdict === 'upheld' ? 1 : 0), judged + 1];
  }
  return record;
}

/** The publication that is due; none where nothing changed. */
export function recordDue(
  facts: readonly Pick<AccusationJudged, 'data'>[],
  former: BaselinePublished['data'] | undefined,
): readonly DueBaseline[] {
  const values = recordOf(facts);
  const before = former?.values ?? {};
  const changed = [...new Set([...Object.keys(before), ...Object.keys(values)])].filter(
    (source) => JSON.stringify(before[source]) !== JSON.stringify(values[source]),
  );
  if (changed.length === 0) return [];
  const n = Object.values(values).reduce((sum, [, judged]) => sum + judged, 0);
  const version = (former?.version ?? 0) + 1;
  const sorted = Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
  const data = { name: VENDOR_RECORD, version, window: STANDING, n, values: sorted };
  return [{ event: { type: 'BaselinePublished', data }, changed }];
}
