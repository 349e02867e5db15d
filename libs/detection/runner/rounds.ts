import { REWEIGHED } from '../signal.js';
import type { Buckets } from './buckets.js';
import { TOUCHED, type DirtyMark } from './detection-state.js';
import { isOver, type DirtyMarks } from './dirty-marks.js';
import { addCounts, NO_SIGNALS, SignalsMoved, type SignalCounts } from './signal-writer.js';
import type { TouchedKeys } from './touched-keys.js';
import type { WindowJudge } from './window-judge.js';

/** Windows judged in one transaction; whole owners count for many. */
const WINDOWS_AT_ONCE = 200;
const OWNERS_AT_ONCE = 40;
/** Other instances append to the same streams: a student's signals have many keys. */
const ATTEMPTS = 10;

export interface RoundsPorts {
  readonly marks: DirtyMarks;
  readonly buckets: Buckets;
  readonly touched: TouchedKeys;
  readonly windows: WindowJudge;
}

/** Works off what is marked, in rounds small enough to be one transaction each. */
export class Rounds {
  /** Whatever has to be concluded again is so because another policy judges. */
  reweighing = false;

  constructor(private readonly ports: RoundsPorts) {}

  /**
   * One round. Of many windows the measures come first, and the conclusions when all are done: of a
   * backlog of weeks each key is concluded once, not once a day.
   */
  async next(cause: string): Promise<SignalCounts> {
    const { marks } = this.ports;
    if (marks.windows <= WINDOWS_AT_ONCE) return this.judge(marks.first(WINDOWS_AT_ONCE), cause);
    await this.measureFirst(marks.byOwner(WINDOWS_AT_ONCE));
    return NO_SIGNALS;
  }

  /** Rounds until nothing is marked. */
  async all(cause: string): Promise<SignalCounts> {
    let counts = NO_SIGNALS;
    while (this.ports.marks.size > 0) counts = addCounts(counts, await this.next(cause));
    return counts;
  }

  /**
   * Lets windows go that memory has no room for. Those likely to be over are measured first: they
   * would have to be read again for it. Conclusions wait.
   */
  async makeRoom(day: string | undefined): Promise<void> {
    const { buckets, marks } = this.ports;
    const due = buckets.leaving().flatMap((bucket) => {
      if (!bucket.complete || day === undefined || !isOver(bucket.window, day)) return [];
      return marks.get(bucket) ?? [];
    });
    for (let from = 0; from < due.length; from += WINDOWS_AT_ONCE)
      await this.measureFirst(due.slice(from, from + WINDOWS_AT_ONCE));
    buckets.shrink();
  }

  /** Measures everything that is marked, and concludes nothing. */
  async measureAll(): Promise<void> {
    const { marks, windows, buckets } = this.ports;
    for (let some = marks.first(WINDOWS_AT_ONCE); some.length > 0;) {
      await windows.measure(some);
      marks.remove(some);
      some = marks.first(WINDOWS_AT_ONCE);
    }
    buckets.shrink();
  }

  private async measureFirst(some: readonly DirtyMark[]): Promise<void> {
    const { marks, windows, buckets } = this.ports;
    await windows.measureFirst(some);
    marks.remove(some);
    buckets.shrink();
  }

  private async judge(asked: readonly DirtyMark[], cause: string): Promise<SignalCounts> {
    const { windows, buckets } = this.ports;
    // What events brought is told apart from what a policy makes of it, and comes first.
    const brought = this.reweighing ? asked.filter(({ forced }) => !forced) : [];
    const because = this.reweighing && brought.length === 0 ? REWEIGHED : cause;
    const all = brought.length > 0 ? brought : asked;
    const whole = all.filter(({ forced, window }) => forced || window === TOUCHED).length;
    const some = whole > OWNERS_AT_ONCE ? all.slice(0, OWNERS_AT_ONCE) : all;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const counts = await windows.judge(some, because);
        this.done(some);
        buckets.shrink();
        return counts;
      } catch (error) {
        if (!(error instanceof SignalsMoved) || attempt >= ATTEMPTS) throw error;
      }
    }
  }

  private done(marks: readonly DirtyMark[]): void {
    this.ports.marks.remove(marks);
    for (const { owner, window } of marks) if (window === TOUCHED) this.ports.touched.drop(owner);
  }
}
