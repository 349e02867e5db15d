import type { EnrolmentFact } from './roster-events.js';
import type { Enrolment } from './roster-records.js';
import type { SubjectId } from './roster-view.js';

const NONE: readonly Enrolment[] = [];

/** Shared enrolments kept for sharing; a term has a few hundred, an odd file may have many more. */
const SHARED = 20_000;

interface Own {
  /** One string for a student, not one for each of the rows that name it. */
  readonly subject: SubjectId;
  readonly enrolments: Enrolment[];
}

/**
 * Enrolments by student and by offering. The status in force is the one with the latest `at`, so
 * rows may come in any order; among equals the later row wins.
 *
 * Most students of an offering are enrolled at the same instant: they share one object, which
 * makes hundreds of thousands of enrolments a few megabytes.
 */
export class EnrolmentBook {
  private readonly bySubject = new Map<SubjectId, Own>();
  /** Everyone ever enrolled, each once. */
  private readonly byOffering = new Map<string, Own[]>();
  private shared = new Map<string, Enrolment>();

  /** False when the status in force stays as it is, and the instant from which it holds. */
  put(fact: EnrolmentFact): boolean {
    const next = this.share(fact);
    const own = this.ownOf(fact.subject);
    const index = own.enrolments.findIndex((known) => known.offering === next.offering);
    const known = own.enrolments[index];
    if (known === undefined) {
      own.enrolments.push(next);
      this.enter(next.offering, own);
    } else {
      if (!supersedes(next, known)) return false;
      own.enrolments[index] = next;
    }
    return true;
  }

  find(subject: SubjectId, offering: string): Enrolment | undefined {
    return findIn(this.bySubject.get(subject), offering);
  }

  of(subject: SubjectId): readonly Enrolment[] {
    return this.bySubject.get(subject)?.enrolments ?? NONE;
  }

  activeIn(offering: string): readonly SubjectId[] {
    return (this.byOffering.get(offering) ?? [])
      .filter((own) => findIn(own, offering)?.status === 'active')
      .map(({ subject }) => subject);
  }

  /** Takes a student out of every offering; answers what there was. */
  forget(subject: SubjectId): readonly Enrolment[] {
    const own = this.bySubject.get(subject);
    if (own === undefined) return NONE;
    this.bySubject.delete(subject);
    for (const { offering } of own.enrolments) {
      const members = this.byOffering.get(offering) ?? [];
      this.byOffering.set(
        offering,
        members.filter((one) => one !== own),
      );
    }
    return own.enrolments;
  }

  private ownOf(subject: SubjectId): Own {
    const known = this.bySubject.get(subject);
    if (known !== undefined) return known;
    const own: Own = { subject, enrolments: [] };
    this.bySubject.set(subject, own);
    return own;
  }

  private enter(offering: string, own: Own): void {
    const members = this.byOffering.get(offering);
    if (members === undefined) this.byOffering.set(offering, [own]);
    else members.push(own);
  }

  private share({ offering, status, at }: EnrolmentFact): Enrolment {
    const key = `${status} ${at} ${offering}`;
    const known = this.shared.get(key);
    if (known !== undefined) return known;
    const enrolment: Enrolment = { offering, status, at: Date.parse(at) };
    if (this.shared.size >= SHARED) this.shared = new Map();
    this.shared.set(key, enrolment);
    return enrolment;
  }
}

const findIn = (own: Own | undefined, offering: string): Enrolment | undefined =>
  own?.enrolments.find((known) => known.offering === offering);

/** Whether `next` changes what is known. */
export const supersedes = (next: Enrolment, known: Enrolment): boolean =>
  next.at > known.at || (next.at === known.at && next.status !== known.status);
