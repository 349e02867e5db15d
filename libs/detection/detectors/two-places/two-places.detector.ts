import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { lagsOf, timely } from '../lateness.js';
import { groupBy, limitsOf } from '../reading.js';
import { apartOf, lineSpotsOf, pinsOf } from './apart.js';
import { clashesOf } from './clashes.js';
import { concludeTwoPlaces } from './conclude.js';
import { PRESENCE_TYPES, presenceOf, type Presence } from '../presence/presence.js';
import { defaults, type PlacesDay, type DeviceDay } from './day.js';
import { playsOf, sharedSessions } from './sessions.js';

/**
 * Two places at once: an account at work on two devices in places that one person cannot connect,
 * going back and forth, or in two cities, on several days; or one session of it in two places, which was copied.
 */
export const twoPlaces: Detector<PlacesDay> = {
  name: 'two-places',
  version: '5',
  violation: 'account_lending',
  group: 'places',
  key: 'student',
  types: PRESENCE_TYPES,
  window: 'day',
  defaults,
  measure,
  conclude: concludeTwoPlaces,
};

const MOST_DEVICES = 16;
const STARTED = 'probity.session.started.v1';

function measure(events: readonly AttributedActivity[], context: MeasureContext): PlacesDay | null {
  const limit = limitsOf(defaults, context.parameters);
  const lags = lagsOf(events);
  const presences: Presence[] = [];
  for (const event of events) {
    if (!timely(event, lags.get(event.source) ?? 0, limit.lateSec)) continue;
    const presence = presenceOf(event, limit.fixM, context);
    if (presence) presences.push(presence);
  }
  const devices = [...groupBy(presences, (one) => one.device)]
    .slice(0, MOST_DEVICES)
    .map(deviceDay);
  if (devices.length === 0) return null;
  const clashes = devices.length > 1 ? clashesOf(presences, limit) : [];
  const sessions = sharedSessions(presences, limit);
  const pins = pinsOf(presences);
  const lines = lineSpotsOf(presences);
  const apart = devices.length > 1 ? apartOf(presences, limit) : [];
  return {
    devices,
    clashes,
    ...(sessions.length > 0 && { sessions }),
    ...(pins.length > 0 && { pins }),
    ...(lines.length > 0 && { lines }),
    ...(apart.length > 0 && { apart }),
  };
}

function deviceDay([device, own]: [string, readonly Presence[]]): DeviceDay {
  const nets = new Set<string>();
  const offerings = new Set<string>();
  let [ownGround, guest] = [false, true];
  let [lastNet, lastOffering]: (string | undefined)[] = [];
  for (const { net, netKind, event } of own) {
    // Neighbours are mostly alike: a set is asked only where they differ.
    if (net !== undefined && net !== lastNet) nets.add((lastNet = net));
    ownGround ||= netKind !== undefined && netKind !== 'line';
    const { offering } = event.data;
    if (offering !== undefined && offering !== lastOffering)
      offerings.add((lastOffering = offering));
    guest &&= event.type !== STARTED;
  }
  const plays = playsOf(own);
  return {
    device,
    nets: firstOf(nets),
    ownGround,
    offerings: firstOf(offerings),
    ...(guest && { guest: true as const }),
    ...(plays.length > 0 && { plays }),
  };
}

const firstOf = (values: ReadonlySet<string>): string[] => [...values].sort().slice(0, 12);
