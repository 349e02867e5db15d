import { known } from '../reading.js';
import type { Sat } from '../sittings/class.js';
import { evennessOf } from '../sittings/evenness.js';
import type { ClassTimes } from './class-times.js';
import { isReadable } from './tempo.js';

/** Gaps that tell how widely somebody's answers are spread. */
const FEWEST_GAPS = 12;
const FEWEST_OF_SITTING = 4;
/** Of the class's spread, from which on it is a person's: a program's jitter, or a sheet typed in, is half as wide. Our own choice. */
const OF_CLASS = 2 / 3;

/**
 * Whether the hasty sittings are as uneven as a person's who thinks: quick over one item, long over the next. Somebody able
 * who has heard the course before is as quick as that, and no program, nor a hand that types from a sheet, is as uneven. Nobody
 * thinks where there is no time to read.
 */
export function thinks(own: readonly Sat[], times: ReadonlyMap<string, ClassTimes>): boolean {
  let [gaps, mine, usual] = [0, 0, 0];
  for (const sitting of own) {
    const even = evennessOf(sitting, FEWEST_OF_SITTING);
    const ofClass = known(times.get(sitting.assessment)).gapSpread;
    if (!even || ofClass === undefined) continue;
    gaps += even.gaps;
    mine += even.gaps * even.spread ** 2;
    usual += even.gaps * ofClass ** 2;
  }
  return gaps >= FEWEST_GAPS && mine >= usual * OF_CLASS ** 2 && isReadable(own, times);
}
