import type { Activity } from '../../activity/activity.js';
import type { Accumulator, DetectionState } from '../runner/detection-state.js';
import type { Baseline } from './baseline.js';

/** Where sums are kept. */
export type SumsState = Pick<DetectionState, 'accumulators' | 'accumulatorWindows'>;

/** The sums of one baseline's window. */
export class Sums {
  /** Whether whoever publishes knows that they changed. */
  noted = false;
  private readonly changed = new Set<string>();
  /** Keys per sampled group, sorted. */
  private readonly groups = new Map<string, string[]>();

  constructor(private readonly sums: Map<string, unknown>) {}

  get(key: string): unknown {
    return this.sums.get(key);
  }

  put(key: string, value: unknown): void {
    this.sums.set(key, value);
    this.changed.add(key);
  }

  entries(): IterableIterator<[string, unknown]> {
    return this.sums.entries();
  }

  /** True when the event changed anything. */
  fold(definition: Baseline, key: string, activity: Activity): boolean {
    const before = this.sums.get(key);
    if (before === undefined && !this.admits(definition, key)) return false;
    const after = definition.fold(before, activity);
    if (after === before) return false;
    this.put(key, after);
    return true;
  }

  takeChanged(): readonly (readonly [string, unknown])[] {
    const taken = [...this.changed].map((key) => [key, this.sums.get(key) ?? null] as const);
    this.changed.clear();
    return taken;
  }

  get isSaved(): boolean {
    return this.changed.size === 0;
  }

  /** The smallest keys of a group stay; whoever was displaced once never comes back. */
  private admits({ sample }: Baseline, key: string): boolean {
    if (!sample) return true;
    const name = sample.group(key);
    const group = this.groups.get(name) ?? this.groupOf(sample, name);
    // Most accounts of a large platform stop here, event by event.
    if (group.length >= sample.size && key > (group[group.length - 1] as string)) return false;
    group.push(key);
    group.sort();
    if (group.length <= sample.size) return true;
    const out = group.pop() as string;
    if (out === key) return false;
    this.sums.delete(out);
    this.changed.add(out);
    return true;
  }

  private groupOf(sample: NonNullable<Baseline['sample']>, name: string): string[] {
    const keys = [...this.sums.keys()].filter((key) => sample.group(key) === name).sort();
    this.groups.set(name, keys);
    return keys;
  }
}

/** The windows' sums, written through to the state with the checkpoint. */
export class SumWindows {
  /** By baseline, then by window: asked for each event, so that no name is put together for it. */
  private readonly windows = new Map<string, Map<string, Sums>>();

  constructor(
    private readonly state: SumsState,
    private readonly mostHeld: number,
  ) {}

  held(name: string, window: string): Sums | undefined {
    return this.windows.get(name)?.get(window);
  }

  async load(name: string, window: string): Promise<Sums> {
    const rows = await this.state.accumulators(name, window);
    const sums = new Map<string, unknown>();
    // `null` stands where a sampled key was displaced.
    for (const [key, value] of rows) if (value !== 'null') sums.set(key, JSON.parse(value));
    const loaded = new Sums(sums);
    const known = this.windows.get(name);
    if (known) known.set(window, loaded);
    else this.windows.set(name, new Map([[window, loaded]]));
    return loaded;
  }

  unsaved(): readonly Accumulator[] {
    const rows: Accumulator[] = [];
    for (const [name, windows] of this.windows)
      for (const [window, sums] of windows)
        for (const [key, value] of sums.takeChanged())
          rows.push({ name, window, key, value: JSON.stringify(value) });
    this.letGo();
    return rows;
  }

  forget(): void {
    this.windows.clear();
  }

  /** Called when everything held is about to be saved: what was loaded first may go. */
  private letGo(): void {
    for (const windows of this.windows.values())
      for (const window of windows.keys()) {
        if (windows.size <= this.mostHeld) break;
        if (window !== '') windows.delete(window);
      }
  }
}
