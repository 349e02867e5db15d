import type { Activity } from '../../activity/activity.js';
import { keepSmallest } from './fingerprint.js';
import { bitOf, bitsOf, type Mark } from './viewing-marks.js';

/**
 * One viewing (platform, offering, video, session) in little: distinct events in any order make the
 * same sketch. It survives JSON.
 */
export interface ViewingSketch {
  /** Instants of the earliest heartbeats, seconds. */
  readonly beats: readonly number[];
  /** Positions at those beats, seconds; -1 where none was said. */
  readonly positions: readonly number[];
  /** The beats as the device claims them: what a batch sent late has instead of a cadence. */
  readonly claims: readonly number[];
  /** Positions at those. */
  readonly claimed: readonly number[];
  /** Earliest pauses and starts, by the device's clock: how soon somebody resumes. */
  readonly pauses: readonly number[];
  readonly starts: readonly number[];
  /** Latest heartbeat, seconds. */
  readonly last: number;
  /** Marks seen, as bits (viewing-marks.ts); marks of order and shape come from the rest. */
  readonly seen: number;
  /** Earliest sign of a player at work, and earliest end; seconds. */
  readonly begun?: number;
  readonly ended?: number;
  /** Pauses and seeks: somebody's hand on the player. */
  readonly hands: number;
  /** Earliest changes of rate, seconds of the device's clock: one right at the start is a setting. */
  readonly rates: readonly number[];
  /** Earliest report of its completion, seconds. */
  readonly completed?: number;
  /** The same four as the device claims them (lived.ts). */
  readonly opened?: number;
  readonly closed?: number;
  readonly done?: number;
  readonly lastClaim?: number;
  /** Highest rate that was declared. */
  readonly rate?: number;
  /** Sequence number of all beats so far; gone as soon as two differ. */
  readonly seq?: number;
}

export const EMPTY_SKETCH: ViewingSketch = {
  beats: [],
  positions: [],
  claims: [],
  claimed: [],
  pauses: [],
  starts: [],
  rates: [],
  last: 0,
  seen: 0,
  hands: 0,
};

const HEARTBEAT = 'probity.video.heartbeat.v1';
const BEGINS = new Set(['probity.video.loaded.v1', 'probity.video.played.v1']);
const PAUSED = 'probity.video.paused.v1';
const COMPLETED = 'probity.video.completed.v1';
const ENDED = 'probity.video.ended.v1';
const SEEKED = 'probity.video.seeked.v1';
const RATE_CHANGED = 'probity.video.rate_changed.v1';
const HANDS = new Set([PAUSED, SEEKED, RATE_CHANGED]);

export const isHeartbeat = (type: string): boolean => type === HEARTBEAT;

export const isCompletion = (type: string): boolean => type === COMPLETED;

/** What a player says besides heartbeats. */
export const isPlayerEvent = (type: string): boolean =>
  BEGINS.has(type) || type === ENDED || HANDS.has(type);

const MARKED: readonly (readonly [Mark, string])[] = [
  ['seq', 'seq'],
  ['interval', 'intervalSec'],
  ['foreground', 'foreground'],
  ['muted', 'muted'],
  ['rate', 'rate'],
  ['cumulative', 'cumulativeSec'],
  ['length', 'lengthSec'],
];
const MEMBERS = MARKED.map(([mark, member]) => ({ bit: bitOf(mark), member }));
const MEMBER_BITS = bitsOf(MARKED.map(([mark]) => mark));
const LATE_BIT = bitOf('late');
const FRACTION_BIT = bitOf('fraction');
const CLIENT_BITS = { ip: bitOf('ip'), userAgent: bitOf('userAgent'), deviceId: bitOf('device') };

/** Pauses kept per viewing. */
const PAUSES = 4;
/** Recorded so many seconds after it happened, a beat is late; the clock may also be off. */
const LATE_SEC = 120;

/** `most` bounds the beats kept; the same reference when nothing changed. */
export function sketchWith(sketch: ViewingSketch, event: Activity, most: number): ViewingSketch {
  const at = event.at / 1000;
  if (event.type === HEARTBEAT) return withBeat(sketch, event, at, most);
  const lived = event.time / 1000;
  if (event.type === COMPLETED)
    return (sketch.completed ?? Infinity) <= at && (sketch.done ?? Infinity) <= lived
      ? sketch
      : { ...sketch, completed: least(sketch.completed, at), done: least(sketch.done, lived) };
  if (!isPlayerEvent(event.type)) return sketch;
  const seen = sketch.seen | bitOf('player');
  if (BEGINS.has(event.type)) {
    const starts = keepSmallest(sketch.starts, lived, PAUSES + 2);
    const { begun, opened } = sketch;
    return { ...sketch, seen, starts, begun: least(begun, at), opened: least(opened, lived) };
  }
  if (event.type === ENDED) {
    const { ended, closed } = sketch;
    return { ...sketch, seen, ended: least(ended, at), closed: least(closed, lived) };
  }
  if (event.type === RATE_CHANGED)
    return { ...sketch, seen, rates: keepSmallest(sketch.rates, lived, PAUSES) };
  const pauses = event.type === PAUSED ? keepSmallest(sketch.pauses, lived, PAUSES) : sketch.pauses;
  return { ...sketch, seen, pauses, hands: sketch.hands + 1 };
}

const least = (one: number | undefined, other: number): number => Math.min(one ?? other, other);

