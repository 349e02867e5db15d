import type { AttributedActivity } from '../detector.js';

export interface Point {
  readonly lat: number;
  readonly lon: number;
  readonly accuracyM: number | undefined;
}

/**
 * The claimed position; undefined for none, for senseless values, and for the fillers that clients
 * send without a fix: (0, 0), (-1, -1) and the like (threats.md 1.4).
 */
export function pointOf(event: AttributedActivity): Point | undefined {
  const geo: unknown = event.data.client?.geo;
  if (typeof geo !== 'object' || geo === null) return undefined;
  const { lat, lon, accuracyM } = geo as Record<string, unknown>;
  if (typeof lat !== 'number' || typeof lon !== 'number') return undefined;
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180)) return undefined;
  if (Math.abs(lat) <= 2 && Math.abs(lon) <= 2) return undefined;
  const told = typeof accuracyM === 'number' && Number.isFinite(accuracyM) && accuracyM >= 0;
  return { lat, lon, accuracyM: told ? accuracyM : undefined };
}

/** Great-circle distance in metres. */
export function metresBetween(a: Point, b: Point): number {
  const rad = Math.PI / 180;
  const dLat = (b.lat - a.lat) * rad;
  const dLon = (b.lon - a.lon) * rad;
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * 6_371_000 * Math.asin(Math.min(1, Math.sqrt(h)));
}
