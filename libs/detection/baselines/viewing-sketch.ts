import type { Activity, ActivityData } from '../../activity/activity.js';
import { keepSmallest } from './fingerprint.js';
import { bitOf } from './viewing-marks.js';

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
  /** Highest rate that beats declared. */
  readonly rate?: number;
  /** Highest rate that the player was told to change from or to: some platforms' beats say 1 whatever is chosen. */
  readonly turned?: number;
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

const SEQ_BIT = bitOf('seq');
const INTERVAL_BIT = bitOf('interval');
const FOREGROUND_BIT = bitOf('foreground');
const MUTED_BIT = bitOf('muted');
const RATE_BIT = bitOf('rate');
const CUMULATIVE_BIT = bitOf('cumulative');
const LENGTH_BIT = bitOf('length');
const MEMBER_BITS =
  SEQ_BIT | INTERVAL_BIT | FOREGROUND_BIT | MUTED_BIT | RATE_BIT | CUMULATIVE_BIT | LENGTH_BIT;
const PLAYER_BIT = bitOf('player');
const LATE_BIT = bitOf('late');
const FRACTION_BIT = bitOf('fraction');
const CLIENT_BITS = { ip: bitOf('ip'), userAgent: bitOf('userAgent'), deviceId: bitOf('device') };

/** Pauses kept per viewing. */
const PAUSES = 4;
/** Recorded so many seconds after it happened, a beat is late; the clock may also be off. */
const LATE_SEC = 120;

/** A sketch that nobody else has seen. */
type Draft = { -readonly [Member in keyof ViewingSketch]: ViewingSketch[Member] };

/** `most` bounds the beats kept; the same reference when nothing changed. */
export function sketchWith(sketch: ViewingSketch, event: Activity, most: number): ViewingSketch {
  const isBeat = event.type === HEARTBEAT;
  if (!isBeat && event.type !== COMPLETED && !isPlayerEvent(event.type)) return sketch;
  const draft: Draft = { ...sketch };
  if (isBeat) noteBeat(draft, event, most, false);
  else note(draft, event);
  if (event.type === COMPLETED)
    return draft.completed === sketch.completed && draft.done === sketch.done ? sketch : draft;
  return isBeat && isUnchanged(draft, sketch) ? sketch : draft;
}

/** Notes what is no heartbeat. */
function note(draft: Draft, { type, at: instant, time, data }: Activity): void {
  const [at, lived] = [instant / 1000, time / 1000];
  if (type === COMPLETED) {
    draft.completed = least(draft.completed, at);
    draft.done = least(draft.done, lived);
    return;
  }
  if (!isPlayerEvent(type)) return;
  draft.seen |= PLAYER_BIT;
  if (BEGINS.has(type)) {
    draft.starts = keepSmallest(draft.starts, lived, PAUSES + 2);
    draft.begun = least(draft.begun, at);
    draft.opened = least(draft.opened, lived);
  } else if (type === ENDED) {
    draft.ended = least(draft.ended, at);
    draft.closed = least(draft.closed, lived);
  } else if (type === RATE_CHANGED) {
    draft.rates = keepSmallest(draft.rates, lived, PAUSES);
    for (const rate of [data['fromRate'], data['toRate']])
      if (isRate(rate)) draft.turned = Math.max(draft.turned ?? 0, rate);
  } else {
    if (type === PAUSED) draft.pauses = keepSmallest(draft.pauses, lived, PAUSES);
    draft.hands += 1;
  }
}

const least = (one: number | undefined, other: number): number => Math.min(one ?? other, other);

/** Of a long viewing most beats come after those that are kept. */
const isWanted = (beats: readonly number[], at: number, most: number): boolean =>
  beats.length < most || !(at > (beats[most - 1] as number));

/** In order of time, as they are read: the next one is the last. */
const isNext = (beats: readonly number[], positions: readonly number[], at: number): boolean =>
  beats.length === positions.length && !(at <= (beats.at(-1) ?? -Infinity));

const isRate = (said: unknown): said is number =>
  typeof said === 'number' && said > 0.1 && said < 100;

const positionIn = (said: unknown): number =>
  typeof said === 'number' && said >= 0 && said < 1e6 ? said : -1;

