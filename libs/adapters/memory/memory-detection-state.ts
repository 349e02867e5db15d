import {
  ClaimLost,
  NO_PROGRESS,
  type Call,
  type Claim,
  type DetectionState,
  type DirtyMark,
  type IndexEntry,
  type KeyRef,
  type Progress,
  type StateChanges,
  type StoredMeasure,
  type WindowRef,
} from '../../detection/runner/detection-state.js';

const join = (...parts: readonly (string | number)[]): string => parts.join('\u0000');

/** The runner's memory for unit tests. */
export class MemoryDetectionState implements DetectionState {
  private readonly claims = new Map<string, Claim & Progress>();
  private lastEpoch = 0;
  private lastCall = 0;
  private readonly inbox = new Map<number, Call>();
  private readonly marks = new Map<string, DirtyMark>();
  private readonly index = new Map<string, Map<number, IndexEntry>>();
  private readonly spans = new Map<string, { owner: string; last: string }>();
  private readonly topics = new Map<string, Set<string>>();
  private readonly byKey = new Map<string, Map<string, StoredMeasure>>();
  private readonly byOwner = new Map<string, Map<string, StoredMeasure>>();
  private readonly readings = new Map<string, Set<string>>();
  private readonly sums = new Map<string, Map<string, string>>();

  async claim(partitions: readonly string[]): Promise<readonly (Claim & Progress)[]> {
    return partitions.map((partition) => {
      this.lastEpoch += 1;
      const former = this.claims.get(partition) ?? NO_PROGRESS;
      const claim = { ...former, partition, epoch: this.lastEpoch };
      this.claims.set(partition, claim);
      return claim;
    });
  }

  async save(changes: StateChanges): Promise<void> {
    for (const { partition, epoch } of changes.claims ?? [])
      if (this.claims.get(partition)?.epoch !== epoch) throw new ClaimLost();
    for (const claim of changes.claims ?? [])
      this.claims.set(claim.partition, {
        ...(this.claims.get(claim.partition) as Claim & Progress),
        ...claim,
      });
    for (const { owner, window } of changes.clean ?? []) this.marks.delete(join(owner, window));
    for (const mark of changes.dirty ?? []) this.marks.set(join(mark.owner, mark.window), mark);
    for (const id of changes.answered ?? []) this.inbox.delete(id);
    for (const call of changes.calls ?? []) this.inbox.set((this.lastCall += 1), call);
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

  async calls(partitions: readonly string[]): Promise<readonly (Call & { readonly id: number })[]> {
    return [...this.inbox]
      .filter(([, { partition }]) => partitions.includes(partition))
      .map(([id, call]) => ({ ...call, id }));
  }

  async standing(): Promise<{ roster: number | undefined; waiting: number }> {
    const places = [...this.claims.values()].map(({ roster }) => roster);
    const roster = places.length === 0 ? undefined : Math.min(...places);
    return { roster, waiting: this.marks.size + this.inbox.size };
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

  async forgetOwners(owners: readonly string[]): Promise<void> {
    const gone = new Set(owners);
    const without = (rows: Map<string, { readonly owner: string }>) => {
      for (const [place, { owner }] of rows) if (gone.has(owner)) rows.delete(place);
    };
    without(this.marks);
    without(this.spans);
    for (const [place, entries] of this.index)
      if ([...entries.values()].some(({ owner }) => gone.has(owner))) this.index.delete(place);
    for (const measures of this.byKey.values()) without(measures);
    for (const owner of gone) this.byOwner.delete(owner);
    for (const set of [...this.topics.values(), ...this.readings.values()])
      for (const owner of gone) set.delete(owner);
  }

  async forgetSums(): Promise<void> {
    this.sums.clear();
  }

  async clear(): Promise<void> {
    for (const { partition } of [...this.claims.values()])
      this.claims.set(partition, { ...NO_PROGRESS, partition, epoch: (this.lastEpoch += 1) });
    for (const map of [
      this.inbox,
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
