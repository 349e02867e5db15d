import type { AttributedActivity } from '../../../libs/detection/detector.js';
import { WHOLE } from '../../../libs/detection/judge.js';
import type { Owner } from '../../../libs/detection/keys.js';
import type { StoredMeasure } from '../../../libs/detection/runner/detection-state.js';

/** A window's events, and what they measured when last asked. */
interface Held {
  readonly events: AttributedActivity[];
  measured: number;
  measures: readonly StoredMeasure[];
}

export type Measure = (
  owner: Owner,
  window: string,
  events: readonly AttributedActivity[],
) => readonly StoredMeasure[];

/**
 * Events by window and owner until a window is let go: then only its measures are left. What comes
 * for a window that was let go is refused, and the window listed in `late`: it has to be gathered
 * anew.
 */
export class HeldWindows {
  readonly late = new Map<string, Set<Owner>>();
  private readonly windows = new Map<string, Map<Owner, Held>>();
  private before = '';

  constructor(private readonly measure: Measure) {}

  put(owner: Owner, window: string, event: AttributedActivity): void {
    if (window < this.before) {
      this.late.set(window, (this.late.get(window) ?? new Set()).add(owner));
      return;
    }
    const owners = this.windows.get(window) ?? new Map<Owner, Held>();
    if (owners.size === 0) this.windows.set(window, owners);
    const held = owners.get(owner);
    if (held) held.events.push(event);
    else owners.set(owner, { events: [event], measured: 0, measures: [] });
  }

  /** Measures of every window before `day`, which are held no longer. `whole` sorts after all days. */
  *letGo(day: string): Generator<StoredMeasure> {
    this.before = day > this.before ? day : this.before;
    for (const window of [...this.windows.keys()].sort())
      if (window < this.before) {
        yield* this.of(window);
        this.windows.delete(window);
      }
  }

  /** Measures of what is held now. */
  *soFar(): Generator<StoredMeasure> {
    for (const window of [...this.windows.keys()].sort()) yield* this.of(window);
  }

  get size(): number {
    let size = 0;
    for (const owners of this.windows.values())
      for (const { events } of owners.values()) size += events.length;
    return size;
  }

  private *of(window: string): Generator<StoredMeasure> {
    for (const [owner, held] of this.windows.get(window) ?? []) {
      if (held.measured !== held.events.length) {
        held.measures = this.measure(owner, window, held.events);
        held.measured = held.events.length;
      }
      yield* held.measures;
    }
  }
}

/** A day earlier or later, `2026-03-02`; `whole` has none. */
export const daysBefore = (day: string, days: number): string =>
  day === WHOLE
    ? WHOLE
    : new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
