import { known } from '../reading.js';
import type { Sat } from '../sittings/class.js';
import type { ClassTimes } from './class-times.js';
import { isReadable } from './tempo.js';

/** Fewest timed items, all papers together, that tell whether somebody's times follow them. */
const FEWEST = 12;
const FEWEST_OF_SITTING = 5;
/** A pause or a stalled connection says nothing of an item: logarithms this far off count no more. */
const FARTHEST = 1.5;
/** Neighbouring answers share a mood. */
const DEPENDENT = 0.7;
const MOST = 9;
/** Half a second is lost in a whole one, and in the network: shorter answers look blinder than they are. */
const LEAST_SEC = 1;

export interface Itemwise {
  /** What speaks for the student, 0 to 9 nats. */
  readonly nats: number;
  readonly items: number;
}

/**
 * How surely a student's times follow the items, as those of whoever reads them do, however quickly; a program's are
 * blind to them, and so are those of an answer sheet typed in, which is why blindness says nothing. Each
 * sitting's logarithms against the class's usual ones of the same items, both centred; the
 * likelihoods' ratio of normal residuals with the class's slope and with none, their spreads fitted.
 * Times too short for anybody to read in are scaled by a program.
 */
export function itemwise(own: readonly Sat[], times: ReadonlyMap<string, ClassTimes>): Itemwise {
  let [items, followed, blind] = [0, 0, 0];
  for (const sitting of own) {
    const pairs = pairsOf(sitting, known(times.get(sitting.assessment)));
    if (pairs.length < FEWEST_OF_SITTING) continue;
    const usual = centred(pairs.map(([ofClass]) => ofClass));
    const mine = centred(pairs.map(([, ofSitter]) => ofSitter));
    items += pairs.length - 1;
    for (const [at, each] of mine.entries()) {
      followed += Math.min(FARTHEST, Math.abs(each - known(usual[at]))) ** 2;
      blind += Math.min(FARTHEST, Math.abs(each)) ** 2;
    }
  }
  if (items < FEWEST || blind === 0 || !isReadable(own, times)) return { nats: 0, items };
  const nats = DEPENDENT * (items / 2) * Math.log(blind / Math.max(followed, 1e-9));
  return { nats: Math.max(0, Math.min(MOST, nats)), items };
}

type Pair = readonly [usual: number, mine: number];

function pairsOf({ told, items }: Sat, { usual }: ClassTimes): readonly Pair[] {
  if (told !== 'each') return [];
  // The first item's time has the page in it.
  return items.slice(1).flatMap(([item, sec]): Pair[] => {
    const sure = usual.get(item);
    return sec < LEAST_SEC || sure === undefined ? [] : [[Math.log(sure), Math.log(sec)]];
  });
}

const centred = (values: readonly number[]): number[] => {
  const middle = [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  return values.map((value) => value - middle);
};
