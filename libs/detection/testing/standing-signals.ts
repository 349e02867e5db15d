import type { RosterView } from '../../roster/roster-view.js';
import type { SignalIndex } from '../signal-index.js';

/** Signals that stand, as people see them: without history, by student number, in one order. */
export const standingSignals = async (
  signals: SignalIndex,
  roster: Pick<RosterView, 'numberOf'>,
): Promise<readonly unknown[]> =>
  (await signals.list({ limit: 10_000 }))
    .filter(({ state }) => state !== 'withdrawn')
    .map((signal) => ({
      student: roster.numberOf(signal.subject),
      detector: signal.detector,
      offering: signal.offering,
      anchor: byNumber(signal.anchor, roster),
      score: signal.score,
      events: signal.events.map(({ source, id }) => `${source}/${id}`),
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

/** An anchor by students' numbers: which subject a student has is chance. */
export const byNumber = (anchor: string, roster: Pick<RosterView, 'numberOf'>): string =>
  anchor
    .split(/\b(?=subject-\d)|(?<=subject-\d+)\b/)
    .map((part) => roster.numberOf(part) ?? part)
    .join('');
