import type { DeviceDay, PlacesDay } from './day.js';

/** What a term tells of one device of an account. */
export interface DeviceTerm {
  readonly device: string;
  readonly days: number;
  readonly nets: ReadonlySet<string>;
  readonly ownGround: boolean;
  readonly offerings: ReadonlySet<string>;
}

/** All devices over all days, so that the order of arrival makes no difference. */
export function deviceTerms(days: readonly PlacesDay[]): ReadonlyMap<string, DeviceTerm> {
  const terms = new Map<string, DeviceTerm>();
  for (const day of days.flatMap((one) => one.devices))
    terms.set(day.device, merged(terms.get(day.device), day));
  return terms;
}

const merged = (term: DeviceTerm | undefined, day: DeviceDay): DeviceTerm => ({
  device: day.device,
  days: (term?.days ?? 0) + 1,
  nets: new Set([...(term?.nets ?? []), ...day.nets]),
  ownGround: (term?.ownGround ?? false) || day.ownGround,
  offerings: new Set([...(term?.offerings ?? []), ...day.offerings]),
});

/** Devices that ever used the same network belong to one household, most likely to one person. */
export const acquainted = (a: DeviceTerm, b: DeviceTerm): boolean =>
  [...a.nets].some((net) => b.nets.has(net));

/**
 * The owner's is the one seen on the university's networks, then the one that serves more courses,
 * then the one with more days; the other is the stranger.
 */
export function strangerOf(a: DeviceTerm, b: DeviceTerm): DeviceTerm {
  const order =
    Number(a.ownGround) - Number(b.ownGround) ||
    a.offerings.size - b.offerings.size ||
    a.days - b.days ||
    (a.device < b.device ? -1 : 1);
  return order < 0 ? a : b;
}
