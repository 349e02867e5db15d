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

/** Undefined before the platform's first closed week, or where too few accounts are behind it. */
export function usualOf(
  baselines: Baselines,
  source: string,
  at: number,
  population: number,
): Usual | undefined {
  const cites = new Set<string>();
  const read = (key: string) => {
    const found = baselines.read(PLATFORM_CADENCE, key, at);
    if (found) cites.add(found.cite);
    return found;
  };
  const usual = read(cadenceUsual(source));
  if (!usual || usual.n < population) return undefined;
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
