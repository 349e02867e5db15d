import type { Activity } from '../../activity/activity.js';
import { parseInstant } from '../../activity/instant.js';
import type { EventRef } from '../signal.js';
import type { Baseline, BaselineValue } from './baseline.js';
import { FEED_COMPLETE } from './names.js';

const FEED_COMPLETED = 'probity.feed.completed.v1';
/** An instant beyond these is a broken clock's; years 1970 to 9999. */
const CALENDAR = { from: 0, to: 253_370_000_000_000 };

interface Declared {
  readonly until: number;
  readonly id: string;
}

/** Nobody can declare the future: what lies after the declaration itself is not declared. */
const untilOf = ({ type, data, at }: Activity): number | undefined => {
  const text = data['until'];
  if (type !== FEED_COMPLETED || typeof text !== 'string') return undefined;
  const until = Math.min(parseInstant(text) ?? Number.NaN, at);
  return until > CALENDAR.from && until < CALENDAR.to ? until : undefined;
};

/** Up to when each vendor declared its feed complete: by the day of the instant declared. */
export const feedComplete: Baseline<Declared> = {
  name: FEED_COMPLETE,
  wants: (type) => type === FEED_COMPLETED,
  fact: {
    windowOf: (activity) => {
      const until = untilOf(activity);
      return until === undefined ? undefined : new Date(until).toISOString().slice(0, 10);
    },
  },
  instants: true,
  keyOf: (activity) => (untilOf(activity) === undefined ? undefined : activity.source),
  fold: (sum, activity) => {
    const next = { until: untilOf(activity) ?? 0, id: activity.id };
    if (sum === undefined || next.until > sum.until) return next;
    return next.until === sum.until && next.id < sum.id ? next : sum;
  },
  publish: (sums) => {
    const values: Record<string, BaselineValue> = {};
    const events: Record<string, EventRef> = {};
    for (const [source, { until, id }] of sums) {
      values[source] = [until, 1];
      events[source] = { source, id };
    }
    return { n: sums.size, values, events };
  },
  question: (source) => source,
};
