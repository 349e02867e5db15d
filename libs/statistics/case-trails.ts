import type { Checkpoints } from '../event-sourcing/checkpoints.js';
import type { CaseTrail } from './case-trail.js';

export interface TrailQuery {
  readonly college?: string;
  readonly violation?: string;
  /** First flagged at or after, milliseconds. */
  readonly from?: number;
  /** First flagged before, milliseconds. */
  readonly to?: number;
  /** Id of the last trail of the page before. */
  readonly after?: string;
  readonly limit: number;
}

/**
 * The trails of all cases: a read side that can be dropped and rebuilt. Its checkpoints lie beside
 * it, so that an empty one starts from the beginning.
 */
export interface CaseTrails extends Checkpoints {
  /** A trail replaces the stored one unless that is of a newer version. */
  put(trails: readonly CaseTrail[]): Promise<void>;
  get(id: string): Promise<CaseTrail | undefined>;
  /** In the order of their ids. */
  page(query: TrailQuery): Promise<readonly CaseTrail[]>;
  clear(): Promise<void>;
}
