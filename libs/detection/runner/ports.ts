import type { Activity } from '../../activity/activity.js';
import type { ActivityLedger, LedgerEvent } from '../../activity/activity-ledger.js';
import type { Clock } from '../../event-sourcing/clock.js';
import type { DeadLetters } from '../../event-sourcing/dead-letters.js';
import type { EventStore } from '../../event-sourcing/event-store.js';
import type { Baseline } from '../baselines/baseline.js';
import type { Detector, ReferenceData } from '../detector.js';
import type { Pseudonym } from '../keys.js';
import type { Policy } from '../policy/policy.js';
import type { InForce } from '../policy/policy-view.js';
import type { SignalIndex } from '../signal-index.js';
import type { DetectionState } from './detection-state.js';

/** Everything the runner stands on. */
export interface RunnerPorts {
  readonly ledger: ActivityLedger;
  readonly store: EventStore;
  readonly state: DetectionState;
  readonly signals: SignalIndex;
  readonly roster: ReferenceData;
  readonly clock: Clock;
  readonly deadLetters: DeadLetters;
  /** Throws when the bytes are no event. */
  readonly decode: (event: LedgerEvent) => Activity;
  readonly detectors: readonly Detector[];
  readonly baselines: readonly Baseline[];
  /** In force. */
  readonly policy: Policy;
  /** Every policy that came into force, the one in force last; only `policy` when absent. */
  readonly history?: readonly InForce[] | undefined;
  readonly pseudonym: Pseudonym;
  /** IANA name of the installation's zone. */
  readonly timeZone: string;
  /** Shares that the keys are split into, the same for all instances; 1 when absent. */
  readonly partitions?: number;
  /** Events kept in memory; everything else is read again from the ledger. */
  readonly cachedEvents?: number;
}

export const READER = 'detection';
