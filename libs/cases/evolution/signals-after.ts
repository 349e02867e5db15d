import type { CaseSignal } from '../case-signal.js';
import type { TrackedSignal } from '../state.js';

/**
 * The case's signals once `current` is known at `at`. A signal that is no longer named counts as
 * withdrawn: a case never forgets what it was opened on.
 */
export const signalsAfter = (
  known: readonly TrackedSignal[],
  current: readonly CaseSignal[],
  at: number,
): readonly TrackedSignal[] => {
  const ids = new Set(current.map(({ id }) => id));
  const gone = known.filter(({ id }) => !ids.has(id));
  return [
    ...current.map((signal) => tracked(signal, known, at)),
    ...gone.map((signal) => tracked({ ...signal, state: 'withdrawn' }, known, at)),
  ];
};

const tracked = (
  signal: CaseSignal,
  known: readonly TrackedSignal[],
  at: number,
): TrackedSignal => {
  const { id, detector, detectorVersion, state, revision, score } = signal;
  const plain = { id, detector, detectorVersion, state, revision, score };
  if (state !== 'withdrawn') return plain;
  const since = known.find((old) => old.id === id)?.withdrawnAt ?? at;
  return { ...plain, withdrawnAt: since };
};
