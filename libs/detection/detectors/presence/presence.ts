import { lineName } from '../../baselines/line.js';
import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { pointOf, type Point } from '../geo.js';
import { clientText } from '../reading.js';
import { deviceOf, digest } from '../signins.js';

/** One event with the device it came from and what is known of where that device was. */
export interface Presence {
  readonly at: number;
  readonly device: string;
  /** Name of the network: a registered place, or the unregistered line's neighbourhood. */
  readonly net: string | undefined;
  /** Carriers and VPNs end in any city: they tell no place. */
  readonly netKind: 'campus' | 'dormitory' | 'lab' | 'line' | undefined;
  readonly point: Point | undefined;
  /** Somebody's hand did this: not a player that runs on by itself. */
  readonly byHand: boolean;
  readonly event: AttributedActivity;
}

export const BY_HAND: ReadonlySet<string> = new Set(
  [
    'content.viewed',
    'video.paused',
    'video.seeked',
    'video.rate_changed',
    'assessment.started',
    'assessment.answered',
    'assessment.answer_shown',
    'assessment.submitted',
    'attendance.signed_in',
    'forum.posted',
  ].map((name) => `probity.${name}.v1`),
);

export const PRESENCE_TYPES: readonly string[] = [
  ...BY_HAND,
  ...['session.started', 'video.loaded', 'video.played', 'video.heartbeat'].map(
    (name) => `probity.${name}.v1`,
  ),
];

/** Undefined where no device is named: one person's phone and laptop cannot then be told apart. */
export function presenceOf(
  event: AttributedActivity,
  fixM: number,
  context: MeasureContext,
): Presence | undefined {
  const name = deviceOf(event) ?? clientText(event, 'userAgent');
  if (name === undefined) return undefined;
  if (name !== lastName) {
    lastName = name;
    lastDevice = digest(name);
  }
  const place = placeOf(clientText(event, 'ip'), context);
  const point = pointOf(event);
  // A position without its accuracy may be a guess from the address, which a VPN moves at will.
  const sure = point?.accuracyM !== undefined && point.accuracyM <= fixM;
  return {
    at: event.at,
    device: lastDevice,
    net: place?.net,
    netKind: place?.kind,
    point: sure ? point : undefined,
    byHand: BY_HAND.has(event.type),
    event,
  };
}

/** The device named last: an event's mostly is its neighbour's. */
let lastName = '';
let lastDevice = digest(lastName);

/** What an address tells of a place; carriers and VPNs end in any city and tell none. */
export interface NetPlace {
  /** A registered place, or the unregistered line's neighbourhood, by a short name. */
  readonly net: string;
  readonly kind: 'campus' | 'dormitory' | 'lab' | 'line';
}

export function placeOf(
  ip: string | undefined,
  context: Pick<MeasureContext, 'roster'>,
): NetPlace | undefined {
  if (ip === undefined) return undefined;
  const network = context.roster.network(ip);
  // The register may change between two events; what one entry of it tells does not.
  if (ip !== lastIp || network !== lastNetwork) {
    lastIp = ip;
    lastNetwork = network;
    lastPlace = placeIn(ip, network);
  }
  return lastPlace;
}

/** The address placed last: an event's mostly is its neighbour's. */
let lastIp: string | undefined;
let lastNetwork: Network | undefined;
let lastPlace: NetPlace | undefined;

function placeIn(ip: string, network: Network | undefined): NetPlace | undefined {
  const kind = network?.kind ?? 'line';
  if (kind === 'mobile' || kind === 'vpn') return undefined;
  return { net: network ? digest(network.place ?? network.cidr) : lineName(ip), kind };
}

type Network = NonNullable<ReturnType<MeasureContext['roster']['network']>>;
