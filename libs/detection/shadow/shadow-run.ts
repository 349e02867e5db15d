import type { Detector } from '../detector.js';
import type { Policy } from '../policy/policy.js';
import type { DetectionState } from '../runner/detection-state.js';
import type { RunnerPorts } from '../runner/ports.js';
import { DetectionRunner } from '../runner/runner.js';
import { NO_LETTERS, pacedLedger, shadowStore } from './shadow-ports.js';
import { ShadowSignals } from './shadow-signals.js';
import type { ComparedSignal } from './comparison.js';

/** Beside a runner that holds its own. */
const CACHED_EVENTS = 5_000;

export interface ShadowPorts {
  /** Those of the runner at work; nothing is written to any of them. */
  readonly runner: Omit<RunnerPorts, 'policy' | 'history' | 'state' | 'signals'>;
  /** Empty, and thrown away afterwards. */
  readonly state: DetectionState;
  /** Told of events read; waited for before each page. Throws to end it all. */
  readonly turn: (events: number) => Promise<void>;
}

/**
 * What detectors would have said of all events under another policy: the whole history is judged
 * anew by the machinery that judges it live, on a state of its own. Baselines are those that were
 * published, unless the policy closes their weeks otherwise: then they are worked out too.
 */
export const judgeInShadow = async (
  { policy, detectors }: { readonly policy: Policy; readonly detectors: readonly Detector[] },
  sameBaselines: boolean,
  { runner: ports, state, turn }: ShadowPorts,
): Promise<readonly ComparedSignal[]> => {
  const signals = new ShadowSignals();
  const runner = new DetectionRunner({
    ...ports,
    ...{ policy, detectors, state, signals, deadLetters: NO_LETTERS, cachedEvents: CACHED_EVENTS },
    ledger: pacedLedger(ports.ledger, turn),
    store: shadowStore(ports.store, signals, { readsBaselines: sameBaselines }),
    baselines: sameBaselines
      ? ports.baselines.map((baseline) => ({ ...baseline, wants: () => false }))
      : ports.baselines,
  });
  await runner.recomputeAll();
  return [...signals.standing()].map(comparedSignal);
};

export const comparedSignal = (signal: ComparedSignal): ComparedSignal => {
  const { id, detector, violation, group, llr, state, subject, offering, firstAt, lastAt } = signal;
  return { id, detector, violation, group, llr, state, subject, offering, firstAt, lastAt };
};
