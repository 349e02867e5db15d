import { localText } from './world/calendar.js';
import type { Device } from './world/devices.js';
import type { Platform } from './world/platforms.js';

export interface SimClient {
  readonly ip?: string;
  readonly userAgent?: string;
  readonly deviceId?: string;
  readonly geo?: { readonly lat: number; readonly lon: number; readonly accuracyM?: number };
}

/** Whoever makes an account's events: its owner, or somebody else, or software. */
export interface Actor {
  readonly account: string;
  readonly session: string;
  readonly client: SimClient;
  /** How far that machine's clock is off, milliseconds. */
  readonly skewMs: number;
  /** The cases that these events belong to (`caseKey`), where they are the wrong ones. */
  readonly wrong?: string | readonly string[] | undefined;
}

/** What happened, before it is sent: `at` is the true instant. */
export interface Happening {
  readonly at: number;
  readonly type: string;
  readonly platform: Platform;
  /** Absent on what the vendor itself says (`feed.completed`). */
  readonly account?: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly skewMs?: number;
  /** What the device claims, whatever its clock; a forger's claimed time. */
  readonly claimedAt?: number | undefined;
  /** Never held back by a lost connection: a sign-in needs one. */
  readonly live?: boolean;
  readonly wrong?: string | readonly string[] | undefined;
}

/** A CloudEvent of the contract. */
export interface SimEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly recordedtime?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event on its way. It is put into words when it comes in: a day of them is in memory. */
export interface Sent {
  readonly arrivesAt: number;
  readonly what: Happening;
  readonly id: string;
  /** When the vendor's server took it, where it says so. */
  readonly recordedAt: number;
}

export const clientOf = (device: Device, ip: string, geo?: SimClient['geo']): SimClient => ({
  ip,
  userAgent: device.userAgent,
  deviceId: device.id,
  ...(geo ? { geo } : {}),
});

/** One happening by an actor in an offering. */
export const happening = (
  actor: Actor,
  platform: Platform,
  type: string,
  at: number,
  data: Readonly<Record<string, unknown>>,
): Happening => ({
  at,
  type,
  platform,
  account: actor.account,
  skewMs: actor.skewMs,
  wrong: actor.wrong,
  data: { ...data, session: actor.session, client: actor.client },
});

/** As the vendor tells it. */
export function eventOf({ what, id, recordedAt }: Sent): SimEvent {
  const { platform } = what;
  const grain = platform.wholeSeconds ? 1000 : 1;
  const floor = (at: number): number => Math.floor(at / grain) * grain;
  // Where the vendor's server stamps, the device's clock is not seen.
  const time = platform.recorded ? (what.claimedAt ?? what.at + (what.skewMs ?? 0)) : what.at;
  return {
    specversion: '1.0',
    id,
    source: platform.source,
    type: `probity.${what.type}.v1`,
    ...(what.account === undefined ? {} : { subject: what.account }),
    time: localText(floor(time)),
    ...(platform.recorded && what.account !== undefined
      ? { recordedtime: localText(floor(recordedAt)) }
      : {}),
    data: told(platform, what),
  };
}

/** The members of `client` that this vendor sends with this kind of event. */
function told({ tells }: Platform, { type, data }: Happening): Happening['data'] {
  const client = data['client'] as SimClient | undefined;
  if (!client) return data;
  const signIn = type.startsWith('attendance.');
  const ip = tells.ip === 'all' || (tells.ip === 'not_video' && !type.startsWith('video.'));
  const geo = client.geo && (tells.geo === 'all' || (tells.geo === 'sign_in' && signIn));
  if (ip && tells.deviceId && tells.userAgent && !client.geo) return data;
  return {
    ...data,
    client: {
      ...(ip && client.ip !== undefined ? { ip: client.ip } : {}),
      ...(tells.userAgent && client.userAgent !== undefined ? { userAgent: client.userAgent } : {}),
      ...(tells.deviceId && client.deviceId !== undefined ? { deviceId: client.deviceId } : {}),
      ...(geo && client.geo ? { geo: rounded(client.geo, tells.geoDecimals) } : {}),
    },
  };
}

const rounded = (geo: NonNullable<SimClient['geo']>, decimals: number) => ({
  ...geo,
  lat: Number(geo.lat.toFixed(decimals)),
  lon: Number(geo.lon.toFixed(decimals)),
});
