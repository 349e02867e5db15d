import type { Position } from '../../../libs/event-sourcing/recorded-event.js';
import type { Standing } from '../cases/visibility.js';
import type { CaseChange } from './case-change.js';

export interface ChangesPage {
  readonly changes: readonly CaseChange[];
  /** The last position looked at; equals what was asked for when nothing is new. */
  readonly next: Position;
}

/** The newest changes, so many at most: what all streams that keep up read from. */
export class RecentChanges {
  /** Every change behind this position is here. */
  from: Position;
  to: Position;
  private changes: CaseChange[] = [];
  /** How each of the cases stands by the last of its changes. */
  private readonly standing = new Map<string, { version: number; now: Standing }>();

  constructor(
    at: Position,
    private readonly most: number,
  ) {
    this.from = at;
    this.to = at;
  }

  add(changes: readonly CaseChange[], next: Position): void {
    for (const { case: id, version, now } of changes) this.standing.set(id, { version, now });
    this.changes.push(...changes);
    const over = this.changes.length - this.most;
    if (over > 0) this.drop(this.changes.splice(0, over));
    this.to = next;
  }

  /** Nothing of what came before is here. */
  restart(at: Position): void {
    this.changes = [];
    this.standing.clear();
    this.from = at;
    this.to = at;
  }

  /** Undefined where some of it is no longer here. */
  after(position: Position, limit: number): ChangesPage | undefined {
    if (position < this.from) return undefined;
    const start = this.indexAfter(position);
    const found = this.changes.slice(start, start + limit);
    const last = start + limit < this.changes.length ? found.at(-1)?.position : undefined;
    return {
      changes: found.map((change) => ({
        ...change,
        now: this.standing.get(change.case)?.now ?? change.now,
      })),
      next: last ?? Math.max(position, this.to),
    };
  }

  private indexAfter(position: Position): number {
    let [low, high] = [0, this.changes.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.changes[middle]?.position ?? Infinity) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  private drop(gone: readonly CaseChange[]): void {
    this.from = gone.at(-1)?.position ?? this.from;
    for (const { case: id, version } of gone)
      if (this.standing.get(id)?.version === version) this.standing.delete(id);
  }
}
