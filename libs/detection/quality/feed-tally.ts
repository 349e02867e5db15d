import type { Activity } from '../../activity/activity.js';
import { SumWindows, type SumsState } from '../baselines/sum-windows.js';
import { isoWeekOf } from '../baselines/iso-week.js';
import type { Accumulator } from '../runner/detection-state.js';
import { noFigures, tally, type FeedFigures } from './feed-figures.js';

/** Name under which the figures lie in the state: by week of receipt, by source. */
export const FEED_QUALITY = 'feed.quality';

const WEEKS_HELD = 4;

/**
 * Counts what comes in, source by source. The one place where the time of receipt is looked at: it
 * serves the quality of feeds only, and no signal reads these figures.
 */
export class FeedTally {
  private readonly sums: SumWindows;
  private day = { at: Number.NaN, week: undefined as string | undefined };

  constructor(state: SumsState) {
    this.sums = new SumWindows(state, WEEKS_HELD);
  }

  async add(activity: Activity, receivedAt: number): Promise<void> {
    const week = this.weekOf(receivedAt);
    if (week === undefined) return;
    const sums = this.sums.held(FEED_QUALITY, week) ?? (await this.sums.load(FEED_QUALITY, week));
    const figures = (sums.get(activity.source) as FeedFigures | undefined) ?? noFigures();
    tally(figures, activity, receivedAt);
    sums.put(activity.source, figures);
  }

  unsaved(): readonly Accumulator[] {
    return this.sums.unsaved();
  }

  forget(): void {
    this.sums.forget();
  }

  /** ISO week in UTC, the same for a whole page of events as a rule. */
  private weekOf(at: number): string | undefined {
    const day = Math.floor(at / 86_400_000);
    if (day !== this.day.at)
      this.day = {
        at: day,
        week: isoWeekOf(new Date(day * 86_400_000).toISOString().slice(0, 10)),
      };
    return this.day.week;
  }
}

/** A source's figures, week by week. */
export interface FeedWeek {
  readonly source: string;
  readonly week: string;
  readonly figures: FeedFigures;
}

/** All that was counted, or one source's. */
export const readFeedWeeks = async (
  state: SumsState,
  source?: string,
): Promise<readonly FeedWeek[]> => {
  const weeks = [...(await state.accumulatorWindows(FEED_QUALITY))].sort();
  const found: FeedWeek[] = [];
  for (const week of weeks)
    for (const [key, value] of await state.accumulators(FEED_QUALITY, week))
      if (source === undefined || key === source)
        found.push({ source: key, week, figures: JSON.parse(value) as FeedFigures });
  return found;
};
