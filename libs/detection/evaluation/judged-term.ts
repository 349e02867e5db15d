import type { Violation } from '../violation.js';

/** One student in one offering. */
export interface StudentOffering {
  readonly student: string;
  readonly offering: string;
}

/** What is known to be true. */
export interface TrueCase extends StudentOffering {
  readonly violation: Violation;
  readonly family: string;
  readonly effort: string;
  readonly part: string;
  /** Kinds that the same act comes under as well: a flag for them is right, its absence no miss. */
  readonly also?: readonly Violation[];
  /** When the first wrong event happened, milliseconds; absent where nothing was done. */
  readonly since?: number;
}

/** What detection makes of a student, offering and violation of which any signal stands. */
export interface JudgedCase extends StudentOffering {
  readonly violation: Violation;
  /** 0–1. */
  readonly score: number;
  readonly flagged: boolean;
  /** Milliseconds. */
  readonly flaggedAt?: number;
  readonly signals: readonly JudgedSignal[];
  /** Of all its signals together. */
  readonly evidence?: Evidence;
}

export interface JudgedSignal {
  readonly detector: string;
  readonly score: number;
  readonly evidence?: Evidence;
}

/** Distinct events cited; absent where no label of the student and offering names any. */
export interface Evidence {
  readonly cited: number;
  /** Those labelled wrong for the student and offering. */
  readonly own: number;
  /** Those labelled wrong for anybody: a relay is seen by the others it signed in. */
  readonly anybody: number;
}

/** One term: who was guilty of what, what was judged, and who was there. */
export interface JudgedTerm {
  readonly name: string;
  readonly truth: readonly TrueCase[];
  readonly judged: readonly JudgedCase[];
  /** Everybody enrolled, the guilty too; repetitions do not matter. */
  readonly enrolments: readonly StudentOffering[];
  /** By student: what makes honest people look guilty. */
  readonly traits: Readonly<Record<string, readonly string[]>>;
}

export const placeOf = ({ student, offering }: StudentOffering): string =>
  `${student}\n${offering}`;

export const caseOf = (one: StudentOffering & { readonly violation: Violation }): string =>
  `${placeOf(one)}\n${one.violation}`;

/** Of a flag: right, of another violation than its student-offering is guilty of, or on an honest one. */
export type Verdict = 'right' | 'other_violation' | 'honest';

/** A term with its look-ups made. */
export class Bench {
  private readonly guilty: ReadonlySet<string>;
  private readonly cases: ReadonlySet<string>;
  private readonly flags: ReadonlySet<string>;

  constructor(readonly term: JudgedTerm) {
    this.guilty = new Set(term.truth.map(placeOf));
    this.cases = new Set(
      term.truth.flatMap((one) => [
        caseOf(one),
        ...(one.also ?? []).map((violation) => caseOf({ ...one, violation })),
      ]),
    );
    this.flags = new Set(this.flagged.map(caseOf));
  }

  get flagged(): readonly JudgedCase[] {
    return this.term.judged.filter(({ flagged }) => flagged);
  }

  isTrue(one: Parameters<typeof caseOf>[0]): boolean {
    return this.cases.has(caseOf(one));
  }

  isFlagged(one: Parameters<typeof caseOf>[0]): boolean {
    return this.flags.has(caseOf(one));
  }

  verdict(one: JudgedCase): Verdict {
    if (this.isTrue(one)) return 'right';
    return this.guilty.has(placeOf(one)) ? 'other_violation' : 'honest';
  }

  /** Finds what was judged of a case, where any signal stands. */
  judgedByCase(): (one: Parameters<typeof caseOf>[0]) => JudgedCase | undefined {
    const known = new Map(this.term.judged.map((one) => [caseOf(one), one]));
    return (one) => known.get(caseOf(one));
  }

  /** Each student-offering once. */
  places(): readonly StudentOffering[] {
    return [...new Map(this.term.enrolments.map((one) => [placeOf(one), one])).values()];
  }

  honest(): readonly StudentOffering[] {
    return this.places().filter((one) => !this.guilty.has(placeOf(one)));
  }
}

/** How much of what is cited is labelled wrong: `own` of the student and offering, `all` of anybody. */
const evidenceOf = (
  cited: Iterable<string>,
  own: ReadonlySet<string>,
  all: ReadonlySet<string>,
): Evidence | undefined => {
  const distinct = [...new Set(cited)];
  if (own.size === 0 || distinct.length === 0) return undefined;
  const within = (known: ReadonlySet<string>) => distinct.filter((id) => known.has(id)).length;
  return { cited: distinct.length, own: within(own), anybody: within(all) };
};

/** Wrong events by student and offering, and of all. Ids are `source id`. */
export class WrongEvents {
  private readonly all = new Set<string>();
  private readonly byPlace = new Map<string, Set<string>>();

  constructor(cases: Iterable<StudentOffering & { readonly events: readonly string[] }>) {
    for (const one of cases) {
      const own = this.byPlace.get(placeOf(one)) ?? new Set();
      this.byPlace.set(placeOf(one), own);
      for (const id of one.events) {
        own.add(id);
        this.all.add(id);
      }
    }
  }

  evidence(one: StudentOffering, cited: Iterable<string>): Evidence | undefined {
    return evidenceOf(cited, this.byPlace.get(placeOf(one)) ?? new Set(), this.all);
  }
}
