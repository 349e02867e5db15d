/** A vendor's registration, as the contract's `PUT /api/v1/sources/{source}` gives it. */
export interface SourceRegistration {
  readonly source: string;
  readonly title: string;
  /** `device`: only `recordedtime` is the vendor's server, `time` is a claim. */
  readonly clock: 'server' | 'device';
  /** Seconds between heartbeats that the vendor promises. */
  readonly cadenceSec?: number;
  /** The ministry's or university's list the platform stands on. */
  readonly listed?: 'white' | 'none' | 'black';
}

/** Domain events of stream `source-<id>`: which vendors send, and with which keys. */
export type SourceEvent =
  | { readonly type: 'SourceRegistered'; readonly data: SourceRegistration }
  | {
      readonly type: 'SourceKeyIssued';
      /** `hash`: SHA-256 of the key in hex; the key itself is shown once and kept nowhere. */
      readonly data: { readonly source: string; readonly key: string; readonly hash: string };
    }
  | {
      readonly type: 'SourceKeyRevoked';
      readonly data: { readonly source: string; readonly key: string };
    };

export const sourceStream = (source: string): string => `source-${source}`;
