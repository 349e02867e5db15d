import type { Api } from './api.js';
import { listAll } from './feed.js';

interface SignalShape {
  readonly id: string;
  readonly state: string;
  readonly detector: string;
  readonly student: string | null;
  readonly offering: string;
  readonly violation: string;
  readonly score: number;
  readonly events: readonly { readonly source: string; readonly id: string }[];
  readonly numbers: readonly object[];
  readonly reason: object;
  readonly firstAt: string;
  readonly lastAt: string;
}

interface CaseItem {
  readonly id: string;
  readonly status: string;
  readonly student: string;
  readonly offering: string;
  readonly violation: string;
  readonly score: number;
}

/**
 * What law 2 holds equal: current signals and flags with score and cited ids. Case numbers follow the
 * order of arrival, and a signal's id hangs on the subject id, which is drawn anew everywhere.
 */
export interface Standing {
  readonly signals: readonly string[];
  readonly flags: readonly string[];
}

const refOf = ({ source, id }: { source: string; id: string }): string => `${source}/${id}`;

const signalLine = (signal: SignalShape): string =>
  JSON.stringify([
    ...[signal.student, signal.offering, signal.violation, signal.detector, signal.score],
    ...[signal.events.map(refOf).sort().join(' '), signal.numbers, signal.reason],
    ...[signal.firstAt, signal.lastAt],
  ]);

export const standingOf = async (api: Api): Promise<Standing> => {
  const auditor = api.as('dev:auditor:shen');
  const signals = await listAll<SignalShape>(auditor, '/api/v1/signals');
  const cases = await listAll<CaseItem>(auditor, '/api/v1/cases');
  const flagged = cases.filter(({ status }) => status === 'flagged');
  const flags: string[] = [];
  for (const { id, student, offering, violation, score } of flagged) {
    const ids = (await auditor.get<{ signals: string[] }>(`/api/v1/cases/${id}`)).body.signals;
    const cited = signals.filter((one) => ids.includes(one.id) && one.state !== 'withdrawn');
    const detectors = cited.map(({ detector }) => detector).sort();
    flags.push(JSON.stringify([student, offering, violation, score, detectors]));
  }
  return {
    signals: signals
      .filter(({ state }) => state !== 'withdrawn')
      .map(signalLine)
      .sort(),
    flags: flags.sort(),
  };
};
