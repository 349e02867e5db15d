import type { Mark } from './viewing-marks.js';

/** Distinct accounts seen behind an address in an ISO week. Key: the address as in `client.ip`. */
export const NETWORK_ADDRESS = 'network.address';

/** What a platform's feed usually looks like in an ISO week. Keys: the functions below. */
export const PLATFORM_CADENCE = 'platform.cadence';

/** Usual seconds between a session's heartbeats; `n` accounts were looked at. */
export const cadenceInterval = (source: string): string => `${source}#interval`;

/** Share by which a viewing's usual gap may miss the interval. */
export const cadenceTolerance = (source: string): string => `${source}#tolerance`;

/** Spread of a viewing's gaps over their median: what few exceed, and what few stay below. */
export const cadenceSpreadLimit = (source: string): string => `${source}#spread_limit`;
export const cadenceSpreadFloor = (source: string): string => `${source}#spread_floor`;

/** Marks (viewing-marks.ts) that nearly all viewings bear, as bits. */
export const cadenceUsual = (source: string): string => `${source}#usual`;

/**
 * Share (0–1) of viewings with a mark, the mean over accounts: each has one voice. `n` accounts were
 * looked at.
 */
export const cadenceShare = (source: string, mark: Mark): string => `${source}#share_${mark}`;

/** Share of accounts with an hour of play or more in which no hand touched the player. */
export const cadenceUntouched = (source: string): string => `${source}#untouched`;

/** Share of accounts that usually resume within seconds of a pause. */
export const cadenceHasty = (source: string): string => `${source}#hasty`;

/**
 * How much of an account's gaps between one video and the next are alike, 0–1: the median over
 * accounts, and the ninth decile.
 */
export const cadenceAlike = (source: string): string => `${source}#alike`;
export const cadenceAlikeHigh = (source: string): string => `${source}#alike_high`;

/** Instant up to which a vendor declared its feed complete, by the day of that instant. Key: the source. */
export const FEED_COMPLETE = 'feed.complete';

/** Earliest instant of an ISO week in which a source's feed was alive. Key: the source. */
export const FEED_REACH = 'feed.reach';
