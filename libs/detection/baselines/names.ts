import type { Mark } from './viewing-marks.js';

/** Distinct accounts seen behind an address in an ISO week. Key: the address as in `client.ip`. */
export const NETWORK_ADDRESS = 'network.address';

/** Events of an account that came late in an ISO week, from ten on. Key: accountKey. */
export const ACCOUNT_CONNECTION = 'account.connection';

export const accountKey = (source: string, account: string): string => `${source}\n${account}`;

/** Share (0–1) of a source's accounts whose records of an ISO week are garbled. Key: the source. */
export const FEED_TROUBLE = 'feed.trouble';

/** Distinct accounts on a line (line.ts) in an ISO week, at most 64. Key: the line's short name. */
export const NETWORK_LINE = 'network.line';

/** Several computers per account and ISO week. Keys: the functions below. */
export const PLATFORM_MACHINES = 'platform.machines';

/** Share of accounts, 0–1, with several computers on tables; and with several that share no line. */
export const machinesSeveral = (source: string): string => `${source}#several`;
export const machinesApart = (source: string): string => `${source}#apart`;

/**
 * Share (0–1) of a platform's accounts in an ISO week whose client bears a program's name; of no name, whether
 * the platform was looked at. Key: the function below.
 */
export const PLATFORM_PROGRAMS = 'platform.programs';
export const programsShare = (source: string, name: string): string => `${source}#${name}`;

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

/**
 * Viewings of five minutes or more in which no hand touched the player: their share, and the share
 * of those that follow another such of the same account.
 */
export const cadenceUntouched = (source: string): string => `${source}#untouched`;
export const cadenceUntouchedAgain = (source: string): string => `${source}#untouched_again`;

/** Share of accounts, of those with four such viewings or more in the week, that touched none. */
export const cadenceAllUntouched = (source: string): string => `${source}#all_untouched`;

/** Share of completions of videos of which nothing else was told. */
export const cadenceUnopened = (source: string): string => `${source}#unopened`;

/** Share of accounts that resume within seconds of a pause, each time after as many. */
export const cadenceHasty = (source: string): string => `${source}#hasty`;

/** Share of accounts whose pauses are mostly of a few lengths that come back (recurring.ts). */
export const cadenceRecurring = (source: string): string => `${source}#recurring`;

/**
 * The commonest wait between one video and the next, seconds, and its share of all waits: near 1
 * where lists play on by themselves. A few waits of each account.
 */
export const cadenceWait = (source: string): string => `${source}#wait`;
export const cadenceWaitShare = (source: string): string => `${source}#wait_share`;

/**
 * Spread of one account's waits between videos (deviation of logarithms), and the share of accounts
 * of which two waits are as good as the same.
 */
export const cadenceWaitSpread = (source: string): string => `${source}#wait_spread`;
export const cadenceEvenWaits = (source: string): string => `${source}#even_waits`;

/**
 * Share of accounts whose first three waits are as good as the same and longer than any player counts
 * down (ten seconds), of those with three: on all platforms together, for such waits are people's own.
 */
export const CADENCE_EVEN_LONG = 'even_long';

/**
 * Share of accounts whose first three waits are as good as the same and no longer than a player counts
 * down, of those with three: people who let the platform's list play on, where it has one.
 */
export const cadenceEvenShort = (source: string): string => `${source}#even_short`;

/** Instant up to which a vendor declared its feed complete, by the day of that instant. Key: the source. */
export const FEED_COMPLETE = 'feed.complete';

/** Earliest instant of an ISO week in which a source's feed was alive. Key: the source. */
export const FEED_REACH = 'feed.reach';

/**
 * Accusations of a vendor that people upheld; `n` is how many they judged. One window, `standing`.
 * Key: the source.
 */
export const VENDOR_RECORD = 'vendor.record';
