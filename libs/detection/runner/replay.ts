import { diff, sameContent } from '../diff.js';
import { isSubjectOwner, ownerOfKey, type Owner } from '../keys.js';
import type { Policy } from '../policy/policy.js';
import type { Signal } from '../signal.js';
import {
  ALL_WINDOWS,
  type DetectionState,
  type KeyRef,
  type StoredMeasure,
} from './detection-state.js';
import type { EventLoader } from './event-loader.js';
import type { Judging } from './measuring.js';
import type { Plan } from './plan.js';
import { variantOf } from './variants.js';
import type { WindowEvents } from './window-gatherer.js';

export interface ReplayPorts {
  readonly state: DetectionState;
  readonly loader: EventLoader;
  readonly plan: Plan;
  /** Judges by the policy that the signal names. */
  readonly judging: Judging;
  readonly policy: Policy;
}

export interface Replay {
  /** Whether the raw events lead to what the signal says. */
  readonly same: boolean;
  /** What they lead to; null when to nothing. */
  readonly recomputed: Signal | null;
}

/**
 * Recomputes a signal from the raw events of its key, by the policy and the baselines it names.
 * Nothing is written, and no stored measure is trusted.
 */
export const replay = async (signal: Signal, ports: ReplayPorts): Promise<Replay> => {
  const detector = ports.plan.detector(signal.detector);
  const measures = detector ? await measuresOf(signal, ports) : [];
  if (!detector) return { same: signal.state === 'withdrawn', recomputed: null };
  const findings = ports.judging.conclude(
    { detector, key: signal.key },
    measures,
    () => undefined,
    signal.baselines,
  );
  const judgement = { detector, key: signal.key, policy: ports.policy };
  const found = diff(judgement, findings, [], 'replay')
    .map(({ data }) => data as Signal)
    .find(({ id }) => id === signal.id);
  if (!found) return { same: signal.state === 'withdrawn', recomputed: null };
  const { state, revision } = signal;
  const same = state !== 'withdrawn' && sameContent(signal, found);
  return { same, recomputed: same ? { ...found, state, revision } : found };
};

const measuresOf = async (
  { detector, key }: Signal,
  ports: ReplayPorts,
): Promise<readonly StoredMeasure[]> => {
  const { loader, judging } = ports;
  const owner = ownerOfKey(key);
  const measures: StoredMeasure[] = [];
  const measure = (owner: Owner, window: string, events: WindowEvents) => {
    for (const one of judging.measure({ owner, window }, events))
      if (one.detector === detector && one.key === key) measures.push(one);
  };
  for (const [whose, windows] of await ownersOf(owner, { detector, key }, ports))
    for (const window of windows)
      for await (const [found, events] of loader.windows(whose, [window]))
        measure(whose, found, events);
  return measures;
};

/** Whose events to read, and which windows of theirs. */
const ownersOf = async (
  owner: Owner,
  ref: KeyRef,
  { state, plan, policy }: ReplayPorts,
): Promise<ReadonlyMap<Owner, ReadonlySet<string>>> => {
  if (!plan.isShared(ref.detector))
    return new Map([
      [owner, new Set(isSubjectOwner(owner) ? [ALL_WINDOWS] : await state.windowsOf(owner))],
    ]);
  const windows = new Map<Owner, Set<string>>();
  const detector = plan.detector(ref.detector);
  const stored = { ...ref, detector: detector ? variantOf(detector, policy).name : ref.detector };
  for (const { owner: whose, window } of await state.measuresOf([stored]))
    windows.set(whose, (windows.get(whose) ?? new Set()).add(window));
  return windows;
};
