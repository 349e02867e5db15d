import { median } from '../reading.js';
import { chanceOfScatter } from './chance.js';
import type { Fix, Limits } from './day.js';
import { gridOf, isCoarse, scattersOf, type Scatter } from './scatter.js';

/** What is usual in the class. */
export interface Usual {
  readonly scatterM: number;
  /** Of the logarithm of a phone's own scatter. */
  readonly spread: number;
  readonly students: number;
  readonly coarse: boolean;
}

/** Median and median deviation: a third of the class may be forged without moving them much. */
export function usualOf(all: readonly Scatter[], coarse: boolean): Usual {
  const logs = all.map((one) => Math.log(one.scatterM));
  const middle = median(logs) ?? 0;
  const deviation = 1.4826 * (median(logs.map((log) => Math.abs(log - middle))) ?? 0);
  const pairs = median(all.map((one) => one.pairs)) ?? 1;
  // The sample's own noise, variance 1/(4·pairs) in the logarithm, is no difference of phones.
  const phones = Math.sqrt(Math.max(0, deviation ** 2 - 1 / (4 * pairs)));
  // Few phones say little of the odd one: at least a factor of 1.4, our own choice.
  return {
    scatterM: Math.exp(middle),
    spread: Math.max(0.35, phones),
    students: all.length,
    coarse,
  };
}

export const chanceOf = (one: Scatter, usual: Usual): number =>
  chanceOfScatter(one.scatterM / usual.scatterM, one.pairs, usual.spread);

/** Rarer than one in fifty honest phones. */
const ODD = 0.02;

/**
 * Students whose positions are no sign of their being in the room: they lie closer together than
 * honest phones do in this class, those that come back to the last digit included.
 */
export function stillOf(fixes: readonly Fix[], limit: Limits): ReadonlySet<string> {
  const step = gridOf(fixes);
  const all = scattersOf(fixes, step, { ...limit, fewestFixes: 3 }, { keepSame: true, trim: true });
  if (all.length < limit.fewestInClass) return new Set();
  const usual = usualOf(all, isCoarse(step));
  const still = all.filter((one) => chanceOf(one, usual) < ODD);
  return new Set(
    still.length > all.length * limit.commonShare ? [] : still.map(({ subject }) => subject),
  );
}
