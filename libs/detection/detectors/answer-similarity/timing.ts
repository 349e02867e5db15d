import type { ClassAnswers } from '../assessments/class-answers.js';
import { groupBy, known } from '../reading.js';

/** Answers closer together than this were told together: nothing is known of when each was given. */
const TOGETHER_SEC = 0.5;
/** Somebody's wait before an answer, around what the class takes for the item; and waits of any length. */
const OWN = { deviation: 1, share: 0.85, longest: 1e5 };
/** Seconds from the source's answer to the copier's: at once, or when there is time. */
const LAG = { meanSec: 30, share: 0.7, longest: 6 * 3600 };
/** Answers to an item whose waits the class must show, and the most one answer's instant says. */
const FEWEST = 5;
const MOST_RATIO = 150;
/** Students among whom it is tried how many of a class keep in step, and nats from which two do. */
const SAMPLE = 40;
const IN_STEP = 3;
/** Share of honest students who have one with whom they answer in step: they read it aloud together. */
const HONEST_IN_STEP = 0.1;

/** Natural log of the likelihood ratio that one's instants follow another's : own pace. */
export type InStep = (b: number, a: number) => number;

/**
 * Whether somebody's answers come when another's do: an answer a little after the source's answer to
 * the same item, whatever that one's pauses, or after as long as people take for it.
 */
export class Timing {
  private readonly width: number;
  /** Instants, milliseconds, and seconds since the answer before in the sitting; NaN where not known. */
  private readonly at: Float64Array;
  private readonly wait: Float64Array;
  /** Density of that wait at one's own pace; NaN where nothing is known of the item's or the wait. */
  private readonly pace: Float64Array;

  constructor(answers: ClassAnswers) {
    const { items, students } = answers;
    this.width = items.length;
    this.at = new Float64Array(students.length * items.length).fill(NaN);
    this.wait = new Float64Array(this.at.length).fill(NaN);
    const papers = [...groupBy(items.keys(), (i) => known(items[i]).activity).values()];
    for (let s = 0; s < students.length; s++) for (const own of papers) this.read(answers, s, own);
    // Median of the class's waits before an item, log of seconds; NaN where too few are known.
    const usual = items.map((_, i) => {
      const waits = students.flatMap((__, s) => {
        const wait = known(this.wait[s * this.width + i]);
        return wait >= TOGETHER_SEC ? [Math.log(wait)] : [];
      });
      return waits.length < FEWEST ? NaN : known(waits.sort((a, b) => a - b)[waits.length >> 1]);
    });
    // Told with the answers before it: when it was given is not known.
    this.pace = this.wait.map((wait, cell) =>
      wait >= TOGETHER_SEC ? alone(wait, known(usual[cell % items.length])) : NaN,
    );
  }

  private read(answers: ClassAnswers, s: number, own: readonly number[]): void {
    const given = own
      .filter((i) => answers.timed(s, i))
      .map((i) => ({ cell: s * this.width + i, at: answers.ref(s, i).at }))
      .sort((a, b) => a.at - b.at || a.cell - b.cell);
    given.forEach(({ cell, at }, n) => {
      const before = given[n - 1];
      this.at[cell] = at;
      if (before) this.wait[cell] = (at - before.at) / 1000;
    });
  }

  /**
   * How much likelier the instant of `b`'s answer to the item is if it was given after `a`'s : at
   * `b`'s own pace. 0 before it, 1 where nothing is known.
   */
  ratio(b: number, a: number, i: number): number {
    const ofB = b * this.width + i;
    const ofA = a * this.width + i;
    const pace = known(this.pace[ofB]);
    if (Number.isNaN(pace) || Number.isNaN(this.pace[ofA])) return 1;
    const lag = (known(this.at[ofB]) - known(this.at[ofA])) / 1000;
    return lag <= 0 ? 0 : Math.min(MOST_RATIO, after(lag) / pace);
  }

  /** Share of a class's pairs that keep in step without any harm: a few, or all, if a teacher sets the pace. */
  shareInStep(students: number, inStep: InStep): number {
    const every = Math.ceil(students / SAMPLE);
    const some = Array.from({ length: Math.floor(students / every) }, (_, n) => n * every);
    const shares = some
      .map((b) => some.filter((a) => a !== b && inStep(b, a) >= IN_STEP).length / some.length)
      .sort((x, y) => x - y);
    return Math.max(HONEST_IN_STEP / (students - 1), known(shares[shares.length >> 1]));
  }
}

/** Densities, per second. */
const after = (lag: number): number =>
  (LAG.share * Math.exp(-lag / LAG.meanSec)) / LAG.meanSec +
  (1 - LAG.share) / (Math.max(1, lag) * Math.log(LAG.longest));

function alone(wait: number, usual: number): number {
  const z = (Math.log(wait) - usual) / OWN.deviation;
  const own = Math.exp(-0.5 * z * z) / (Math.sqrt(2 * Math.PI) * OWN.deviation * wait);
  return OWN.share * own + (1 - OWN.share) / (wait * Math.log(OWN.longest));
}
