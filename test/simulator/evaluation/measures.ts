import type { Owner } from '../../../libs/detection/keys.js';
import type { KeyRef, StoredMeasure } from '../../../libs/detection/runner/detection-state.js';

/** What a conclusion needs of a measure. A term has a million of them. */
export type KeptMeasure = Pick<StoredMeasure, 'window' | 'owner' | 'measure'>;

/** A key with all its measures, in no order. */
export interface KeyMeasures extends KeyRef {
  readonly measures: KeptMeasure[];
}

/** Measures by detector and key. */
export class Measures {
  private readonly byKey = new Map<string, KeyMeasures>();

  add({ detector, key, window, owner, measure }: StoredMeasure): void {
    const name = `${detector}\n${key}`;
    const known = this.byKey.get(name);
    const kept = { window, owner, measure };
    if (known) known.measures.push(kept);
    else this.byKey.set(name, { detector, key, measures: [kept] });
  }

  of({ detector, key }: KeyRef): readonly KeptMeasure[] {
    return this.byKey.get(`${detector}\n${key}`)?.measures ?? [];
  }

  keys(): Iterable<KeyMeasures> {
    return this.byKey.values();
  }

  /** Forgets what windows measured that are measured anew. */
  drop(windows: ReadonlyMap<string, ReadonlySet<Owner>>): void {
    for (const [name, { detector, key, measures }] of this.byKey) {
      const left = measures.filter(({ window, owner }) => !windows.get(window)?.has(owner));
      if (left.length < measures.length) this.byKey.set(name, { detector, key, measures: left });
    }
  }
}
