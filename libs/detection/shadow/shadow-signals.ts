import { START, type RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { ownerOfKey, type DetectionKey, type Owner } from '../keys.js';
import type { Signal, SignalEvent } from '../signal.js';
import { foldSignal } from '../signal-fold.js';
import type { SignalIndex } from '../signal-index.js';
import type { SignalLink } from '../signal-links.js';

/** Signals of a judgement that nobody records, without what only people read of them. */
export class ShadowSignals implements SignalIndex {
  private readonly byOwner = new Map<Owner, Map<string, Signal>>();

  take({ type, data }: Pick<RecordedEvent<SignalEvent>, 'type' | 'data'>): void {
    const event = { type, data } as SignalEvent;
    if (event.type === 'SignalWithdrawn') {
      for (const own of this.byOwner.values()) own.delete(event.data.id);
      return;
    }
    const owner = ownerOfKey(event.data.key);
    const own = this.byOwner.get(owner) ?? new Map<string, Signal>();
    const signal = foldSignal(own.get(event.data.id), event);
    if (signal) this.byOwner.set(owner, own.set(signal.id, lean(signal)));
  }

  *standing(): Iterable<Signal> {
    for (const own of this.byOwner.values()) yield* own.values();
  }

  async position(): Promise<typeof START> {
    return START;
  }

  apply(): Promise<void> {
    return Promise.resolve();
  }

  async get(id: string): Promise<Signal | undefined> {
    return [...this.standing()].find((signal) => signal.id === id);
  }

  async list(): Promise<readonly Signal[]> {
    return [...this.standing()];
  }

  async ofKeys(
    keys: readonly { readonly detector: string; readonly key: DetectionKey }[],
  ): Promise<readonly Signal[]> {
    return keys.flatMap(({ detector, key }) =>
      [...(this.byOwner.get(ownerOfKey(key))?.values() ?? [])].filter(
        (signal) => signal.detector === detector && signal.key === key,
      ),
    );
  }

  async ofOwners(owners: readonly Owner[]): Promise<readonly Signal[]> {
    return owners.flatMap((owner) => [...(this.byOwner.get(owner)?.values() ?? [])]);
  }

  async owners(): Promise<readonly Owner[]> {
    return [...this.byOwner.keys()];
  }

  async versions(): Promise<ReadonlyMap<string, number>> {
    return new Map();
  }

  async linksOf(): Promise<ReadonlyMap<string, readonly SignalLink[]>> {
    return new Map();
  }
}

const lean = (signal: Signal): Signal => ({
  ...signal,
  ...{ events: [], numbers: [], innocent: [], baselines: [], population: [] },
  reason: { zh: '', en: '' },
});
