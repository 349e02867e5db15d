const HOUR = 3_600_000;
/** A student's day ends when the night owls go to bed. */
const DAY_STARTS_AT = 4 * HOUR;
/** Quarters of an hour remembered: half a year's, for a term's events are asked about out of order. */
const MEMORY = 16_384;

/**
 * The local day of an instant, `2026-03-02`: 04:00 to 04:00 in an IANA time zone, whatever the
 * machine's own. Instants out of a calendar's range all fall into one day, `absurd`.
 */
export const localDayIn = (timeZone: string): ((at: number) => string) => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  // Zones change their offset on whole quarter hours only, so one answer serves a quarter.
  const known = new Map<number, string>();
  const dayOf = (quarter: number, at: number): string => {
    const remembered = known.get(quarter);
    if (remembered !== undefined) return remembered;
    const day = isCalendrical(at) ? format.format(at - DAY_STARTS_AT) : 'absurd';
    if (known.size >= MEMORY) known.clear();
    known.set(quarter, day);
    return day;
  };
  // Instants mostly come in their order, or several are asked for of one event.
  let last = NaN;
  let ofLast = '';
  return (at) => {
    const quarter = Math.floor(at / (HOUR / 4));
    if (quarter !== last) {
      ofLast = dayOf(quarter, at);
      last = quarter;
    }
    return ofLast;
  };
};

/**
 * Instants that surely hold a day's, whatever the time zone; all of time for a day that is none.
 */
export const localDayRange = (day: string): readonly [from: number, to: number] => {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(midnight)
    ? [-Infinity, Infinity]
    : [midnight - 24 * HOUR, midnight + 48 * HOUR];
};

/** Years 1000 to 9999: their days have ten characters and sort as text. */
const isCalendrical = (at: number): boolean => at > -30_600_000_000_000 && at < 253_370_000_000_000;
