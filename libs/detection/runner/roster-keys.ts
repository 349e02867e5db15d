import type { Offering } from '../../roster/roster-view.js';
import type { ReferenceData } from '../detector.js';
import { subjectOwner, type Owner } from '../keys.js';
import { conclusionsOf, type DirtyMark } from './detection-state.js';
import type { Plan } from './plan.js';
import { baseOf } from './variants.js';

/** Of a source, the instants up to which its feed may now be complete, or no longer: `(after, upTo]`. */
export interface FeedMove {
  readonly source: string;
  readonly after: number;
  readonly upTo: number;
}

const offeringOwner = (offering: string): Owner => `offering:${offering}`;

/** The keys that the roster makes: whom to judge again when something else than an event changed. */
export class RosterKeys {
  constructor(
    private readonly plan: Plan,
    private readonly roster: ReferenceData,
  ) {}

  everybody(): readonly DirtyMark[] {
    const students = [...this.roster.students()].filter(
      (subject) => this.roster.enrolmentsOf(subject).length > 0,
    );
    return [
      ...students.flatMap((subject) => this.marksOf('student', subjectOwner(subject))),
      ...[...this.roster.offerings()].flatMap(({ id }) => this.classOf(id)),
    ];
  }

  /** The offering's own key. */
  classOf(offering: string): readonly DirtyMark[] {
    return this.marksOf('offering', offeringOwner(offering));
  }

  /** The keys of those who are enrolled in it. */
  studentsOf(offering: string): readonly DirtyMark[] {
    if (!this.plan.ofRoster.some(({ key }) => key === 'student')) return [];
    return this.roster
      .enrolledIn(offering)
      .flatMap((subject) => this.marksOf('student', subjectOwner(subject)));
  }

  /** The student's own key and those of the classes the student is in. */
  ofStudent(subject: string): readonly DirtyMark[] {
    return [
      ...this.marksOf('student', subjectOwner(subject)),
      ...this.roster.enrolmentsOf(subject).flatMap(({ offering }) => this.classOf(offering)),
    ];
  }

  /** The offerings that have a meeting or their window's end where a feed's completeness moved. */
  touchedBy(moves: readonly FeedMove[]): readonly DirtyMark[] {
    if (moves.length === 0 || this.plan.ofRoster.length === 0) return [];
    return [...this.roster.offerings()].flatMap((offering) => {
      const own = moves.filter(({ source }) => mayUse(offering, source));
      if (own.length === 0) return [];
      const moved = (at: number) => own.some(({ after, upTo }) => after < at && at <= upTo);
      const { window } = offering;
      return [
        ...(this.roster.meetingsOf(offering.id).some(({ endsAt }) => moved(endsAt))
          ? this.classOf(offering.id)
          : []),
        ...(window && moved(window.to) ? this.studentsOf(offering.id) : []),
      ];
    });
  }

  private marksOf(kind: 'student' | 'offering', owner: Owner): readonly DirtyMark[] {
    return this.plan.ofRoster
      .filter(({ key }) => key === kind)
      .map(({ name }) => ({ owner, window: conclusionsOf(baseOf(name)), forced: true }));
  }
}

/** An offering that names no platform may use any. */
const mayUse = ({ platforms }: Offering, source: string): boolean =>
  platforms.length === 0 || platforms.includes(source);
