import type { Owner } from '../keys.js';
import type { KeyRef } from './detection-state.js';

/** Beyond these nothing is listed: the owners' keys are then concluded one and all. */
const MOST_KEYS = 100_000;

/**
 * Keys whose measures have changed since they were concluded, by whose windows changed them. In
 * memory only: of an owner marked `TOUCHED` who is not listed, any key may have changed.
 */
export class TouchedKeys {
  private readonly byOwner = new Map<Owner, Map<string, KeyRef>>();
  private size = 0;

  /** @param isNew whether the owner was not marked before, so that the list is all there is */
  note(owner: Owner, keys: readonly KeyRef[], isNew: boolean): void {
    const known = isNew ? new Map<string, KeyRef>() : this.byOwner.get(owner);
    if (!known) return;
    const before = known.size;
    for (const ref of keys) known.set(`${ref.detector}\n${ref.key}`, ref);
    this.size += known.size - before;
    this.byOwner.set(owner, known);
    if (this.size > MOST_KEYS) this.drop(owner);
  }

  /** Undefined: any of the owner's keys. */
  of(owner: Owner): readonly KeyRef[] | undefined {
    const known = this.byOwner.get(owner);
    return known && [...known.values()];
  }

  drop(owner: Owner): void {
    this.size -= this.byOwner.get(owner)?.size ?? 0;
    this.byOwner.delete(owner);
  }

  clear(): void {
    this.byOwner.clear();
    this.size = 0;
  }
}
