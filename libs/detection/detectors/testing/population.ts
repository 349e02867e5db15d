import { platformCadence } from '../../baselines/platform-cadence.js';
import type { AccountWeek } from '../../baselines/account-week.js';
import type { AttributedActivity, Baselines } from '../../detector.js';
import { drawn } from './class.js';
import { DAY, event, HOUR, MIN, MONDAY_8, SEC, type EventParts } from './given.js';

/** What a platform's honest people do in a week, as its baselines publish it. */
export function baselinesOf(events: readonly AttributedActivity[]): Baselines {
  const sums = new Map<string, AccountWeek>();
  for (const one of events) {
    const key = platformCadence.wants(one.type) && platformCadence.keyOf(one, (_, value) => value);
    if (key) sums.set(key, platformCadence.fold(sums.get(key), one));
  }
  const { values } = platformCadence.publish(sums);
  return {
    read: (name, key) => {
      const found = name === platformCadence.name ? values[key] : undefined;
      return found && { value: found[0], n: found[1], cite: 'platform.cadence/2026-W10@1' };
    },
  };
}

/** How a viewing comes about and what the client tells of it; the rest is the platform's usual. */
export interface ViewingParts extends Omit<EventParts, 'at' | 'data'> {
  readonly from: number;
  readonly lengthSec?: number;
  readonly cadenceSec?: number;
  readonly speed?: number;
  /** Relative irregularity of the beats. */
  readonly jitter?: number;
  /** Loaded, played, ended. */
  readonly player?: boolean;
  /** Login and page before it. */
  readonly page?: boolean;
  readonly members?: Readonly<Record<string, unknown>>;
  /** Seconds of latency per beat, at most. */
  readonly latencySec?: number;
  readonly pauses?: readonly number[];
}

/** One viewing by a genuine player, unless the parts say otherwise. */
export function viewing(parts: ViewingParts): AttributedActivity[] {
  const { from, lengthSec = 600, cadenceSec = 30, speed = 1, jitter = 0, latencySec = 0.3 } = parts;
  const { player = true, page = true, members = { seq: 1, intervalSec: 30 } } = parts;
  const session = `${parts.subject ?? 's1'}-${parts.offering ?? ''}-${from}`;
  const salt = from / SEC + (parts.subject ?? '').length;
  const one = (type: string, at: number, data: object) =>
    event(type, { ...parts, at: Math.round(at), data: { session, ...data } });
  const events = page ? [one('session.started', from - 30 * SEC, {})] : [];
  if (player) events.push(one('video.loaded', from - SEC, {}), one('video.played', from, {}));
  let at = from;
  for (let n = 1; n * cadenceSec * speed < lengthSec; n++) {
    const gap = cadenceSec * (1 + jitter * (drawn(salt, n, 1) - 0.5));
    at += gap * SEC;
    const heard = at + drawn(salt, n, 2) * latencySec * SEC;
    const positionSec = n * cadenceSec * speed;
    events.push(one('video.heartbeat', heard, { positionSec, lengthSec, ...members }));
    if (parts.pauses?.includes(n)) {
      if (player) events.push(one('video.paused', at + SEC, { positionSec }));
      at += (20 + 60 * drawn(salt, n, 3)) * SEC;
      if (player) events.push(one('video.played', at, { positionSec }));
    }
  }
  if (player) events.push(one('video.ended', at + cadenceSec * SEC, { positionSec: lengthSec }));
  events.push(one('video.completed', at + cadenceSec * SEC + 200, { progress: 1 }));
  return events;
}

/** Forty honest students of a platform, a few viewings each. `how` changes some of them. */
export function platformOf(
  how: (student: number) => Partial<ViewingParts> = () => ({}),
): AttributedActivity[] {
  return Array.from({ length: 40 }, (_, student) =>
    Array.from({ length: 4 }, (__, n) =>
      viewing({
        subject: `p${student}`,
        activity: `v-${n}`,
        from: MONDAY_8 + (n % 4) * DAY + Math.round(drawn(student, n) * 10 * HOUR),
        client: { deviceId: `d-${student}`, userAgent: 'browser' },
        ...how(student),
      }),
    ).flat(),
  ).flat();
}

/** So many viewings of a course, a few a day, half an hour apart. */
export const course = (
  count: number,
  parts: Partial<ViewingParts> = {},
  perDay = 4,
): AttributedActivity[] =>
  Array.from({ length: count }, (_, n) =>
    viewing({
      activity: `${parts.offering ?? 'CS101'}-v${n}`,
      from:
        MONDAY_8 +
        Math.floor(n / perDay) * DAY +
        (n % perDay) * 30 * MIN +
        Math.round(drawn(n, 7) * 5 * MIN),
      client: { deviceId: 'laptop', userAgent: 'browser' },
      ...parts,
    }),
  ).flat();
