import type { Client } from '../../../activity/activity.js';
import type { AttributedActivity } from '../../detector.js';
import { CAMPUS, DAY, event, MONDAY_8, SEC } from './given.js';

/** How one student signs in at one meeting; `undefined` stays away. */
export interface SigningIn {
  readonly at: number;
  readonly client: Client;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A week's meeting of a class, on Monday at eight. */
export const meetingAt = (week: number): number => MONDAY_8 + week * 7 * DAY;

export const phone = (student: number, ip = CAMPUS): Client => ({
  ip,
  userAgent: `phone model ${student % 7}`,
  deviceId: `device of ${student}`,
});

/** Without a pattern, in [0, 1), the same on each run. */
export function drawn(...labels: readonly number[]): number {
  let hash = 0x811c9dc5;
  for (const label of labels) {
    hash = Math.imul(hash ^ label, 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
  }
  return (hash >>> 0) / 0x1_0000_0000;
}

/** Honest arrival: everybody within twenty seconds of the lecture's beginning, on campus Wi-Fi. */
export const arrives = (student: number, week: number): SigningIn => ({
  at: meetingAt(week) + Math.round(drawn(student, week) * 20 * SEC),
  client: phone(student),
});

/** All sign-ins of a class over some weeks. */
export function classOf(
  size: number,
  weeks: number,
  how: (student: number, week: number) => SigningIn | undefined,
): AttributedActivity[] {
  const events: AttributedActivity[] = [];
  for (let week = 0; week < weeks; week++)
    for (let student = 0; student < size; student++) {
      const one = how(student, week);
      if (!one) continue;
      const code = Math.floor(one.at / (10 * SEC));
      const data = { meeting: `m-${week}`, method: 'qr', token: `t-${code}`, ...one.data };
      const { at, client } = one;
      events.push(event('attendance.signed_in', { subject: `s${student}`, at, client, data }));
    }
  return events;
}

/** Subjects `s0`, `s1`, … below a number. */
export const firstOf = (count: number): string[] =>
  Array.from({ length: count }, (_, at) => `s${at}`);
