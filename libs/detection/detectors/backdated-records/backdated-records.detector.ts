import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { batchedLag, lagAlone } from '../lateness.js';
import { cite, groupBy, known, limitsOf, spread } from '../reading.js';
import { clientOf } from '../viewings/clients.js';
import { PLAYER_TYPES, VISIT_TYPES } from '../viewings/viewings.js';
import { concludeBackdated } from './conclude.js';
import { defaults, type BackdatedDay, type Limits } from './day.js';

/**
 * Records with claimed times in the past, sent while the connection was there. An offline player
 * keeps what it could not send and sends all of it once it can; a program that writes old times
 * sends a part now and a part later, and its client is heard in between (threats.md 1.1).
 */
export const backdatedRecords: Detector<readonly BackdatedDay[]> = {
  name: 'backdated-records',
  version: '4',
  violation: 'course_brushing',
  group: 'playback-clock',
  key: 'student',
  types: [...PLAYER_TYPES, 'probity.video.completed.v1', ...VISIT_TYPES],
  window: 'day',
  sensitiveTo: ['feed'],
  defaults,
  measure,
  conclude: concludeBackdated,
};

/** An event with both clocks, in the server's time. */
interface Sent {
  readonly event: AttributedActivity;
  readonly claimed: number;
  readonly recorded: number;
}

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): readonly BackdatedDay[] | null {
  const limit = limitsOf(defaults, context.parameters);
  const days = [...clientsIn(events).values()].flatMap((own) => daysOf(own, limit));
  return days.length === 0 ? null : days;
}

/** Events with both clocks by client, or by session where no client is named. */
function clientsIn(
  events: readonly AttributedActivity[],
): ReadonlyMap<string, readonly AttributedActivity[]> {
  let [source, last, name]: (string | undefined)[] = [];
  return groupBy(events, (event) => {
    if (!event.serverTimed || event.recorded === undefined) return undefined;
    const client = clientOf(event);
    const told = client === '' ? event.data.session : client;
    if (typeof told !== 'string' || told === '') return undefined;
    // A name is put together where it differs from its neighbour's, and else is the same text.
    if (told !== last || event.source !== source) {
      [source, last] = [event.source, told];
      name = `${source}\n${told}`;
    }
    return name;
  });
}

function daysOf(own: readonly AttributedActivity[], limit: Limits): readonly BackdatedDay[] {
  const lag = lagAlone(own) ?? batchedLag(own);
  if (lateIn(own, lag, limit) < limit.fewestRecords / 4) return [];
  const sent = own
    .flatMap((event): Sent[] =>
      event.recorded === undefined || !Number.isFinite(event.time)
        ? []
        : [{ event, claimed: event.time + lag, recorded: event.recorded }],
    )
    .sort((a, b) => a.recorded - b.recorded);
  const late = sent.filter(
    (one) => isOfVideo(one.event.type) && one.recorded - one.claimed > limit.lateSec * 1000,
  );
  const found = contradictions(sent, limit);
  return [...groupBy(late, ({ event }) => event.data.offering)].flatMap(([offering, records]) =>
    dayOf(offering, records, found),
  );
}

/** How many records of videos came late: on most days next to none, and nothing else is to be read. */
function lateIn(own: readonly AttributedActivity[], lag: number, limit: Limits): number {
  let count = 0;
  for (const { type, time, recorded } of own)
    if (recorded !== undefined && Number.isFinite(time))
      if (recorded - (time + lag) > limit.lateSec * 1000 && isOfVideo(type)) count++;
  return count;
}

const isOfVideo = (type: string): boolean => type.startsWith('probity.video.');

function dayOf(
  offering: string,
  late: readonly Sent[],
  { contradicted, ofSession }: Contradictions,
): readonly BackdatedDay[] {
  const held = late.filter((one) => contradicted(one) > 0);
  if (held.length === 0) return [];
  const first = known(held[0]);
  return [
    {
      subject: first.event.subject,
      source: first.event.source,
      offering,
      late: late.length,
      heldBack: held.length,
      beforeLogin: held.filter((one) => ofSession(one) > 0).length,
      occasions: occasionsOf(held, ofSession),
      videos: [...new Set(held.map(({ event }) => event.data.activity ?? ''))].sort().slice(0, 24),
      longestSec: Math.round(Math.max(...held.map(contradicted))),
      firstAt: first.recorded,
      lastAt: known(held.at(-1)).recorded,
      events: spread(held, 16).map(({ event }) => cite(event)),
    },
  ];
}

/**
 * Seconds by which a late record is contradicted: between the first word of its client after the
 * claimed time and the record itself, where a queue would long have gone out; or between the
 * claimed time and the login of its own session. 0 where nothing speaks against it.
 */
function contradictions(sent: readonly Sent[], limit: Limits): Contradictions {
  const heard = sent.map(({ recorded }) => recorded);
  const logins = new Map<string, number>();
  for (const { event, claimed, recorded } of sent) {
    const { session } = event.data;
    if (event.type !== LOGIN || typeof session !== 'string') continue;
    // A login that waited in the queue itself proves nothing.
    if (recorded - claimed > limit.lateSec * 1000) continue;
    logins.set(session, Math.min(claimed, logins.get(session) ?? Infinity));
  }
  const ofSession = ({ event, claimed }: Sent) => {
    const login = logins.get(String(event.data.session));
    const before = login === undefined ? 0 : (login - claimed) / 1000;
    return before > limit.lateSec ? before : 0;
  };
  const contradicted = (one: Sent) => {
    const heardAt = heard[firstAfter(heard, one.claimed + AFTER_MS)] ?? one.recorded;
    const held = (one.recorded - heardAt) / 1000;
    return Math.max(held > limit.flushSec ? held : 0, ofSession(one));
  };
  return { contradicted, ofSession };
}

interface Contradictions {
  readonly contradicted: (one: Sent) => number;
  /** The same by the login of its own session alone. */
  readonly ofSession: (one: Sent) => number;
}

/** Records this near to each other went out as one. */
const UPLOAD_MS = 60_000;

/** Uploads of what was held back; what its own session's login denies is no queue, and counts as several. */
function occasionsOf(held: readonly Sent[], ofSession: Contradictions['ofSession']): number {
  const several = held.some((one) => ofSession(one) > 0) ? 2 : 1;
  const apart = held.filter(
    ({ recorded }, at) => at > 0 && recorded - known(held[at - 1]).recorded > UPLOAD_MS,
  );
  return Math.max(several, apart.length + 1);
}

const LOGIN = 'probity.session.started.v1';
/** A connection just lost still carries what was on its way. */
const AFTER_MS = 60_000;

/** The place of the first instant at or after another, in a sorted list. */
function firstAfter(sorted: readonly number[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (known(sorted[middle]) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}
