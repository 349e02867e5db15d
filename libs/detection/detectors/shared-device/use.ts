import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { placeOf } from '../presence/presence.js';
import { clientText, cite, groupBy, known, limitsOf } from '../reading.js';
import { defaults, type DeviceUse } from './day.js';

/** Whose study a machine served, by its events of a day, in order; at least one. */
export function useOf(named: readonly AttributedActivity[], context: MeasureContext): DeviceUse {
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
  const ground = groundOf(named, context);
  return { users: users.slice(0, 100), parallel, ground, lines: linesOf(named, context) };
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
    if (ip === undefined) continue;
    const kind = context.roster.network(ip)?.kind;
    counts[kind === 'lab' || kind === 'campus' || kind === 'dormitory' ? kind : 'elsewhere']++;
  }
  if (Object.values(counts).every((count) => count === 0)) return 'none';
  const grounds = ['lab', 'campus', 'dormitory', 'elsewhere'] as const;
  return grounds.reduce((most, ground) => (counts[ground] > counts[most] ? ground : most));
}

function linesOf(events: readonly AttributedActivity[], context: MeasureContext): string[] {
  const ips = new Set(events.map((event) => clientText(event, 'ip')));
  const places = [...ips].map((ip) => placeOf(ip, context));
  const lines = places.flatMap((place) => (place?.kind === 'line' ? place.net : []));
  return [...new Set(lines)].sort().slice(0, 3);
}
