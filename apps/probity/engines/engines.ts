import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import type { MerkleNodes } from '../../../libs/case-file/log/merkle-nodes.js';
import type { CaseTrails } from '../../../libs/statistics/case-trails.js';
import type { CaseIndex } from '../../../libs/cases/case-index.js';
import type { DetectionState } from '../../../libs/detection/runner/detection-state.js';
import type { OpenScratch } from '../../../libs/detection/shadow/scratch-state.js';
import type { SignalIndex } from '../../../libs/detection/signal-index.js';
import type { Checkpoints } from '../../../libs/event-sourcing/checkpoints.js';
import type { DeadLetters } from '../../../libs/event-sourcing/dead-letters.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { OwnershipOf } from '../../../libs/event-sourcing/ownership.js';
import type { Tickets } from '../../../libs/event-sourcing/tickets.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import type { TimelineIndex } from '../../../libs/timelines/timeline-index.js';

/** Where processes tell each other how far their workers have come. */
export interface LagBoard {
  /** Tells from now on, until the engines are closed; lags by worker, of this process alone. */
  start(lags: () => Promise<Readonly<Record<string, number>>>): void;
  /** An upper bound of what a worker of other processes has before it. */
  behind(worker: string): Promise<number>;
  /** The same, of processes besides this one that have such a worker too; 0 where there are none. */
  behindOthers(worker: string): Promise<number>;
}

/** What a profile opens before anything is served; closed after everything else has ended. */
export interface Engines {
  readonly ledger: ActivityLedger;
  readonly eventStore: EventStore;
  readonly checkpoints: Checkpoints;
  readonly deadLetters: DeadLetters;
  readonly vault: Vault;
  readonly tickets: Tickets;
  /** Who does what, where several processes could. */
  readonly ownership: OwnershipOf;
  /** Shares that detection's keys are split into: what instances can divide among them. */
  readonly detectionShares: number;
  readonly timelineIndex: TimelineIndex;
  readonly caseIndex: CaseIndex;
  readonly caseTrails: CaseTrails;
  readonly signalIndex: SignalIndex;
  readonly detectionState: DetectionState;
  readonly merkleNodes: MerkleNodes;
  /** A detection state for one piece of work. */
  readonly scratchState: OpenScratch;
  /** By the name that `/readyz` tells: each rejects, without waiting long, when its part does not answer. */
  readonly checks: Readonly<Record<string, () => Promise<unknown>>>;
  /** Absent where one process does everything. */
  readonly lagBoard?: LagBoard;
  close(): Promise<void>;
}
