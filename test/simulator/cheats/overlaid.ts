import type { Happening } from '../event.js';
import type { SimLeave } from '../habits/presence.js';
import type { Overlay, Replaced } from '../overlay.js';
import type { SimOffering } from '../world/offerings.js';
import type { SimStudent } from '../world/students.js';
import type { LabelledCase } from './label.js';
import type { Act, Scheme } from './scheme.js';

/** All schemes of a term as one overlay. */
export class Overlaid implements Overlay {
  readonly cases: readonly LabelledCase[];
  readonly leaves: readonly SimLeave[];
  private readonly replacing = new Map<SimStudent, Map<string, Replaced>>();
  private readonly acts = new Map<number, Act[]>();

  constructor(schemes: readonly Scheme[]) {
    this.cases = schemes.flatMap((one) => one.cases);
    this.leaves = schemes.flatMap((one) => one.leaves ?? []);
    for (const { student, offering, ...what } of schemes.flatMap((one) => one.replaces)) {
      const own = this.replacing.get(student) ?? new Map<string, Replaced>();
      own.set(offering.id, merged(own.get(offering.id), what));
      this.replacing.set(student, own);
    }
    for (const act of schemes.flatMap((one) => one.acts)) {
      const own = this.acts.get(act.day);
      if (own) own.push(act);
      else this.acts.set(act.day, [act]);
    }
  }

  replaced(student: SimStudent, { id }: SimOffering): Replaced | undefined {
    return this.replacing.get(student)?.get(id);
  }

  *happenings(day: number): Iterable<Happening> {
    for (const act of this.acts.get(day) ?? []) yield* act.happen();
  }
}

type Ids = true | ReadonlySet<string> | undefined;

function merged(one: Replaced | undefined, other: Replaced): Replaced {
  if (!one) return other;
  const both = (a: Ids, b: Ids): Ids =>
    a === true || b === true ? true : a && b ? new Set([...a, ...b]) : (a ?? b);
  const visits = one.visits ?? other.visits;
  const named = {
    videos: both(one.videos, other.videos),
    sittings: both(one.sittings, other.sittings),
    meetings: both(one.meetings, other.meetings),
  };
  return {
    ...Object.fromEntries(Object.entries(named).filter(([, ids]) => ids !== undefined)),
    ...(visits ? { visits } : {}),
  };
}
