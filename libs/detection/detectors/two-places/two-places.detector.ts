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
  const presences = events
    .filter((event) => timely(event, lags.get(event.source) ?? 0, limit.lateSec))
    .map((event) => presenceOf(event, limit.fixM, context))
    .filter((one) => one !== undefined);
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
    ...{ devices, clashes },
    ...(sessions.length > 0 && { sessions }),
    ...(pins.length > 0 && { pins }),
    ...(lines.length > 0 && { lines }),
    ...(apart.length > 0 && { apart }),
  };
}

function deviceDay([device, own]: [string, readonly Presence[]]): DeviceDay {
  const distinct = (values: readonly (string | undefined)[]) =>
    [...new Set(values.filter((value) => value !== undefined))].sort().slice(0, 12);
  const plays = playsOf(own);
  return {
    device,
    nets: distinct(own.map((one) => one.net)),
    ownGround: own.some((one) => one.netKind !== undefined && one.netKind !== 'line'),
    offerings: distinct(own.map((one) => one.event.data.offering)),
    ...(own.every(({ event }) => event.type !== STARTED) && { guest: true as const }),
    ...(plays.length > 0 && { plays }),
  };
}
