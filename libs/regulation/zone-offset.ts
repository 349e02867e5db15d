const QUARTER_MS = 900_000;
/** Since then no zone has changed its clock but at a full quarter of an hour (tz database). */
const REGULAR_SINCE = Date.UTC(1975, 0, 1);
/** Quarters that are remembered of a zone; the memory is cheap to lose. */
const REMEMBERED = 20_000;

type OffsetAt = (instant: number) => number;
const zones = new Map<string, OffsetAt>();

/**
 * Milliseconds by which a zone's wall clock is ahead of UTC at an instant. What the platform says of a
 * quarter of an hour is asked once: a formatter costs tens of microseconds to make and some to ask.
 * `zone` is an IANA name; one that the platform does not know throws a RangeError.
 */
export const offsetIn = (zone: string): OffsetAt => {
  const known = zones.get(zone);
  if (known) return known;
  const made = remembering(askingPlatform(zone));
  zones.set(zone, made);
  return made;
};

const askingPlatform = (zone: string): OffsetAt => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    ...({ year: 'numeric', month: '2-digit', day: '2-digit' } as const),
    ...({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const),
  });
  return (instant) => {
    const part = Object.fromEntries(format.formatToParts(instant).map((p) => [p.type, p.value]));
    const { year, month, day, hour, minute, second } = part;
    const wallClock = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
    return wallClock - Math.floor(instant / 1000) * 1000;
  };
};

const remembering = (ask: OffsetAt): OffsetAt => {
  const quarters = new Map<number, number>();
  return (instant) => {
    if (!(instant >= REGULAR_SINCE)) return ask(instant);
    const quarter = Math.floor(instant / QUARTER_MS);
    const known = quarters.get(quarter);
    if (known !== undefined) return known;
    if (quarters.size >= REMEMBERED) quarters.clear();
    const offset = ask(instant);
    quarters.set(quarter, offset);
    return offset;
  };
};
