/**
 * One learning event as the rest of the house reads it: decoded, never changed.
 *
 * `at` is the instant that judges (law 3): `recordedtime` where the vendor's server gave one, else
 * `time`. `serverTimed` is false when only a device vouches for it (a source registered with
 * `clock: "device"` and no `recordedtime`): nobody is accused on such an instant alone.
 */
export interface Activity {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  /** The platform account, the CloudEvents `subject`; absent on `feed.completed`. */
  readonly account: string | undefined;
  /** `time` in milliseconds since the epoch. */
  readonly time: number;
  /** `time` exactly as sent, offset kept. */
  readonly timeText: string;
  /** `recordedtime` in milliseconds, where sent. */
  readonly recorded: number | undefined;
  readonly at: number;
  readonly serverTimed: boolean;
  readonly data: ActivityData;
}

/** Common members are typed; everything else of `data` is kept as it came. */
export interface ActivityData {
  readonly offering?: string;
  readonly activity?: string;
  readonly session?: string;
  readonly client?: Client;
  readonly [member: string]: unknown;
}

export interface Client {
  readonly ip?: string;
  readonly userAgent?: string;
  readonly deviceId?: string;
  readonly geo?: { readonly lat: number; readonly lon: number; readonly accuracyM?: number };
}

/** How the bytes came: a JSON object, or CloudEvents headers with a body (binary mode). */
export type RawMode = 'structured' | 'binary';

/** The order that every answer uses: by instant, then source, then id. */
export const byInstant = (a: Activity, b: Activity): number =>
  a.at - b.at || compareText(a.source, b.source) || compareText(a.id, b.id);

/** Code-unit order: the same on every machine, whatever its locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