/** Of two beats at one instant the further position is kept: no order of arrival decides. */
function withPosition(
  beats: readonly number[],
  positions: readonly number[],
  at: number,
  position: number,
  most: number,
): readonly [beats: readonly number[], positions: readonly number[]] {
  if (isNext(beats, positions, at))
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

/** The sketch of a viewing's events, noted without a copy for each. */
export function sketchAll(events: readonly Activity[], most: number): ViewingSketch {
  const draft = blank();
  for (const event of events)
    if (event.type === HEARTBEAT) noteBeat(draft, event, most, true);
    else note(draft, event);
  return draft;
}

/** All members from the start: one that is added later costs each draft a change of its form. */
const blank = (): Draft => ({
  beats: [],
  positions: [],
  claims: [],
  claimed: [],
  pauses: [],
  starts: [],
  last: 0,
  seen: 0,
  begun: undefined,
  ended: undefined,
  hands: 0,
  rates: [],
  completed: undefined,
  opened: undefined,
  closed: undefined,
  done: undefined,
  lastClaim: undefined,
  rate: undefined,
  turned: undefined,
  seq: undefined,
});

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

/** `own`: the draft's lists are nobody else's either, and may grow. */
function noteBeat(draft: Draft, event: Activity, most: number, own: boolean): void {
  const { data, time, recorded } = event;
  const at = event.at / 1000;
  const lived = time / 1000;
  const said = data['positionSec'];
  const position = positionIn(said);
  if (isWanted(draft.beats, at, most))
    if (own && isNext(draft.beats, draft.positions, at)) {
      (draft.beats as number[]).push(at);
      (draft.positions as number[]).push(position);
    } else
      [draft.beats, draft.positions] = withPosition(
        draft.beats,
        draft.positions,
        at,
        position,
        most,
      );
  if (
    recorded !== undefined &&
    (draft.claimed === undefined || isWanted(draft.claims, lived, most))
  )
    if (own && isNext(draft.claims, draft.claimed, lived)) {
      (draft.claims as number[]).push(lived);
      (draft.claimed as number[]).push(position);
    } else noteClaim(draft, lived, position, most);
  draft.last = Math.max(draft.last, at);
  draft.lastClaim = Math.max(draft.lastClaim ?? -Infinity, lived);
  const before = draft.seq;
  const seq = seqWith(draft, data['seq']);
  if (typeof seq === 'number') draft.seq = seq;
  else if (before !== undefined) forget(draft, own);
  let { seen } = draft;
  if (seq === COUNTS) seen |= COUNTS_BIT;
  if (at - lived > LATE_SEC) seen |= LATE_BIT;
  // What an earlier beat had needs no second look: of all beats this costs most.
  if ((seen & MEMBER_BITS) !== MEMBER_BITS) seen |= memberBits(data);
  if (typeof said === 'number' && said % 1 !== 0) seen |= FRACTION_BIT;
  const { rate: declared, client } = data as Record<string, unknown>;
  if (typeof client === 'object' && client !== null) seen |= clientBits(client);
  draft.seen = seen;
  if (isRate(declared)) draft.rate = Math.max(draft.rate ?? 0, declared);
}

function noteClaim(draft: Draft, lived: number, position: number, most: number): void {
  const claimed = claimedIn(draft);
  if (isWanted(draft.claims, lived, most))
    [draft.claims, draft.claimed] = withPosition(draft.claims, claimed, lived, position, most);
  else draft.claimed = claimed;
}

/** What is kept as text has no member for it; of what is not, a member taken away slows all down. */
function forget(draft: Draft, own: boolean): void {
  if (own) draft.seq = undefined;
  else delete draft.seq;
}

/** Named one by one: a member asked for by a name that varies is found far more slowly. */
const memberBits = (data: ActivityData): number =>
  (data['seq'] === undefined ? 0 : SEQ_BIT) |
  (data['intervalSec'] === undefined ? 0 : INTERVAL_BIT) |
  (data['foreground'] === undefined ? 0 : FOREGROUND_BIT) |
  (data['muted'] === undefined ? 0 : MUTED_BIT) |
  (data['rate'] === undefined ? 0 : RATE_BIT) |
  (data['cumulativeSec'] === undefined ? 0 : CUMULATIVE_BIT) |
  (data['lengthSec'] === undefined ? 0 : LENGTH_BIT);

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
