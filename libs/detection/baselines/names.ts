/** Distinct accounts seen behind an address in an ISO week. Key: the address as in `client.ip`. */
export const NETWORK_ADDRESS = 'network.address';

/** What a platform's feed usually looks like in an ISO week. Keys: the two functions below. */
export const PLATFORM_CADENCE = 'platform.cadence';

/** Usual seconds between a session's heartbeats; `n` accounts were looked at. */
export const cadenceInterval = (source: string): string => `${source}#interval`;

/**
 * Share (0–1) of video sessions in which the player said more than heartbeats: loaded, played,
 * paused, seeked, ended. `n` accounts were looked at.
 */
export const cadencePlayer = (source: string): string => `${source}#player`;
