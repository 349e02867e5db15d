import type { Counts, Durations, Figures } from './figures.js';

/** Counts are told in multiples of this: 0, 1 and 2 are 0. */
export const BASE = 5;
/** Medians and percentiles of fewer, and shares of fewer, are not told. */
const FEWEST_TIMES = 7;
const FEWEST_FOR_SHARE = 23;

/**
 * The figures as they are told to who works on cases, not on all of them: nobody can be made out in
 * a small cell, nor in the difference of two. The rounding of the UK's Higher Education Statistics
 * Agency: counts to the nearest multiple of five, averages of fewer than 7 and percentages of fewer
 * than 22.5 withheld.
 */
export const rounded = (figures: Figures): Figures => ({
  cases: round(figures.cases),
  open: round(figures.open),
  byState: counts(figures.byState),
  timeInState: each(figures.timeInState, ({ over, lasting }) => ({
    over: durations(over),
    lasting: durations(lasting),
  })),
  overdue: { cases: round(figures.overdue.cases), byDeadline: counts(figures.overdue.byDeadline) },
  vendorPrecision: figures.vendorPrecision.map(({ source, upheld, refuted, precision }) => ({
    ...{ source, upheld: round(upheld), refuted: round(refuted) },
    precision: upheld + refuted < FEWEST_FOR_SHARE ? null : precision,
  })),
  sanctions: {
    byViolation: each(figures.sanctions.byViolation, counts),
    byCollege: each(figures.sanctions.byCollege, counts),
  },
  overturned: {
    decisions: round(figures.overturned.decisions),
    appeals: round(figures.overturned.appeals),
    remitted: round(figures.overturned.remitted),
    byGround: counts(figures.overturned.byGround),
    province: counts(figures.overturned.province),
  },
});

const round = (count: number): number => Math.round(count / BASE) * BASE;

const each = <From, To>(
  given: Readonly<Record<string, From>>,
  change: (value: From) => To,
): Readonly<Record<string, To>> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, change(value)]));

const counts = (given: Counts): Counts => each(given, round);

const durations = ({ count, medianDays, p90Days }: Durations): Durations =>
  count < FEWEST_TIMES
    ? { count: round(count), medianDays: null, p90Days: null }
    : { count: round(count), medianDays, p90Days };
