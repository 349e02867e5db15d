import type { TimeRange } from '../../activity/activity-ledger.js';
import { WHOLE } from '../judge.js';
import { localDayRange } from '../local-day.js';
import { ALL_WINDOWS } from './detection-state.js';

/** Windows that are read together, and the bounds of `time` that hold their events; all of time where none are given. */
export interface Run {
  readonly windows: readonly string[];
  readonly range: TimeRange | undefined;
}

/** Zones change their offset on whole quarter hours only, so days begin on one. */
const QUARTER = 900_000;
const MEMORY = 1_000;
/** Days that nobody asked for are read along rather than asked around. */
const GAP = 36 * 3_600_000;

/** Which part of an account's events holds a window's. */
export class WindowRanges {
  private readonly known = new Map<string, readonly [from: number, to: number]>();

  /** @param skew milliseconds that an event's `time` may lie outside of its window */
  constructor(
    private readonly localDay: (at: number) => string,
    private readonly skew: number,
  ) {}

  /** Neighbouring days together. */
  runsOf(windows: readonly string[]): readonly Run[] {
    if (windows.some((window) => !isDay(window))) return [{ windows, range: undefined }];
    const runs: { windows: string[]; from: number; to: number }[] = [];
    for (const window of [...windows].sort()) {
      const [from, to] = this.boundsOf(window);
      const last = runs.at(-1);
      if (last && from - last.to <= GAP) {
        last.windows.push(window);
        last.to = Math.max(last.to, to);
      } else runs.push({ windows: [window], from, to });
    }
    return runs.map(({ windows: some, from, to }) => ({
      windows: some,
      range: { from: from - this.skew, to: to + this.skew },
    }));
  }

  /** The instants of a local day, half open. */
  private boundsOf(day: string): readonly [from: number, to: number] {
    const known = this.known.get(day);
    if (known) return known;
    const [low, high] = localDayRange(day);
    const bounds = [
      this.first(low, high, (at) => this.localDay(at) >= day),
      this.first(low, high, (at) => this.localDay(at) > day),
    ] as const;
    if (this.known.size >= MEMORY) this.known.clear();
    this.known.set(day, bounds);
    return bounds;
  }

  /** The first quarter hour between two instants from which on something holds. */
  private first(low: number, high: number, holds: (at: number) => boolean): number {
    let from = Math.floor(low / QUARTER);
    let to = Math.ceil(high / QUARTER);
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      if (holds(middle * QUARTER)) to = middle;
      else from = middle + 1;
    }
    return from * QUARTER;
  }
}

const isDay = (window: string): boolean =>
  window !== WHOLE && window !== ALL_WINDOWS && !Number.isNaN(Date.parse(`${window}T00:00:00Z`));
