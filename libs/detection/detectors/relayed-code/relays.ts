import type { MeasureContext } from '../../detector.js';
import { metresBetween, pointOf, type Point } from '../geo.js';
import { lineName } from '../../baselines/line.js';
import { groupBy, median, round, textIn, known } from '../reading.js';
import type { SignIn } from '../signins.js';

export interface Relay {
  readonly meeting: string;
  readonly onSite: number;
  /** Within which the middle half of the class signed in, seconds. */
  readonly classSec: number;
  readonly members: readonly RelayMember[];
}

export interface RelayMember {
  readonly subject: string;
  readonly source: string;
  readonly id: string;
  readonly at: number;
  /** Sure of being elsewhere: 1 in a dormitory or far by position, 0.5 on an unregistered line. */
  readonly weight: number;
  /** Short name of that line; '' where the weight does not rest on it. */
  readonly line: string;
}

export interface RelayLimits {
  readonly fewest: number;
  readonly onSite: number;
  readonly elsewhereShare: number;
  readonly farM: number;
  readonly lineShare: number;
}

/** `codes`: the QR sign-ins of one meeting, one per student. */
export function relaysOf(
  codes: readonly SignIn[],
  limit: RelayLimits,
  context: MeasureContext,
): Relay[] {
  const kinds = codes.map((one) => (one.ip ? context.roster.network(one.ip)?.kind : 'mobile'));
  const onSite = kinds.filter((kind) => kind === 'campus' || kind === 'lab').length;
  const room = middle(codes.filter((_, at) => kinds[at] === 'campus' || kinds[at] === 'lab'));
  // Where many come over lines that nobody registered, those are the carriers'.
  const unknown = kinds.filter((kind) => kind === undefined).length;
  const lines = unknown <= codes.length * limit.lineShare;
  const usable = (kind: string | undefined) => kind ?? (lines ? undefined : 'mobile');
  const elsewhere = codes
    .map((one, at) => ({ one, weight: sureElsewhere(one, usable(kinds[at]), room, limit.farM) }))
    .filter(({ weight }) => weight > 0);
  if (onSite < limit.onSite) return [];
  if (elsewhere.length > codes.length * limit.elsewhereShare) return [];
  const tokens = groupBy(elsewhere, ({ one }) => textIn(one.event, 'token'));
  return [...tokens.values()]
    .filter((group) => group.length >= limit.fewest)
    .map((group) => relayOf(group, onSite, middleHalf(codes.map(({ at }) => at))));
}

function middleHalf(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => known(sorted[Math.floor(share * (sorted.length - 1))]);
  return round((at(0.75) - at(0.25)) / 1000, 1);
}

/**
 * Phones in class are on the campus network, a carrier or a VPN: those say nothing. A position is
 * believed only to clear, or where it is far.
 */
function sureElsewhere(
  one: SignIn,
  kind: string | undefined,
  room: Point | undefined,
  farM: number,
): number {
  if (kind === 'campus' || kind === 'lab') return 0;
  const point = pointOf(one.event);
  const coarse = point?.accuracyM !== undefined && point.accuracyM > farM;
  if (room && point && !coarse) return metresBetween(room, point) > farM ? 1 : 0;
  if (kind === 'dormitory') return 1;
  return kind === undefined ? 0.5 : 0;
}

function middle(codes: readonly SignIn[]): Point | undefined {
  const points = codes.map((one) => pointOf(one.event)).filter((point) => point !== undefined);
  const lat = median(points.map((point) => point.lat));
  const lon = median(points.map((point) => point.lon));
  return lat === undefined || lon === undefined ? undefined : { lat, lon, accuracyM: undefined };
}

function relayOf(
  group: readonly { readonly one: SignIn; readonly weight: number }[],
  onSite: number,
  classSec: number,
): Relay {
  return {
    meeting: known(group[0]).one.meeting,
    onSite,
    classSec,
    members: group.map(({ one, weight }) => ({
      subject: one.subject,
      source: one.event.source,
      id: one.event.id,
      at: one.at,
      weight,
      line: weight < 1 && one.ip !== undefined ? lineName(one.ip) : '',
    })),
  };
}
