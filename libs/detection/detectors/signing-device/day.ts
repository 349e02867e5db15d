import type { AttributedActivity, MeasureContext } from '../../detector.js';
import type { EventRef } from '../../signal.js';
import { cite, groupBy, known } from '../reading.js';
import { deviceOf, signInsOf } from '../signins.js';

/** What one device signed in to on a day, by account. */
export type SigningDay = readonly Signed[];

export interface Signed {
  readonly subject: string;
  readonly offering: string;
  readonly meeting: string;
  readonly at: number;
  /** Whether the account began to study on the device, too, that day. */
  readonly studied: boolean;
  readonly event: EventRef;
}

/** Not every platform tells a session's device: a video or a paper begun on it is study as well. */
const STUDY = ['session.started', 'video.played', 'assessment.started'].map(
  (name) => `probity.${name}.v1`,
);

export const SIGNING_TYPES = ['probity.attendance.signed_in.v1', ...STUDY];

/** A machine that many sit at in a day is no phone. */
const MOST = 24;

/** Null where nothing was signed in to. Rooms full of machines and live lessons are left out. */
export function signingDay(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): SigningDay | null {
  const named = events.filter((event) => deviceOf(event) !== undefined);
  const signIns = signInsOf(named).filter(
    ({ ip, event }) =>
      event.type === SIGNING_TYPES[0] &&
      event.serverTimed &&
      event.data['method'] !== 'live' &&
      event.data.offering !== undefined &&
      (ip === undefined || context.roster.network(ip)?.kind !== 'lab'),
  );
  if (signIns.length === 0) return null;
  const began = new Set(
    named.flatMap(({ type, subject }) => (STUDY.includes(type) ? [subject] : [])),
  );
  return [...groupBy(signIns, ({ subject }) => subject)].slice(0, MOST).flatMap(([subject, own]) =>
    own.map(({ meeting, at, event }) => ({
      ...{ subject, meeting, at, offering: known(event.data.offering) },
      studied: began.has(subject),
      event: cite(event),
    })),
  );
}
