import type { Counts } from './figures.js';

const byName = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number =>
  a < b ? -1 : 1;

/** How many there are of each name; what is gone leaves no trace. */
export class Counter {
  private readonly counts = new Map<string, number>();

  /** `by` 1 for one more, -1 for one less. */
  add(name: string, by: number): void {
    const count = (this.counts.get(name) ?? 0) + by;
    if (count === 0) this.counts.delete(name);
    else this.counts.set(name, count);
  }

  get isEmpty(): boolean {
    return this.counts.size === 0;
  }

  sorted(): Counts {
    return Object.fromEntries([...this.counts].sort(byName));
  }
}

interface Emptied {
  readonly isEmpty: boolean;
}

/** Groups by name; an empty one is not shown. */
export class Grouped<Group extends Emptied> {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly make: () => Group) {}

  of(name: string): Group {
    const found = this.groups.get(name);
    if (found) return found;
    const made = this.make();
    this.groups.set(name, made);
    return made;
  }

  map<Shown>(show: (group: Group) => Shown): Readonly<Record<string, Shown>> {
    const shown = [...this.groups].filter(([, group]) => !group.isEmpty);
    return Object.fromEntries(
      shown.map(([name, group]) => [name, show(group)] as const).sort(byName),
    );
  }
}
