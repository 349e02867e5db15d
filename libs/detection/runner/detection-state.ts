import type { LedgerPosition } from '../../activity/activity-ledger.js';
import { START, type Position } from '../../event-sourcing/recorded-event.js';
import type { DetectionKey, Owner } from '../keys.js';
import type { Partition } from './partitions.js';

/** As a mark's window: all windows of an owner, and its conclusions. */
export const ALL_WINDOWS = '*';
/** As a mark's window: the measures stand, the conclusions are drawn again. */
export const CONCLUSIONS = '=';
/** As a mark's window: the conclusion of the one key that the roster makes of an owner. */
export const conclusionsOf = (detector: string): string => `${CONCLUSIONS}${detector}`;

/**
 * As a mark's window: some of the owner's keys have other measures than were concluded. Sorts behind
 * all days and before `=`: keys of many students come when all students are done.
 */
export const TOUCHED = '<';

/** A window that is to be judged. */
export interface DirtyMark {
  readonly owner: Owner;
  readonly window: string;
  /** Draw the conclusions even if the measure comes out the same. */
  readonly forced: boolean;
}

export interface WindowRef {
  readonly owner: Owner;
  readonly window: string;
}

export interface KeyRef {
  readonly detector: string;
  readonly key: DetectionKey;
}

export interface StoredMeasure extends WindowRef, KeyRef {
  /** JSON of a detector's measure, never `null`. */
  readonly measure: string;
}

/** Place of an event in the ledger, for owners whose events no account gathers. */
export interface IndexEntry extends WindowRef {
  readonly position: LedgerPosition;
}

/** What a key's conclusion read: it is drawn again when that changes. */
export interface BaselineRead {
  readonly owner: Owner;
  readonly name: string;
  readonly window: string;
  readonly key: string;
}

export interface Accumulator {
  readonly name: string;
  readonly window: string;
  readonly key: string;
  /** JSON. */
  readonly value: string;
}

/** The latest window of an owner, per span: `<owner> day` or `<owner> whole`. It never goes back. */
export interface SeenWindow {
  readonly span: string;
  readonly owner: Owner;
  readonly last: string;
}

/** Of one partition. */
export interface Progress {
  /** The ledger is dealt with up to here: judged, or marked dirty. */
  readonly ledger: LedgerPosition;
  /** Changes of reference data are dealt with up to here. */
  readonly roster: Position;
  /** Published baselines are dealt with up to here. */
  readonly baselines: Position;
  /** Policy and detector versions that the measures were made with; empty at first. */
  readonly judgedBy: string;
}

/** A partition in somebody's hands. Each claim has a higher epoch than the one before. */
export interface Claim {
  readonly partition: Partition;
  readonly epoch: number;
}

/** What is to be judged by whoever has another partition in hand. */
export interface Call extends DirtyMark {
  readonly partition: Partition;
}

/** One transaction; members apply in the order they stand in. */
export interface StateChanges {
  /**
   * In whose name this is saved, with what changes of each one's progress. When another has claimed
   * one of them since, the save rejects with `ClaimLost` and nothing of it is done.
   */
  readonly claims?: readonly (Claim & Partial<Progress>)[];
  readonly clean?: readonly WindowRef[];
  readonly dirty?: readonly DirtyMark[];
  /** Calls that are taken up with this. */
  readonly answered?: readonly number[];
  readonly calls?: readonly Call[];
  readonly index?: readonly IndexEntry[];
  readonly seen?: readonly SeenWindow[];
  /** Topics are offerings and meetings: whose keys a change of them touches. */
  readonly mentions?: readonly { readonly topic: string; readonly owner: Owner }[];
  readonly dropped?: readonly (KeyRef & WindowRef)[];
  readonly measures?: readonly StoredMeasure[];
  readonly reads?: readonly BaselineRead[];
  readonly accumulators?: readonly Accumulator[];
}

/** Another instance has claimed a partition since: what was to be saved is that one's to find out. */
export class ClaimLost extends Error {
  override readonly name = 'ClaimLost';

  constructor() {
    super('a partition was claimed by another instance');
  }
}

export const NO_PROGRESS: Progress = {
  ledger: START,
  roster: START,
  baselines: START,
  judgedBy: '',
};

/**
 * What the runner may forget and find again: all of it follows from the ledger, the event store and
 * the policy. Saving is atomic and, once resolved, survives the end of the process. Any number of
 * instances may share one; rows of an owner are written by whoever has its partition in hand, and
 * read by all.
 */
export interface DetectionState {
  /** Takes partitions in hand, in the order asked for: all earlier claims on them are void. */
  claim(partitions: readonly Partition[]): Promise<readonly (Claim & Progress)[]>;
  save(changes: StateChanges): Promise<void>;
  /** All marks; read once, at the start. */
  dirty(): Promise<readonly DirtyMark[]>;
  /** Calls on these partitions that nobody has answered, oldest first. */
  calls(partitions: readonly Partition[]): Promise<readonly (Call & { readonly id: number })[]>;
  /**
   * Up to where changes of reference data are dealt with by every partition that was ever claimed
   * (undefined: none was), and how many marks and calls wait.
   */
  standing(): Promise<{ readonly roster: Position | undefined; readonly waiting: number }>;
  owners(): Promise<readonly Owner[]>;
  lastWindows(spans: readonly string[]): Promise<ReadonlyMap<string, string>>;
  ownersMentioning(topics: readonly string[]): Promise<readonly Owner[]>;
  /** At most `limit` of them, where it is given. */
  positions(windows: readonly WindowRef[], limit?: number): Promise<readonly IndexEntry[]>;
  /** Windows that an owner has in the index or among its measures. */
  windowsOf(owner: Owner): Promise<readonly string[]>;
  measuresIn(windows: readonly WindowRef[]): Promise<readonly StoredMeasure[]>;
  measuresOf(keys: readonly KeyRef[]): Promise<readonly StoredMeasure[]>;
  measuresOfOwners(owners: readonly Owner[]): Promise<readonly StoredMeasure[]>;
  /** Who read any of these keys of a baseline's window; any key at all when absent. */
  readers(name: string, window: string, keys?: readonly string[]): Promise<readonly Owner[]>;
  accumulators(name: string, window: string): Promise<ReadonlyMap<string, string>>;
  /** Windows that have accumulators of that name. */
  accumulatorWindows(name: string): Promise<readonly string[]>;
  /** Forgets these owners: marks, places, windows, mentions, measures and reads. */
  forgetOwners(owners: readonly Owner[]): Promise<void>;
  /** Forgets all accumulators. */
  forgetSums(): Promise<void>;
  /** Forgets everything, claims too. */
  clear(): Promise<void>;
}
