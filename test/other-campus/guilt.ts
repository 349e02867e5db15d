import type { LabelledCase } from '../simulator/cheats/label.js';
import type { Random } from '../simulator/random.js';
import type { Course, drawCampus, Learner } from './campus.js';
import type { Sender } from './sender.js';

type Kind = LabelledCase['violation'];
type Campus = ReturnType<typeof drawCampus>;

export interface Seat {
  readonly learner: Learner;
  readonly course: Course;
}

const pairOf = ({ learner, course }: Seat): string => `${learner.number} ${course.id}`;

/** Who cheats in what, and what of the honest life does not take place for it. */
export class Guilt {
  /** Of a learner in a course: videos, meetings, papers; of papers also single ones. */
  readonly skips = {
    videos: new Set<string>(),
    meetings: new Set<string>(),
    papers: new Set<string>(),
  };
  private readonly cases = new Map<
    string,
    Seat & { readonly kind: Kind; readonly family: string }
  >();
  private readonly taken = new Set<string>();

  constructor(
    readonly campus: Campus,
    readonly random: Random,
    /** Cheats of a family, by the size of the campus. */
    readonly rate: number,
    readonly weeks: number,
  ) {}

  /** Somebody in a course who does not cheat there yet. Throws RangeError when nobody is left. */
  free(where: (course: Course) => boolean): Seat {
    for (let n = 0; n < 10_000; n++) {
      const learner = this.random.pick(this.campus.learners);
      const course = learner.courses.find((one) => where(one) && this.isFree(learner, one));
      if (course) return this.take({ learner, course });
    }
    throw new RangeError('nobody is left');
  }

  /** Classmates who do not cheat there yet, at most so many. */
  classmates(course: Course, count: number): readonly Learner[] {
    return this.campus.learners
      .filter((one) => one.courses.includes(course) && this.isFree(one, course))
      .slice(0, count)
      .map((learner) => this.take({ learner, course }).learner);
  }

  /** Labels a seat; answers the name that its wrong events bear. */
  accuse(seat: Seat, kind: Kind, family: string): string {
    const name = `${pairOf(seat)} ${kind}`;
    this.cases.set(name, { ...seat, kind, family });
    return name;
  }

  skip(what: keyof Guilt['skips'], seat: Seat): void {
    this.skips[what].add(pairOf(seat));
  }

  labels(sender: Sender) {
    return [...this.cases].map(([name, { learner, course, kind, family }]) => ({
      ...{ student: learner.number, offering: course.id, violation: kind, family },
      effort: 'blatant' as const,
      part: family.endsWith('hand') ? ('organiser' as const) : ('participant' as const),
      events: sender.wrong.get(name) ?? [],
    }));
  }

  private isFree(learner: Learner, course: Course): boolean {
    return !this.taken.has(pairOf({ learner, course }));
  }

  private take(seat: Seat): Seat {
    this.taken.add(pairOf(seat));
    return seat;
  }
}
