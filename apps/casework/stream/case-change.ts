import { evolve } from '../../../libs/cases/evolution/evolve.js';
import { rowOf } from '../../../libs/cases/case-row.js';
import type { CaseEvent } from '../../../libs/cases/events.js';
import type { CaseState } from '../../../libs/cases/state.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Position, RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { caseOf } from '../cases/case-index-reader.js';
import type { Standing } from '../cases/visibility.js';

/** One event of a case, and how the case stood after it. */
export interface CaseChange {
  readonly position: Position;
  readonly case: string;
  readonly version: number;
  readonly type: string;
  /** RFC 3339, as recorded. */
  readonly at: string;
  readonly then: Standing;
  /** As the case stood when this was read. */
  readonly now: Standing;
}

/** The changes among the events, in their order. Each case is read once. */
export const changesAmong = async (
  store: EventStore,
  events: readonly RecordedEvent[],
): Promise<readonly CaseChange[]> => {
  const changed = events.filter((event) => caseOf(event) !== undefined);
  const first = new Map<string, number>();
  for (const { stream, version } of changed)
    first.set(stream, Math.min(version, first.get(stream) ?? version));
  const standings = new Map<string, Standings>();
  for (const [stream, from] of first)
    standings.set(stream, standingsFrom(from, await store.readStream(stream)));
  return changed.flatMap(({ stream, position, version, type, metadata }) => {
    const { by, now } = standings.get(stream) ?? NONE;
    const then = by.get(version);
    if (!then || !now) return [];
    const id = stream.slice(stream.indexOf('-') + 1);
    return [{ position, case: id, version, type, at: metadata.at, then, now }];
  });
};

interface Standings {
  /** By version. */
  readonly by: ReadonlyMap<number, Standing>;
  readonly now: Standing | undefined;
}

const NONE: Standings = { by: new Map(), now: undefined };

/** How the case stood after each of its events, from a version on. */
const standingsFrom = (from: number, history: readonly RecordedEvent[]): Standings => {
  const by = new Map<number, Standing>();
  let now: Standing | undefined;
  let state: CaseState;
  for (const event of history) {
    // A recorded event has the type and data of the fact it records.
    state = evolve(state, event as unknown as CaseEvent);
    if (!state || event.version < from) continue;
    const { family, status, student, college, noticed, people, escalated } = rowOf(state);
    now = { family, status, student, college, noticed, people, escalated };
    by.set(event.version, now);
  }
  return { by, now };
};
