import type { AccusationJudged } from '../detection/runner/vendor-record.js';
import type { RecordedEvent } from '../event-sourcing/recorded-event.js';
import type { CaseTrail, CountedTrail } from './case-trail.js';
import type { Figures } from './figures.js';
import { TrailPacking } from './packed-trails.js';
import { Tally } from './tally.js';
import { lastInstant } from './trail-at.js';
import type { VendorVerdicts } from './vendor-verdicts.js';

/** Which trails a tally counts: a pure function of what it is given. */
export type Fits = (trail: CountedTrail) => boolean;

/** One selection of trails, added up as far as `upTo`, in the order in which cases became known. */
export interface RunningTally {
  readonly fits: Fits;
  readonly tally: Tally;
  upTo: number;
}

interface Known {
  readonly id: string;
  readonly nth: number;
  version: number;
  packed: string;
}

/** So many selections are kept added up, those asked for last. */
const MOST = 8;

/**
 * Every trail, and selections of them added up: a change takes back what the case counted for and adds what
 * it counts for now. Held in memory by each process for itself, made of the trails and the verdicts, in
 * any order, each as often as it comes: the newest of a case counts.
 */
export class RunningTallies {
  private readonly packing = new TrailPacking();
  private readonly known = new Map<string, Known>();
  private readonly inOrder: Known[] = [];
  /** The least lately asked for first. */
  private readonly running = new Map<string, RunningTally>();
  private newest = -Infinity;

  constructor(private readonly verdicts: VendorVerdicts) {}

  /** An older trail than the known one changes nothing. */
  put(trail: CaseTrail): void {
    const { id, version } = trail;
    const known = this.known.get(id);
    if (known && known.version > version) return;
    const packed = this.packing.pack(trail);
    if (known?.packed === packed) return;
    this.newest = Math.max(this.newest, lastInstant(trail));
    if (known)
      this.recount(known, () => {
        known.version = version;
        known.packed = packed;
      });
    else this.introduce({ id, version, packed, nth: this.inOrder.length });
  }

  /** To be counted here first, not applied to the verdicts by anybody else. */
  judged(event: RecordedEvent<AccusationJudged>): void {
    this.newest = Math.max(this.newest, Date.parse(event.metadata.at));
    const known = this.known.get(event.data.case);
    if (known) this.recount(known, () => this.verdicts.apply(event));
    else this.verdicts.apply(event);
  }

  /** The tally of that name, begun where there is none. To be extended until all are in. */
  of(name: string, fits: Fits): RunningTally {
    const found = this.running.get(name) ?? { fits, tally: new Tally(), upTo: 0 };
    this.running.delete(name);
    this.running.set(name, found);
    for (const oldest of this.running.keys()) {
      if (this.running.size <= MOST) break;
      this.running.delete(oldest);
    }
    return found;
  }

  /** Adds up to `count` more trails; false once all are in. */
  extend(running: RunningTally, count: number): boolean {
    const until = Math.min(this.inOrder.length, running.upTo + count);
    for (; running.upTo < until; running.upTo += 1) {
      const known = this.inOrder[running.upTo] as Known;
      this.count(running, known, 'add');
    }
    return running.upTo < this.inOrder.length;
  }

  /** Undefined where the instant lies before something that is counted: ask the trails themselves. */
  figures({ tally }: RunningTally, at: number): Figures | undefined {
    return at < this.newest ? undefined : tally.figures(at);
  }

  private introduce(known: Known): void {
    this.known.set(known.id, known);
    this.inOrder.push(known);
  }

  private recount(known: Known, change: () => void): void {
    const counting = [...this.running.values()].filter(({ upTo }) => known.nth < upTo);
    for (const one of counting) this.count(one, known, 'remove');
    change();
    for (const one of counting) this.count(one, known, 'add');
  }

  private count({ fits, tally }: RunningTally, { id, packed }: Known, how: 'add' | 'remove'): void {
    const trail = this.packing.unpack(packed);
    if (fits(trail)) tally[how](trail, this.verdicts.of(id, Infinity));
  }
}
