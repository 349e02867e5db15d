import { localText } from './world/calendar.js';
import type { Platform } from './world/platforms.js';
import type { Device } from './world/students.js';

export interface SimClient {
  readonly ip: string;
  readonly userAgent?: string;
  readonly deviceId?: string;
  readonly geo?: { readonly lat: number; readonly lon: number; readonly accuracyM?: number };
}

/** What happened, before it is sent: `at` is the true instant. */
export interface Happening {
  readonly at: number;
  readonly type: string;
  readonly platform: Platform;
  readonly account: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** What the device claims beyond its clock's offset; a forger's claimed time. */
  readonly claimedAt?: number;
  /** Never held back by a lost connection: a sign-in needs one. */
  readonly live?: boolean;
}

/** A CloudEvent of the contract. */
export interface SimEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly recordedtime?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** An event on its way, with the instant at which it reaches the vendor. */
export interface Sent {
  readonly arrivesAt: number;
  readonly event: SimEvent;
}

export const clientOf = (device: Device, ip: string, geo?: SimClient['geo']): SimClient => ({
  ip,
  userAgent: device.userAgent,
  deviceId: device.id,
  ...(geo ? { geo } : {}),
});

export function sent(what: Happening, id: string, arrivesAt: number, clockOffset: number): Sent {
  const { platform } = what;
  // Where the vendor's server stamps, the device's clock is not seen.
  const time = platform.recorded ? (what.claimedAt ?? what.at + clockOffset) : what.at;
  return {
    arrivesAt,
    event: {
      specversion: '1.0',
      id,
      source: platform.source,
      type: `probity.${what.type}.v1`,
      subject: what.account,
      time: localText(Math.round(time)),
      ...(platform.recorded ? { recordedtime: localText(Math.round(arrivesAt)) } : {}),
      data: what.data,
    },
  };
}
