import type { Detector } from './detector.js';
import type { DetectionKey } from './keys.js';
import type { Policy } from './policy/policy.js';
import { signalScore } from './score.js';
import type { Finding, Signal, SignalEvent } from './signal.js';
import { signalId } from './signal-id.js';

/** What identifies the judge of a key. */
export interface Judgement {
  readonly detector: Pick<Detector, 'name' | 'version' | 'violation' | 'group' | 'ofRoster'>;
  readonly key: DetectionKey;
  readonly policy: Policy;
}

/**
 * The facts that lead from a key's current signals to its findings; empty when nothing changed.
 *
 * `current` are the key's signals of this detector, withdrawn ones too: one that comes back goes on
 * with its revisions. A new detector or policy version, or a baseline republished with the same
 * reading, is no change by itself. `cause` says why something is withdrawn.
 */
export const diff = (
  judgement: Judgement,
  findings: readonly Finding[],
  current: readonly Signal[],
  cause: string,
): readonly SignalEvent[] => {
  const standing = new Map(current.map((signal) => [signal.id, signal]));
  const found = new Map<string, Signal>();
  for (const finding of findings) {
    if (!isSound(finding, judgement)) continue;
    const signal = toSignal(judgement, finding, standing);
    // Two findings with one anchor are a detector's mistake; the heavier one stands, in any order.
    const other = found.get(signal.id);
    if (!other || weight(signal) > weight(other)) found.set(signal.id, signal);
  }
  const events: SignalEvent[] = [];
  for (const signal of found.values()) {
    const former = standing.get(signal.id);
    if (!former) events.push({ type: 'SignalRaised', data: signal });
    else if (former.state === 'withdrawn' || !sameContent(former, signal))
      events.push({ type: 'SignalRevised', data: signal });
  }
  const vanished = current.filter((former) => !found.has(former.id));
  return [...events, ...withdrawAll(vanished, cause)];
};

/** Takes back every signal that still stands. */
export const withdrawAll = (current: readonly Signal[], cause: string): readonly SignalEvent[] =>
  current
    .filter((signal) => signal.state !== 'withdrawn')
    .map((signal) => ({ type: 'SignalWithdrawn', data: withdrawal(signal, cause) }));

/**
 * Nothing is said of nobody, of no course, on numbers that are none, or resting on no event. What
 * did not happen has none either; that rests on the baseline which says the feed is complete.
 */
const isSound = (finding: Finding, { detector }: Judgement): boolean =>
  finding.subject !== '' &&
  finding.offering !== '' &&
  Number.isFinite(finding.llr) &&
  (finding.events.length > 0 || (detector.ofRoster === true && finding.baselines.length > 0));

const toSignal = (
  { detector, key, policy }: Judgement,
  finding: Finding,
  standing: ReadonlyMap<string, Signal>,
): Signal => {
  const id = signalId(
    detector.name,
    `${key}\u0000${finding.subject}\u0000${finding.offering}`,
    finding.anchor,
  );
  const former = standing.get(id);
  return {
    ...finding,
    id,
    detector: detector.name,
    detectorVersion: detector.version,
    policyVersion: policy.version,
    violation: detector.violation,
    group: detector.group,
    key,
    state: former ? 'revised' : 'raised',
    revision: (former?.revision ?? 0) + 1,
    score: signalScore(policy, detector.violation, detector.name, finding.llr),
  };
};

const withdrawal = (signal: Signal, reason: string) => ({
  id: signal.id,
  subject: signal.subject,
  offering: signal.offering,
  violation: signal.violation,
  revision: signal.revision + 1,
  reason,
});

const weight = (signal: Signal): string => `${String(signal.llr).padStart(24)}${content(signal)}`;

export const sameContent = (a: Signal, b: Signal): boolean => content(a) === content(b);

/** What a signal says, without its history and without the versions that said it. */
const content = (signal: Signal): string =>
  JSON.stringify([
    signal.subject,
    signal.offering,
    signal.violation,
    signal.group,
    signal.score,
    signal.llr,
    signal.events.map(({ source, id }) => [source, id]),
    signal.numbers.map(({ name, value, threshold, unit }) => [name, value, threshold, unit]),
    [signal.reason.zh, signal.reason.en],
    signal.innocent.map(({ name, tested, outcome }) => [name, tested, outcome]),
    signal.firstAt,
    signal.lastAt,
    signal.baselines.map((cited) => cited.slice(0, cited.lastIndexOf('@'))),
    (signal.population ?? []).map(({ name, of, n }) => [name, of, n]),
  ]);
