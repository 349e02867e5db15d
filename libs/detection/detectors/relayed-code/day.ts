import type { Relay } from './relays.js';

export interface RelayDay {
  readonly offering: string;
  readonly relays: readonly Relay[];
}

export const defaults = {
  /** Accounts that used one code from elsewhere: two friends in bed are not a trade. Our own choice. */
  fewest: 3,
  /** Sign-ins of a meeting from the campus needed to say where it took place. */
  onSite: 5,
  /** Share elsewhere above which it is the register of networks that is wrong, or a class online. */
  elsewhereShare: 0.35,
  /** Share on unregistered lines above which those are carriers that the register lacks. */
  lineShare: 0.12,
  /** Farther than this from the middle of the class, metres; indoor drift is 12.5 m (threats.md 1.4). */
  farM: 1000,
  /** All within this many seconds: sent to a group and scanned at once (threats.md 1.4). */
  burstSec: 6,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;
