import type {
  DetectionState,
  DirtyMark,
  IndexEntry,
  KeyRef,
  Progress,
  StateChanges,
  StoredMeasure,
  WindowRef,
} from '../../detection/runner/detection-state.js';
import { START } from '../../event-sourcing/recorded-event.js';

const join = (...parts: readonly (string | number)[]): string => parts.join('\u0000');

/** The runner's memory for unit tests. */
export class MemoryDetectionState implements DetectionState {
  private done: Progress = { ledger: START, roster: START, judgedBy: '' };
  private readonly marks = new Map<string, DirtyMark>();
  private readonly index = new Map<string, Map<number, IndexEntry>>();
  private readonly spans = new Map<string, { owner: string; last: string }>();
  private readonly topics = new Map<string, Set<string>>();
  private readonly byKey = new Map<string, Map<string, StoredMeasure>>();
  private readonly byOwner = new Map<string, Map<string, StoredMeasure>>();
  private readonly readings = new Map<string, Set<string>>();
  private readonly sums = new Map<string, Map<string, string>>();

  async progress(): Promise<Progress> {
    return this.done;
  }

  async save(changes: StateChanges): Promise<void> {
    this.done = { ...this.done, ...changes.progress };
    for (const { owner, window } of changes.clean ?? []) this.marks.delete(join(owner, window));
    for (const mark of changes.dirty ?? []) this.marks.set(join(mark.owner, mark.window), mark);
    for (const entry of changes.index ?? [])
      mapIn(this.index, join(entry.owner, entry.window)).set(entry.position, entry);
    for (const { span, owner, last } of changes.seen ?? []) {
      const former = this.spans.get(span)?.last;
      if (former === undefined || former < last) this.spans.set(span, { owner, last });
    }
    for (const { topic, owner } of changes.mentions ?? []) setIn(this.topics, topic).add(owner);
    for (const one of changes.dropped ?? []) {
      this.byKey.get(join(one.detector, one.key))?.delete(placeOf(one));
      this.byOwner.get(one.owner)?.delete(placeOf(one));
    }
    for (const one of changes.measures ?? []) {
      mapIn(this.byKey, join(one.detector, one.key)).set(placeOf(one), one);
      mapIn(this.byOwner, one.owner).set(placeOf(one), one);
    }
    for (const { owner, name, window, key } of changes.reads ?? [])
      setIn(this.readings, join(name, window, key)).add(owner);
    for (const { name, window, key, value } of changes.accumulators ?? []) {
      const sums = this.sums.get(join(name, window)) ?? new Map<string, string>();
      this.sums.set(join(name, window), sums.set(key, value));
    }
  }

  async dirty(): Promise<readonly DirtyMark[]> {
    return [...this.marks.values()];
  }

  async owners(): Promise<readonly string[]> {
    return [...new Set([...this.spans.values()].map(({ owner }) => owner))];
  }

  async lastWindows(spans: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return new Map(
      spans.flatMap((span) => {
        const seen = this.spans.get(span);
        return seen ? [[span, seen.last] as const] : [];
      }),
    );
  }

  async ownersMentioning(topics: readonly string[]): Promise<readonly string[]> {
    return [...new Set(topics.flatMap((topic) => [...(this.topics.get(topic) ?? [])]))];
  }

  async positions(windows: readonly WindowRef[], limit?: number): Promise<readonly IndexEntry[]> {
    const entries = windows.flatMap(({ owner, window }) => [
      ...(this.index.get(join(owner, window))?.values() ?? []),
    ]);
    return entries.slice(0, limit);
  }

  async windowsOf(owner: string): Promise<readonly string[]> {
    const indexed = [...this.index.values()].flatMap((entries) => [...entries.values()]);
    const measured = [...(this.byOwner.get(owner)?.values() ?? [])];
    const own = [...indexed.filter((entry) => entry.owner === owner), ...measured];
    return [...new Set(own.map(({ window }) => window))];
  }

  async measuresIn(windows: readonly WindowRef[]): Promise<readonly StoredMeasure[]> {
    return windows.flatMap(({ owner, window }) =>
      [...(this.byOwner.get(owner)?.values() ?? [])].filter((one) => one.window === window),
    );
  }

  async measuresOf(
    keys: readonly { readonly detector: string; readonly key: string }[],
  ): Promise<readonly StoredMeasure[]> {
    return keys.flatMap(({ detector, key }) => [
      ...(this.byKey.get(join(detector, key))?.values() ?? []),
    ]);
  }

  async measuresOfOwners(owners: readonly string[]): Promise<readonly StoredMeasure[]> {
    return owners.flatMap((owner) => [...(this.byOwner.get(owner)?.values() ?? [])]);
  }

  async readers(
    name: string,
    window: string,
    keys?: readonly string[],
  ): Promise<readonly string[]> {
    const prefix = join(name, window, '');
    const wanted = keys && new Set(keys.map((key) => join(name, window, key)));
    const read = [...this.readings].filter(([key]) =>
      wanted ? wanted.has(key) : key.startsWith(prefix),
    );
    return [...new Set(read.flatMap(([, owners]) => [...owners]))];
  }

  async accumulators(name: string, window: string): Promise<ReadonlyMap<string, string>> {
    return this.sums.get(join(name, window)) ?? new Map<string, string>();
  }

  async accumulatorWindows(name: string): Promise<readonly string[]> {
    const prefix = join(name, '');
    return [...this.sums.keys()]
      .filter((key) => key.startsWith(prefix))
      .map((key) => key.slice(prefix.length));
  }

  async clear(): Promise<void> {
    this.done = { ledger: START, roster: START, judgedBy: '' };
    for (const map of [
      this.marks,
      this.index,
      this.spans,
      this.topics,
      this.byKey,
      this.byOwner,
      this.readings,
      this.sums,
    ])
      map.clear();
  }
}

const placeOf = ({ detector, key, window, owner }: KeyRef & WindowRef): string =>
  join(detector, key, window, owner);

const mapIn = <K, V>(map: Map<string, Map<K, V>>, key: string): Map<K, V> => {
  const known = map.get(key) ?? new Map<K, V>();
  map.set(key, known);
  return known;
};

const setIn = (map: Map<string, Set<string>>, key: string): Set<string> => {
  const known = map.get(key);
  if (known) return known;
  const fresh = new Set<string>();
  map.set(key, fresh);
  return fresh;
};
