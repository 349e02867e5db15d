import type { RawMode } from '../activity.js';

/** An event inside a ledger, names as numbers. */
export interface Row {
  readonly position: number;
  readonly account: number;
  readonly time: number;
  readonly received: number;
  readonly type: number;
  readonly mode: RawMode;
  readonly id: string;
  readonly raw: Uint8Array;
}
