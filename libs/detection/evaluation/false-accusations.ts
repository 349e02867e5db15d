import { placeOf, type Bench } from './judged-term.js';
import { share, Tally, type Share } from './share.js';

/** Honest student-offerings that are flagged of anything, each counted once. */
export interface FalseAccusations {
  readonly all: Share;
  readonly byTrait: Readonly<Record<string, Share>>;
  /** Of those with no trait at all. */
  readonly plain: Share;
  /** Honest student-offerings flagged at some time, though not at the end. */
  readonly passing: number;
}

export const falseAccusationsOf = (benches: readonly Bench[]): FalseAccusations => {
  const byTrait = new Tally();
  const others = new Tally();
  let passing = 0;
  for (const bench of benches) {
    const accused = new Set(bench.flagged.map(placeOf));
    const once = new Set(
      bench.term.judged.filter((one) => one.flaggedAt !== undefined).map(placeOf),
    );
    for (const one of bench.honest()) {
      const hit = accused.has(placeOf(one));
      if (!hit && once.has(placeOf(one))) passing += 1;
      others.add('all', hit);
      const traits = bench.term.traits[one.student] ?? [];
      if (traits.length === 0) others.add('plain', hit);
      for (const trait of traits) byTrait.add(trait, hit);
    }
  }
  const { all = share(0, 0), plain = share(0, 0) } = others.shares();
  return { all, plain, byTrait: byTrait.shares(), passing };
};
