/** A signal as the case knows it; the whole of it lies in the signal's stream. */
export interface CaseSignal {
  readonly id: string;
  readonly detector: string;
  readonly detectorVersion: string;
  readonly state: 'raised' | 'revised' | 'withdrawn';
  readonly revision: number;
  readonly score: number;
}

/** Same ids, states, revisions and scores, whatever the order. */
export const sameSignals = (one: readonly CaseSignal[], other: readonly CaseSignal[]): boolean => {
  const line = (signal: CaseSignal): string =>
    [signal.id, signal.state, signal.revision, signal.score].join('|');
  const lines = (signals: readonly CaseSignal[]): string => signals.map(line).sort().join('\n');
  return lines(one) === lines(other);
};
