import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { clientText, cite, groupBy, known, limitsOf } from '../reading.js';
import { deviceOf } from '../signins.js';
import { concludeShared } from './conclude.js';
import { defaults, type DeviceUse } from './day.js';

/**
 * A helper's machine: one device serves the study of several accounts, day after day, outside the
 * laboratories where machines are shared by design.
 */
export const sharedDevice: Detector<DeviceUse> = {
  name: 'shared-device',
  version: '3',
  violation: 'account_lending',
  group: 'device',
  key: 'device',
  types: [
    'session.started',
    'assessment.started',
    'assessment.submitted',
    'video.ended',
    'video.completed',
  ].map((name) => `probity.${name}.v1`),
  window: 'day',
  defaults,
  measure,
  conclude: concludeShared,
};

function measure(events: readonly AttributedActivity[], context: MeasureContext): DeviceUse | null {
  // Devices named by a filler text are no device, whatever the key says.
  const named = events.filter((event) => deviceOf(event) !== undefined);
  if (named.length === 0) return null;
  const users = [...groupBy(named, (event) => event.subject)].map(([subject, own]) => ({
    subject,
    offerings: [
      ...new Set(own.map((event) => event.data.offering).filter((id) => id !== undefined)),
    ].sort(),
    firstAt: known(own[0]).at,
    lastAt: known(own.at(-1)).at,
    // One a day: a helper's machine is found over many days, and most machines are nobody's but one's.
    events: [cite(known(own[0]))],
  }));
  const limit = limitsOf(defaults, context.parameters);
  const parallel = returnsWithin(named, limit.parallelSec * 1000);
  return { users: users.slice(0, 100), parallel, ground: groundOf(named, context) };
}

function returnsWithin(events: readonly AttributedActivity[], withinMs: number): number {
  const latest = new Map<string, number>();
  let previous: string | undefined;
  let returns = 0;
  for (const { subject, at, serverTimed } of events) {
    if (!serverTimed) continue;
    const before = latest.get(subject);
    if (previous !== undefined && previous !== subject && before !== undefined)
      if (at - before <= withinMs) returns++;
    latest.set(subject, at);
    previous = subject;
  }
  return returns;
}

function groundOf(events: readonly AttributedActivity[], context: MeasureContext) {
  const counts = { lab: 0, campus: 0, dormitory: 0, elsewhere: 0 };
  for (const event of events) {
    const ip = clientText(event, 'ip');
    const kind = ip === undefined ? undefined : context.roster.network(ip)?.kind;
    counts[kind === 'lab' || kind === 'campus' || kind === 'dormitory' ? kind : 'elsewhere']++;
  }
  const grounds = ['lab', 'campus', 'dormitory', 'elsewhere'] as const;
  return grounds.reduce((most, ground) => (counts[ground] > counts[most] ? ground : most));
}