/** Of a long viewing most beats come after those that are kept. */
const isWanted = (beats: readonly number[], at: number, most: number): boolean =>
  beats.length < most || !(at > (beats[most - 1] as number));

/** Of two beats at one instant the further position is kept: no order of arrival decides. */
function withPosition(
  beats: readonly number[],
  positions: readonly number[],
  at: number,
  said: unknown,
  most: number,
): readonly [beats: readonly number[], positions: readonly number[]] {
  if (!isWanted(beats, at, most)) return [beats, positions];
  const position = typeof said === 'number' && said >= 0 && said < 1e6 ? said : -1;
  // In order of time, as they are read: the next one is the last.
  if (beats.length === positions.length && !(at <= (beats.at(-1) ?? -Infinity)))
    return [
      [...beats, at],
      [...positions, position],
    ];
  const same = beats.indexOf(at);
  if (same >= 0)
    return (positions[same] as number) >= position
      ? [beats, positions]
      : [beats, positions.with(same, position)];
  const kept = keepSmallest(beats, at, most);
  const place = kept.indexOf(at);
  const next = [...positions.slice(0, place), position, ...positions.slice(place)];
  return [kept, next.slice(0, most)];
}

/** A week's sums that an earlier version kept tell no positions at their claims. */
export const claimedIn = ({ claims, claimed }: Partial<ViewingSketch>): readonly number[] =>
  claimed ?? (claims ?? []).map(() => -1);

/** A sketch that nobody else has seen. */
type Draft = { -readonly [Member in keyof ViewingSketch]: ViewingSketch[Member] };

/** The sketch of a viewing's events; beats, most of them, are noted without a copy for each. */
export function sketchAll(events: readonly Activity[], most: number): ViewingSketch {
  let draft: Draft = { ...EMPTY_SKETCH };
  for (const event of events)
    if (event.type === HEARTBEAT) noteBeat(draft, event, event.at / 1000, most);
    else draft = sketchWith(draft, event, most);
  return draft;
}

function withBeat(sketch: ViewingSketch, event: Activity, at: number, most: number): ViewingSketch {
  const draft: Draft = { ...sketch };
  noteBeat(draft, event, at, most);
  return isUnchanged(draft, sketch) ? sketch : draft;
}

const isUnchanged = (draft: Draft, sketch: ViewingSketch): boolean =>
  draft.last === sketch.last &&
  draft.lastClaim === sketch.lastClaim &&
  draft.beats === sketch.beats &&
  draft.positions === sketch.positions &&
  draft.claims === sketch.claims &&
  draft.claimed === sketch.claimed &&
  draft.seen === sketch.seen &&
  draft.seq === sketch.seq &&
  draft.rate === sketch.rate;

function noteBeat(
  draft: Draft,
  { data, time, recorded }: Activity,
  at: number,
  most: number,
): void {
  const said = data['positionSec'];
  const lived = time / 1000;
  if (isWanted(draft.beats, at, most))
    [draft.beats, draft.positions] = withPosition(draft.beats, draft.positions, at, said, most);
  if (
    recorded !== undefined &&
    (draft.claimed === undefined || isWanted(draft.claims, lived, most))
  )
    [draft.claims, draft.claimed] = withPosition(draft.claims, claimedIn(draft), lived, said, most);
  draft.last = Math.max(draft.last, at);
  draft.lastClaim = Math.max(draft.lastClaim ?? -Infinity, lived);
  const { seq: before } = draft;
  const seq = seqWith(draft, data['seq']);
  if (typeof seq === 'number') draft.seq = seq;
  else if (before !== undefined) delete draft.seq;
  let { seen } = draft;
  if (seq === COUNTS) seen |= COUNTS_BIT;
  if (at - lived > LATE_SEC) seen |= LATE_BIT;
  // What an earlier beat had needs no second look: of all beats this costs most.
  if ((seen & MEMBER_BITS) !== MEMBER_BITS)
    for (const { bit, member } of MEMBERS)
      if ((seen & bit) === 0 && data[member] !== undefined) seen |= bit;
  const { rate: declared, client } = data as Record<string, unknown>;
  if (typeof said === 'number' && said % 1 !== 0) seen |= FRACTION_BIT;
  if (typeof client === 'object' && client !== null) seen |= clientBits(client);
  draft.seen = seen;
  if (typeof declared === 'number' && declared > 0.1 && declared < 100)
    draft.rate = Math.max(draft.rate ?? 0, declared);
}

/** Stands for two sequence numbers that differ: in any order, two distinct ones are noticed. */
const COUNTS = 'counts';
const COUNTS_BIT = bitOf(COUNTS);

const seqWith = (
  { seen, seq }: ViewingSketch,
  said: unknown,
): number | typeof COUNTS | undefined => {
  if ((seen & COUNTS_BIT) !== 0) return COUNTS;
  if (typeof said !== 'number' || !Number.isFinite(said) || said === seq) return seq;
  return seq === undefined ? said : COUNTS;
};

const clientBits = (client: object): number => {
  const { ip, userAgent, deviceId } = client as Record<string, unknown>;
  return (
    (ip === undefined ? 0 : CLIENT_BITS.ip) |
    (userAgent === undefined ? 0 : CLIENT_BITS.userAgent) |
    (deviceId === undefined ? 0 : CLIENT_BITS.deviceId)
  );
};
