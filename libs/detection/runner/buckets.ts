import type { AttributedActivity } from '../detector.js';
import type { WindowRef } from './detection-state.js';

/** A window's events in memory. */
export interface Bucket extends WindowRef {
  /** True while nothing of the window lies in the ledger only. */
  complete: boolean;
  events: AttributedActivity[];
}

export const placeOf = ({ owner, window }: WindowRef): string => `${owner}\n${window}`;

/** Recently used windows, bounded by their events. A window that was let go comes from the ledger. */
export class Buckets {
  private readonly held = new Map<string, Bucket>();
  private size = 0;

  constructor(private readonly mostEvents: number) {}

  get(ref: WindowRef): Bucket | undefined {
    return this.held.get(placeOf(ref));
  }

  /** A new one is taken for complete: whoever makes it finds out, and calls `hollow` if it is not. */
  open(ref: WindowRef): { readonly bucket: Bucket; readonly isNew: boolean } {
    const place = placeOf(ref);
    const known = this.held.get(place);
    const bucket = known ?? { ...ref, complete: true, events: [] };
    // Deleted and set again: the map's order is the order of use.
    if (known) this.held.delete(place);
    this.held.set(place, bucket);
    return { bucket, isNew: known === undefined };
  }

  add(bucket: Bucket, event: AttributedActivity): void {
    bucket.events.push(event);
    this.size += 1;
  }

  /** There is more of the window in the ledger: what is held is no use. */
  hollow(bucket: Bucket): void {
    this.size -= bucket.events.length;
    bucket.events = [];
    bucket.complete = false;
  }

  /** Puts a window read from the ledger in place of what was held. */
  fill(ref: WindowRef, events: AttributedActivity[]): void {
    const { bucket } = this.open(ref);
    this.size += events.length - bucket.events.length;
    bucket.events = events;
    bucket.complete = true;
  }

  drop(ref: WindowRef): void {
    const place = placeOf(ref);
    const bucket = this.held.get(place);
    if (!bucket) return;
    this.size -= bucket.events.length;
    this.held.delete(place);
  }

  dropOwners(owners: ReadonlySet<string>): void {
    for (const bucket of [...this.held.values()]) if (owners.has(bucket.owner)) this.drop(bucket);
  }

  clear(): void {
    this.held.clear();
    this.size = 0;
  }

  /** What `shrink` lets go next. */
  leaving(): readonly Bucket[] {
    const leaving: Bucket[] = [];
    let size = this.size;
    for (const bucket of this.held.values()) {
      if (size <= this.mostEvents) break;
      leaving.push(bucket);
      size -= bucket.events.length;
    }
    return leaving;
  }

  /** Not while events are being added: a window let go in between would seem complete. */
  shrink(): void {
    for (const bucket of this.held.values()) {
      if (this.size <= this.mostEvents) return;
      this.drop(bucket);
    }
  }
}
