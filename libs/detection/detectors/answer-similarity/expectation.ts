import type { Abilities } from '../assessments/ability.js';
import type { ClassAnswers } from '../assessments/class-answers.js';
import { known } from '../reading.js';
import { Leaning } from './leaning.js';

/** No answer is taken to be rarer than this, whatever the class shows. */
const RAREST = 0.005;
/** Students that a stratum of ability needs, and the most strata. */
export const STRATUM = 25;
const MOST_STRATA = 6;

/**
 * What a student answers who has nothing to do with another: the nominal response, given ability.
 *
 * The larger of two estimates, so that either may be wrong in the student's favour: the ability
 * model's chance of being wrong times the wrong answer's popularity, and the answer's plain share
 * among students of like ability.
 * Popularity comes from the class without the pair, from a small class without the one judged, with
 * half an answer added to each count: what nobody else gave is not impossible. It grows where the
 * student is one of the able or the weak, and such people lean to the answer (leaning.ts).
 */
export class Expectation {
  private readonly width: number;
  private readonly stratum: Uint8Array;
  private readonly offsets: readonly number[];
  private readonly total: number;
  /** Counts by stratum and response; of wrong answers, over all strata; and their sums by item. */
  private readonly counts: Int32Array;
  private readonly answered: Int32Array;
  private readonly wrongCounts: Int32Array;
  private readonly wrongAnswered: Int32Array;
  private readonly wrongKinds: readonly number[];
  /** 1 for responses that somebody gave and that were wrong. */
  private readonly wrong: Uint8Array;
  private readonly leaning: Leaning;
  /** Of the question at hand: made anew for each, it would be most of what a pair costs. */
  private readonly taken = { same: 0, all: 0, sameWrong: 0, allWrong: 0 };

  /** `left`: students whose answers say nothing of others', one hand's work. */
  constructor(
    private readonly answers: ClassAnswers,
    private readonly abilities: Abilities,
    private readonly left: ReadonlySet<number> = new Set(),
  ) {
    const { items, students } = answers;
    this.width = items.length;
    this.stratum = strataOf(abilities.theta);
    let total = 0;
    this.offsets = items.map(({ responses }) => (total += responses.length) - responses.length);
    this.total = total;
    this.counts = new Int32Array(MOST_STRATA * total);
    this.answered = new Int32Array(MOST_STRATA * this.width);
    this.wrongCounts = new Int32Array(total);
    this.wrongAnswered = new Int32Array(this.width);
    this.wrong = new Uint8Array(total);
    for (let s = 0; s < students.length; s++) for (let i = 0; i < this.width; i++) this.count(s, i);
    this.leaning = new Leaning(answers, abilities.theta, this.offsets, left);
    this.wrongKinds = items.map(({ responses }, i) => {
      const at = known(this.offsets[i]);
      return this.wrong.subarray(at, at + responses.length).reduce((sum, one) => sum + one, 0);
    });
  }

  private count(s: number, i: number): void {
    const cell = s * this.width + i;
    const given = known(this.answers.choice[cell]);
    if (given < 0) return;
    const at = known(this.offsets[i]) + given;
    const isWrong = this.answers.right[cell] === 0;
    if (isWrong) this.wrong[at] = 1;
    if (this.left.has(s)) return;
    add(this.counts, known(this.stratum[s]) * this.total + at);
    add(this.answered, known(this.stratum[s]) * this.width + i);
    if (!isWrong) return;
    add(this.wrongCounts, at);
    add(this.wrongAnswered, i);
  }

  /** Chance (0–1) that student `b`, on his own, gives the answer that `a` gave to the item. */
  chance(b: number, a: number, i: number): number {
    const { answers, width } = this;
    const given = known(answers.choice[a * width + i]);
    const { taken } = this;
    taken.same = taken.all = taken.sameWrong = taken.allWrong = 0;
    this.takeOut(a, b, i, given);
    this.takeOut(b, b, i, given);
    // Of a right answer, or where there is one way to be wrong, nobody's leaning says anything.
    const leans = known(this.wrongKinds[i]) > 1 && this.wrong[known(this.offsets[i]) + given] === 1;
    return this.estimate(b, i, given, leans ? Math.max(1, this.leaning.factor(b, a, i, given)) : 1);
  }

  /** Takes `one`'s answer to the item out of the counts that `b`'s chance to give `given` is read from. */
  private takeOut(one: number, b: number, i: number, given: number): void {
    const cell = one * this.width + i;
    const answer = known(this.answers.choice[cell]);
    const out = this.takenOut(one, one === b);
    if (out === 0 || answer < 0) return;
    const { taken } = this;
    const alike = answer === given ? out : 0;
    if (this.stratum[one] === this.stratum[b]) {
      taken.same += alike;
      taken.all += out;
    }
    if (this.answers.right[cell] !== 0) return;
    taken.sameWrong += alike;
    taken.allWrong += out;
  }

  /**
   * How often to take somebody's answers out of the counts. The other's stay in where a class is too
   * small to show what people answer: the posterior predictive from all but `b` himself.
   */
  private takenOut(one: number, himself: boolean): number {
    const counted = this.left.has(one) ? 0 : 1;
    const wanted = !himself && this.answers.students.length < 2 * STRATUM ? 1 : 0;
    return counted - wanted;
  }

  /** Not more than `chance` of the student's own answer, whoever else gave it. */
  leastChance(b: number, i: number): number {
    const given = known(this.answers.choice[b * this.width + i]);
    const { taken } = this;
    taken.same = taken.sameWrong = 2;
    taken.all = taken.allWrong = 0;
    return this.estimate(b, i, given, 1);
  }

  /** From the counts without what is `taken` out of them. */
  private estimate(b: number, i: number, given: number, leaning: number): number {
    const own = this.taken;
    const { answers, width, stratum } = this;
    const kinds = known(answers.items[i]).responses.length;
    const at = known(this.offsets[i]) + given;
    const group = known(stratum[b]);
    const right = known(this.abilities.chance[b * width + i]);
    const count = Math.max(0, known(this.counts[group * this.total + at]) - own.same);
    const of = known(this.answered[group * width + i]) - own.all;
    const share = (count + 0.5) / (of + 0.5 + kinds / 4);
    const wrongKinds = known(this.wrongKinds[i]);
    const wrongCount = Math.max(0, known(this.wrongCounts[at]) - own.sameWrong);
    const wrongOf = known(this.wrongAnswered[i]) - own.allWrong;
    const popularity = wrongKinds < 2 ? 1 : (wrongCount + 0.5) / (wrongOf + wrongKinds / 2);
    const model = this.wrong[at] === 1 ? (1 - right) * Math.min(1, popularity * leaning) : right;
    const chance = Math.min(0.999, Math.max(RAREST, share, model));
    // Right or wrong is all there is to it: what two know and do not know goes together in ways
    // that one ability does not tell. So does what able students know where the key is a guess.
    return wrongKinds < 2 || !known(answers.items[i]).keyTold ? Math.sqrt(chance) : chance;
  }
}

const add = (counts: Int32Array, at: number): void => {
  counts[at] = (counts[at] ?? 0) + 1;
};

/** Equal parts by ability, 0 the least able. */
function strataOf(theta: Float64Array): Uint8Array {
  const count = Math.max(1, Math.min(MOST_STRATA, Math.floor(theta.length / STRATUM)));
  const order = [...theta.keys()].sort((a, b) => known(theta[a]) - known(theta[b]) || a - b);
  const strata = new Uint8Array(theta.length);
  order.forEach((s, rank) => (strata[s] = Math.floor((rank * count) / theta.length)));
  return strata;
}
