/**
 * Which shares of the work this instance answers for. An engine decides: a broker's consumer group, a
 * database's locks. For a moment two instances may hold the same share, so whoever writes is
 * fenced where it writes, not here.
 */
export interface Ownership {
  /** Shares there are, numbered from 0; the same for every instance. */
  readonly count: number;

  /**
   * False as long as the engine has not said who has which shares: before the first assignment, and
   * from losing touch with it until its next answer is handed on. Nobody may have them then.
   */
  readonly inTouch: boolean;

  /**
   * Joins the other instances. `assigned` is called with every new set of shares, the empty one too, one
   * call at a time; a share that is not in it is given to another once the promise resolves, or
   * sooner where the engine cannot wait. Losing touch with the engine means the empty set.
   * Resolves when the first assignment is dealt with, or once joined where it may take long.
   *
   * `kind` names what must not be mixed, such as the program's version: as long as instances of one
   * kind have joined, those of another wait without a share, and take over when the last has left.
   */
  start(assigned: (shares: readonly number[]) => Promise<void>, kind?: string): Promise<void>;

  /** Leaves, so that others take over at once. Idempotent. */
  stop(): Promise<void>;
}

/** The shares of a work, by its name: the same name and count in every process that takes part. */
export type OwnershipOf = (work: string, count: number) => Ownership;

/** One instance answers for everything. */
export class SoleOwnership implements Ownership {
  readonly inTouch = true;

  constructor(readonly count = 1) {}

  start(assigned: (shares: readonly number[]) => Promise<void>): Promise<void> {
    return assigned(Array.from({ length: this.count }, (_, share) => share));
  }

  async stop(): Promise<void> {
    // Nobody is there to take over.
  }
}
