/** Seconds that a program's wait may be longer than whole ones: it waits on time, or does something first. */
const WIDTHS = [0.02, 0.1] as const;
/** Clocks round. */
const BEFORE = 0.005;
/** Nats for looking at two widths, and for every student and course that is looked at. */
const LOOKING = 3;

/** Shorter than this, seconds, no notice closes by itself; and how near to each other a program's resumes lie. */
const AT_ONCE_SEC = 3;
const NEAR_SEC = 0.05;
/** Most of a person's pauses that lie in one such width: somebody who likes to tap twice. */
const TAPS_TWICE = 0.05;

/** Waits as a program makes them: of whole seconds, or at once and always as long. */
export interface Counted {
  readonly kind: 'counted' | 'at_once';
  /** Places in the list of waits. */
  readonly places: readonly number[];
  readonly nats: number;
}

export function countedOf(waits: readonly number[]): Counted {
  const [whole, near] = [wholeIn(waits), nearIn(waits)];
  return near.nats > whole.nats ? near : whole;
}

/** Nats against so many waits of whole seconds by chance, whichever of them they are. */
function wholeIn(waits: readonly number[]): Counted {
  let best: Counted = { kind: 'counted', places: [], nats: 0 };
  for (const width of WIDTHS) {
    const places = waits.flatMap((sec, at) => ((sec + BEFORE) % 1 <= width ? [at] : []));
    const chance = places.length * -Math.log(width) - logChoose(waits.length, places.length);
    if (chance - LOOKING > best.nats) best = { kind: 'counted', places, nats: chance - LOOKING };
  }
  return best;
}

/** The same of waits that are over at once and lie within hundredths of each other, wherever that is. */
function nearIn(waits: readonly number[]): Counted {
  let places: readonly number[] = [];
  for (const from of waits) {
    if (from > AT_ONCE_SEC) continue;
    const near = waits.flatMap((sec, at) =>
      sec >= from && sec <= from + NEAR_SEC + 1e-6 ? [at] : [],
    );
    if (near.length > places.length) places = near;
  }
  const widths = Math.log(AT_ONCE_SEC / NEAR_SEC);
  const chance =
    places.length * -Math.log(TAPS_TWICE) - logChoose(waits.length, places.length) - widths;
  return { kind: 'at_once', places, nats: Math.max(0, chance - LOOKING) };
}

/** ln of the ways to choose `some` of `all`. */
function logChoose(all: number, some: number): number {
  let sum = 0;
  for (let n = 1; n <= some; n++) sum += Math.log((all - some + n) / n);
  return sum;
}
