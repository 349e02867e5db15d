import type { Owner } from '../keys.js';
import {
  ALL_WINDOWS,
  CONCLUSIONS,
  TOUCHED,
  type DirtyMark,
  type WindowRef,
} from './detection-state.js';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a mark is of one window's events. */
export const isOfWindow = ({ window }: Pick<DirtyMark, 'window'>): boolean =>
  window !== ALL_WINDOWS && window !== TOUCHED && !window.startsWith(CONCLUSIONS);

/** What is still to be judged, in memory; the state holds the same. By window, so that days that are over are found at once. */
export class DirtyMarks {
  private readonly byWindow = new Map<string, Map<Owner, DirtyMark>>();
  /** Marked windows of an owner: they are read together. */
  private readonly windowsOf = new Map<Owner, Set<string>>();
  private count = 0;
  private ofWindows = 0;

  constructor(marks: readonly DirtyMark[] = []) {
    for (const mark of marks) this.add(mark);
  }

  get size(): number {
    return this.count;
  }

  /** Windows that are marked one by one. */
  get windows(): number {
    return this.ofWindows;
  }

  /** False when it was marked already, with the same force. */
  add(mark: DirtyMark): boolean {
    const owners = this.byWindow.get(mark.window) ?? new Map<Owner, DirtyMark>();
    const known = owners.get(mark.owner);
    if (known && (known.forced || !mark.forced)) return false;
    if (!known) this.counted(mark);
    this.byWindow.set(mark.window, owners.set(mark.owner, mark));
    return true;
  }

  get({ owner, window }: WindowRef): DirtyMark | undefined {
    return this.byWindow.get(window)?.get(owner);
  }

  remove(refs: readonly WindowRef[]): void {
    for (const ref of refs) {
      const { owner, window } = ref;
      const owners = this.byWindow.get(window);
      if (!owners?.delete(owner)) continue;
      if (owners.size === 0) this.byWindow.delete(window);
      this.count -= 1;
      if (!isOfWindow(ref)) continue;
      this.ofWindows -= 1;
      const windows = this.windowsOf.get(owner);
      windows?.delete(window);
      if (windows?.size === 0) this.windowsOf.delete(owner);
    }
  }

  /** At most `limit`, oldest windows first. */
  first(limit: number): readonly DirtyMark[] {
    const taken: DirtyMark[] = [];
    for (const window of [...this.byWindow.keys()].sort())
      for (const mark of this.byWindow.get(window)?.values() ?? []) {
        if (taken.length >= limit) return taken;
        taken.push(mark);
      }
    return taken;
  }

  /** Windows, all those of an owner together: about `limit`. */
  byOwner(limit: number): readonly DirtyMark[] {
    const taken: DirtyMark[] = [];
    for (const [owner, windows] of this.windowsOf) {
      if (taken.length > 0 && taken.length + windows.size > limit) break;
      for (const window of windows) taken.push(this.get({ owner, window }) as DirtyMark);
    }
    return taken;
  }

  clear(): void {
    this.byWindow.clear();
    this.windowsOf.clear();
    this.count = 0;
    this.ofWindows = 0;
  }

  private counted(mark: DirtyMark): void {
    this.count += 1;
    if (!isOfWindow(mark)) return;
    this.ofWindows += 1;
    const known = this.windowsOf.get(mark.owner);
    if (known) known.add(mark.window);
    else this.windowsOf.set(mark.owner, new Set([mark.window]));
  }
}

/** Whether a window is a local day before another. */
export const isOver = (window: string, day: string): boolean => window < day && DAY.test(window);
