import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { timely, usualLag } from '../lateness.js';
import { groupBy } from '../reading.js';
import { clashesOf, type Clash, type ClashLimits } from './clashes.js';
import { concludeTwoPlaces } from './conclude.js';
import { PRESENCE_TYPES, presenceOf, type Presence } from './places.js';

/** A day of one student: which devices were where, and which of them contradict each other. */
export interface PlacesDay {
  readonly subject: string;
  readonly devices: readonly DeviceDay[];
  readonly clashes: readonly Clash[];
}

export interface DeviceDay {
  readonly device: string;
  readonly nets: readonly string[];
  /** Whether one of the nets is registered as the university's. */
  readonly ownGround: boolean;
  readonly offerings: readonly string[];
}

const defaults = {
  /** A fix worse than this, metres, is no position. */
  fixM: 5000,
  /**
   * Products' rules for impossible travel: 800 to 1000 km/h, from 50 to 500 km (threats.md 2.3).
   * Going and coming back is asked for, so a shorter distance will do.
   */
  kmh: 900,
  farKm: 30,
  longestSec: 7200,
  /** Nobody goes from a dormitory to a lecture hall and back within three minutes. Our own choice. */
  walkSec: 180,
  /** An off-campus line: distance unknown, so twenty minutes there and back. Our own choice. */
  lineSec: 1200,
  lateSec: 120,
  /** Sustained and repeated: days and clashes before anything is said. */
  days: 2,
  clashes: 4,
  lineDays: 3,
} as const;

/**
 * Two places at once: an account at work on two devices in places that one person cannot connect,
 * going back and forth, on several days.
 */
export const twoPlaces: Detector<PlacesDay> = {
  name: 'two-places',
  version: '1',
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

function measure(events: readonly AttributedActivity[], context: MeasureContext): PlacesDay | null {
  const subject = events[0]?.subject;
  if (subject === undefined) return null;
  const lags = new Map<string, number>();
  for (const [source, own] of groupBy(events, (event) => event.source))
    lags.set(source, usualLag(own));
  const presences = events
    .filter((event) => timely(event, lags.get(event.source) ?? 0, context.parameters['lateSec']!))
    .map((event) => presenceOf(event, context))
    .filter((one) => one !== undefined);
  const devices = [...groupBy(presences, (one) => one.device)]
    .slice(0, MOST_DEVICES)
    .map(deviceDay);
  if (devices.length === 0) return null;
  const limits = context.parameters as unknown as ClashLimits;
  const clashes = devices.length > 1 ? clashesOf(presences, limits) : [];
  return { subject, devices, clashes };
}

function deviceDay([device, own]: [string, readonly Presence[]]): DeviceDay {
  const distinct = (values: readonly (string | undefined)[]) =>
    [...new Set(values.filter((value) => value !== undefined))].sort().slice(0, 12);
  return {
    device,
    nets: distinct(own.map((one) => one.net)),
    ownGround: own.some((one) => one.netKind !== undefined && one.netKind !== 'line'),
    offerings: distinct(own.map((one) => one.event.data.offering)),
  };
}
