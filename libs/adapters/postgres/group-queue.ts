import { isStoreUnavailable } from '../../event-sourcing/store-errors.js';

/** How much one group holds at most. */
export interface GroupLimit {
  readonly items: number;
  readonly weight: number;
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly weight: number;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: while one group is on its way to disk, what comes in waits and becomes the next one.
 * `carryOut` answers one outcome per item, in order; an outcome that is an Error rejects its own
 * item only.
 */
export class GroupQueue<Item, Outcome> {
  private waiting: Waiting<Item, Outcome>[] = [];
  private running: Promise<void> | undefined;

  constructor(
    private readonly carryOut: (items: readonly Item[]) => Promise<readonly (Outcome | Error)[]>,
    private readonly limit: GroupLimit,
  ) {}

  add(item: Item, weight: number): Promise<Outcome> {
    return new Promise<Outcome>((resolve, reject) => {
      this.waiting.push({ item, weight, resolve, reject });
      // What is called within one turn goes together.
      this.running ??= Promise.resolve().then(() => this.run());
    });
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const group = this.waiting.splice(0, this.nextSize());
      try {
        const outcomes = await this.carryOut(group.map(({ item }) => item));
        group.forEach(({ resolve, reject }, index) => {
          const outcome = outcomes[index];
          if (outcome instanceof Error) reject(outcome);
          else resolve(outcome as Outcome);
        });
      } catch (error) {
        // Who waited behind it has waited as long: nobody waits for an absent server twice.
        const behind = isStoreUnavailable(error) ? this.waiting.splice(0) : [];
        for (const { reject } of [...group, ...behind]) reject(error);
      }
    }
    this.running = undefined;
  }

  /** At least one, and as many more as fit. */
  private nextSize(): number {
    let weight = 0;
    const end = this.waiting.findIndex(
      (one, index) => (weight += one.weight) > this.limit.weight && index > 0,
    );
    return Math.min(end < 0 ? this.waiting.length : end, this.limit.items);
  }
}
