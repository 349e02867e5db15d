import type { Sent } from '../event.js';
import type { Random } from '../random.js';
import { HOUR, midnight, MIN } from '../world/calendar.js';
import type { Platform } from '../world/platforms.js';
import type { OnLine } from './line.js';

/**
 * What an account's happenings of a day become at their vendors: heartbeats kept by the app and
 * sent together, a day that is sent on the next, events sent twice.
 */
export function* atVendor(
  key: string,
  happenings: readonly OnLine[],
  random: Random,
  wrote: (id: string, one: OnLine) => void,
): Generator<Sent> {
  const batches = new Map<string, Batch>();
  for (const [n, one] of happenings.entries()) {
    const { what } = one;
    const { platform } = what;
    const id = `${key}-${n.toString(36)}`;
    wrote(id, one);
    const recordedAt = batched(batches, happenings, n, one);
    const arrivesAt = backfilled(platform, recordedAt, random);
    const sent: Sent = { arrivesAt, what, id, recordedAt: Math.round(recordedAt) };
    yield sent;
    if (random.chance(platform.twice))
      yield { ...sent, arrivesAt: arrivesAt + random.between(1, 60) * MIN };
  }
}

interface Batch {
  left: number;
  readonly at: number;
}

/** The app keeps heartbeats until it has some, or something else happens in the session. */
function batched(
  batches: Map<string, Batch>,
  all: readonly OnLine[],
  n: number,
  { what, leavesAt }: OnLine,
): number {
  const { batch } = what.platform.beat;
  if (batch === 1 || what.type !== 'video.heartbeat' || what.live) return leavesAt;
  const session = String(what.data['session']);
  const open = batches.get(session);
  if (open && open.left > 0) {
    open.left--;
    return Math.max(open.at, leavesAt);
  }
  let left = batch - 1;
  let last = leavesAt;
  let taken = 0;
  for (let at = n + 1; at < all.length && left > 0; at++) {
    const next = all[at];
    if (!next || next.what.data['session'] !== session) continue;
    last = next.leavesAt;
    if (next.what.type !== 'video.heartbeat') break;
    taken++;
    left--;
  }
  batches.set(session, { left: taken, at: last });
  return last;
}

/** Nothing of a vendor comes in for hours; it is sent the next morning. */
function backfilled({ outage }: Platform, at: number, random: Random): number {
  if (!outage) return at + 5;
  const from = midnight(outage.day) + outage.fromHour * HOUR;
  if (at < from || at >= from + outage.hours * HOUR) return at + 5;
  return midnight(outage.day + 1) + 6 * HOUR + random.between(0, 90) * MIN;
}
