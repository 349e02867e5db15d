import type { Signal } from '../../libs/detection/signal.js';
import type { RosterView } from '../../libs/roster/roster-view.js';

/** A signal as the outside sees it: by student number, without pseudonyms and subject ids. */
export const signalShape = (signal: Signal, roster: RosterView) => ({
  id: signal.id,
  detector: signal.detector,
  detectorVersion: signal.detectorVersion,
  policyVersion: signal.policyVersion,
  state: signal.state,
  revision: signal.revision,
  student: roster.numberOf(signal.subject) ?? null,
  offering: signal.offering,
  violation: signal.violation,
  score: signal.score,
  events: signal.events.map(({ source, id }) => ({ source, id })),
  numbers: signal.numbers,
  reason: signal.reason,
  innocent: signal.innocent,
  population: signal.population ?? [],
  baselines: signal.baselines,
  firstAt: instant(signal.firstAt),
  lastAt: instant(signal.lastAt),
});

export type SignalShape = ReturnType<typeof signalShape>;

/** Instants beyond the calendar come from absurd feeds; nothing is accused on them. */
const instant = (at: number): string | null =>
  Number.isNaN(new Date(at).getTime()) ? null : new Date(at).toISOString();
