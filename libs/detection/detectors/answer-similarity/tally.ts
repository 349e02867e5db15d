import { known } from '../reading.js';

/** Shares of the answers that somebody takes over, and of the assessments in which he does. */
const SHARES = [0.4, 0.7, 0.95];
const OFTEN = [0.15, 0.5, 0.95];

/** Beyond these a product of ratios is put away as its log. */
const [TINY, HUGE] = [1e-250, 1e250];
/** For each share the running product, then the logs of those put away. */
const ROW = 2 * SHARES.length;

/**
 * Ratios by assessment and share taken over, in one direction: of all that a pair is asked, most. One
 * tally serves pair after pair, each begun by `clear`: tables made anew for each cost as much as what
 * is counted in them.
 */
export class Tally {
  /** Rows of the assessments met, in the order in which they were met. */
  private readonly rows: Float64Array;
  private readonly met: Int32Array;
  private count = 0;
  /** Row of each assessment; -1 of one not met. */
  private readonly rowOf: Int32Array;
  private readonly ways = new Float64Array(SHARES.length * OFTEN.length);
  private activity = -1;
  private at = 0;

  /** `activities`: how many assessments there are, named 0 to that. */
  constructor(activities: number) {
    this.rows = new Float64Array(activities * ROW);
    this.met = new Int32Array(activities);
    this.rowOf = new Int32Array(activities).fill(-1);
  }

  clear(): void {
    for (let n = 0; n < this.count; n++) this.rowOf[known(this.met[n])] = -1;
    this.count = 0;
    this.activity = -1;
  }

  /** `ratio`: how much likelier what is seen of an item is, if it was taken over : by oneself. */
  add(activity: number, ratio: number): void {
    if (activity !== this.activity) this.turnTo(activity);
    const { rows, at } = this;
    for (let share = 0; share < SHARES.length; share++) {
      const c = SHARES[share] as number;
      const product = (rows[at + share] as number) * (1 - c + c * ratio);
      if (product > TINY && product < HUGE) rows[at + share] = product;
      else {
        const logs = at + share + SHARES.length;
        rows[at + share] = 1;
        rows[logs] = (rows[logs] as number) + Math.log(product);
      }
    }
  }

  /** An item of which nothing is known. */
  touch(activity: number): void {
    if (activity !== this.activity) this.turnTo(activity);
  }

  private turnTo(activity: number): void {
    let row = known(this.rowOf[activity]);
    if (row < 0) {
      row = this.count++;
      this.rowOf[activity] = row;
      this.met[row] = activity;
      this.rows.fill(1, row * ROW, row * ROW + SHARES.length);
      this.rows.fill(0, row * ROW + SHARES.length, (row + 1) * ROW);
    }
    this.activity = activity;
    this.at = row * ROW;
  }

  /** Log of the ratio averaged over shares and over how many assessments. */
  llr(): number {
    const { ways, rows, count } = this;
    ways.fill(0);
    for (let share = 0; share < SHARES.length; share++)
      for (let row = 0; row < count; row++) {
        const at = row * ROW + share;
        const ratio = Math.exp(Math.log(rows[at] as number) + (rows[at + SHARES.length] as number));
        for (let n = 0; n < OFTEN.length; n++) {
          const often = OFTEN[n] as number;
          const way = share * OFTEN.length + n;
          ways[way] = (ways[way] as number) + Math.log(1 - often + often * ratio);
        }
      }
    return logMeanExp(ways);
  }

  /** Assessments that speak for it, by these ratios or by `other` ones. */
  speaking(other: Tally = this): number[] {
    return [...this.met.subarray(0, this.count)].filter(
      (activity) => this.speaks(activity) || other.speaks(activity),
    );
  }

  private speaks(activity: number): boolean {
    const at = known(this.rowOf[activity]) * ROW;
    const logs = SHARES.map(
      (_, share) =>
        Math.log(known(this.rows[at + share])) + known(this.rows[at + share + SHARES.length]),
    );
    return logMeanExp(logs) > 0;
  }
}

/** Log of the mean of the exponentials. */
export function logMeanExp(logs: readonly number[] | Float64Array): number {
  let top = -Infinity;
  for (const log of logs) top = Math.max(top, log);
  let sum = 0;
  for (const log of logs) sum += Math.exp(log - top);
  return top + Math.log(sum / logs.length);
}
