import type { DirtyMark, WindowRef } from './detection-state.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Windows still to be judged, in memory; the state holds the same. By window, so that days that are over are found at once. */
export class DirtyMarks {
  private readonly byWindow = new Map<string, Map<string, DirtyMark>>();
  private count = 0;

  constructor(marks: readonly DirtyMark[] = []) {
    for (const mark of marks) this.add(mark);
  }

  get size(): number {
    return this.count;
  }

  /** False when it was marked already, with the same force. */
  add(mark: DirtyMark): boolean {
    const owners = this.byWindow.get(mark.window) ?? new Map<string, DirtyMark>();
    const known = owners.get(mark.owner);
    if (known && (known.forced || !mark.forced)) return false;
    if (!known) this.count += 1;
    this.byWindow.set(mark.window, owners.set(mark.owner, mark));
    return true;
  }

  remove(refs: readonly WindowRef[]): void {
    for (const { owner, window } of refs) {
      const owners = this.byWindow.get(window);
      if (!owners?.delete(owner)) continue;
      this.count -= 1;
      if (owners.size === 0) this.byWindow.delete(window);
    }
  }

  /** At most `limit`, oldest windows first. */
  first(limit: number): readonly DirtyMark[] {
    return this.take([...this.byWindow.keys()].sort(), limit);
  }

  /** Days before `day` only: likely to be over, so that they are judged once. */
  before(day: string, limit: number): readonly DirtyMark[] {
    const over = [...this.byWindow.keys()].filter((window) => DAY.test(window) && window < day);
    return this.take(over.sort(), limit);
  }

  clear(): void {
    this.byWindow.clear();
    this.count = 0;
  }

  private take(windows: readonly string[], limit: number): readonly DirtyMark[] {
    const taken: DirtyMark[] = [];
    for (const window of windows)
      for (const mark of this.byWindow.get(window)?.values() ?? []) {
        if (taken.length >= limit) return taken;
        taken.push(mark);
      }
    return taken;
  }
}
