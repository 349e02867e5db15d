import {
  cadenceInterval,
  cadenceShare,
  cadenceSpreadFloor,
  cadenceSpreadLimit,
  cadenceTolerance,
  cadenceUsual,
  PLATFORM_CADENCE,
} from '../../baselines/names.js';
import type { Mark } from '../../baselines/viewing-marks.js';
import type { UsualShape } from '../../baselines/viewing-shape.js';
import type { Baselines } from '../../detector.js';

/** What a platform's own client looks like, by its population; and what was cited to say so. */
export interface Usual {
  /** Marks that nearly all viewings bear, as bits. */
  readonly usual: number;
  /** Accounts looked at. */
  readonly n: number;
  readonly shape: UsualShape | undefined;
  readonly cites: Set<string>;
  /** Share of viewings that lack a mark; undefined where the population does not say. */
  oddShare(mark: Mark): number | undefined;
}

const WEEK = 7 * 86_400_000;
/** Weeks looked back: a platform's client is the same, when in the latest one few watched. */
const WEEKS_BACK = 3;

/** Undefined before the platform's first closed week, or where too few accounts are behind any. */
export function usualOf(
  baselines: Baselines,
  source: string,
  lastAt: number,
  population: number,
): Usual | undefined {
  const weeks = Array.from({ length: WEEKS_BACK + 1 }, (_, back) => lastAt - back * WEEK);
  const at = weeks.find(
    (week) => (baselines.read(PLATFORM_CADENCE, cadenceUsual(source), week)?.n ?? 0) >= population,
  );
  return at === undefined ? undefined : usualAt(baselines, source, at);
}

function usualAt(baselines: Baselines, source: string, at: number): Usual | undefined {
  const cites = new Set<string>();
  const read = (key: string) => {
    const found = baselines.read(PLATFORM_CADENCE, key, at);
    if (found) cites.add(found.cite);
    return found;
  };
  const usual = read(cadenceUsual(source));
  if (!usual) return undefined;
  const numbers = [cadenceInterval, cadenceTolerance, cadenceSpreadLimit, cadenceSpreadFloor].map(
    (name) => read(name(source))?.value,
  );
  const [interval, tolerance, spreadLimit, spreadFloor] = numbers;
  return {
    usual: usual.value,
    n: usual.n,
    cites,
    shape:
      interval === undefined ||
      tolerance === undefined ||
      spreadLimit === undefined ||
      spreadFloor === undefined
        ? undefined
        : { interval, tolerance, spreadLimit, spreadFloor },
    oddShare: (mark) => {
      const share = read(cadenceShare(source, mark))?.value;
      return share === undefined ? undefined : 1 - share;
    },
  };
}
