import type { Ground, PairsDay, Spot, Work } from './day.js';

/**
 * A day as it is kept, a measure of every student and day: rows without names. The first instant of
 * the day in milliseconds, then its spots; instants of theirs count from it.
 */
export type KeptDay = readonly [at: number, spots: readonly KeptSpot[]];

type KeptSpot = readonly [
  source: string,
  device: string,
  agent: string,
  net: string,
  /** Bits: a phone, attends, by hand; then the ground's place in GROUNDS; then during class. */
  traits: number,
  firstMs: number,
  lastMs: number,
  work: readonly KeptWork[],
  /** Minutes from the day's first. */
  ...acts: number[],
];

type KeptWork = readonly [
  offering: string,
  ms: number,
  part: number,
  /** 0 where none is known. */
  speed: number,
  ...ids: string[],
];

const GROUNDS: readonly Ground[] = ['none', 'campus', 'dormitory', 'lab', 'line'];

const MIN = 60_000;

/** `acts`: the instants that are kept of a spot. */
export function kept({ spots }: PairsDay, acts: (spot: Spot) => readonly number[]): KeptDay {
  const at = spots.reduce((least, { firstAt }) => Math.min(least, firstAt), Infinity);
  const work = (one: Work): KeptWork => [
    one.offering,
    one.at - at,
    one.part,
    one.speed ?? 0,
    ...one.events.map(({ id }) => id),
  ];
  const rows = spots.map((spot): KeptSpot => [
    ...([spot.source, spot.device, spot.agent, spot.net] as const),
    traitsOf(spot),
    spot.firstAt - at,
    spot.lastAt - at,
    spot.work.map(work),
    ...acts(spot).map((minute) => minute - Math.floor(at / MIN)),
  ]);
  return [at, rows];
}

const traitsOf = ({ hand, attends, byHand, duringClass, ground }: Spot): number =>
  Number(hand) +
  2 * Number(attends) +
  4 * Number(byHand) +
  8 * GROUNDS.indexOf(ground) +
  64 * Number(duringClass);

export function spotsKept([at, rows]: KeptDay): readonly Spot[] {
  const minute = Math.floor(at / MIN);
  return rows.map((row) => {
    // By place: taking a list apart by its iterator is most of what a term's days cost.
    const [source, traits] = [row[0], row[4]];
    return {
      source,
      device: row[1],
      agent: row[2],
      net: row[3],
      hand: (traits & 1) > 0,
      attends: (traits & 2) > 0,
      byHand: (traits & 4) > 0,
      ground: GROUNDS[(traits >> 3) & 7] ?? 'none',
      duringClass: (traits & 64) > 0,
      firstAt: at + row[5],
      lastAt: at + row[6],
      work: row[7].map((one) => workKept(one, source, at)),
      acts: (row.slice(8) as number[]).map((after) => after + minute),
    };
  });
}

function workKept(row: KeptWork, source: string, at: number): Work {
  const told = { offering: row[0], part: row[2], at: at + row[1] };
  const events = (row.slice(4) as string[]).map((id) => ({ source, id }));
  return row[3] > 0 ? { ...told, speed: row[3], events } : { ...told, events };
}
