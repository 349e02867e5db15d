import type { EnrolmentFact } from './roster-events.js';
import type { Enrolment } from './roster-records.js';
import type { SubjectId } from './roster-view.js';

const NONE: readonly Enrolment[] = [];

/**
 * Enrolments by student and by offering. The status in force is the one with the latest `at`, so
 * rows may come in any order; among equals the later row wins.
 */
export class EnrolmentBook {
  private readonly bySubject = new Map<SubjectId, Enrolment[]>();
  private readonly byOffering = new Map<string, Set<SubjectId>>();
  /** One string for each offering, not one for each of its enrolments. */
  private readonly names = new Map<string, string>();

  /** False when the row is older than what is known, or the same. */
  put(fact: EnrolmentFact): boolean {
    const next: Enrolment = {
      offering: this.intern(fact.offering),
      status: fact.status === 'active' ? 'active' : 'dropped',
      at: Date.parse(fact.at),
    };
    const own = this.bySubject.get(fact.subject);
    const index = own?.findIndex((known) => known.offering === next.offering) ?? -1;
    const known = own?.[index];
    if (known !== undefined && !supersedes(next, known)) return false;
    if (own === undefined) this.bySubject.set(fact.subject, [next]);
    else if (known === undefined) own.push(next);
    else own[index] = next;
    this.members(next.offering).add(fact.subject);
    return known?.status !== next.status;
  }

  find(subject: SubjectId, offering: string): Enrolment | undefined {
    return this.bySubject.get(subject)?.find((known) => known.offering === offering);
  }

  of(subject: SubjectId): readonly Enrolment[] {
    return this.bySubject.get(subject) ?? NONE;
  }

  activeIn(offering: string): readonly SubjectId[] {
    return [...(this.byOffering.get(offering) ?? [])].filter(
      (subject) => this.find(subject, offering)?.status === 'active',
    );
  }

  private members(offering: string): Set<SubjectId> {
    let members = this.byOffering.get(offering);
    if (members === undefined) this.byOffering.set(offering, (members = new Set()));
    return members;
  }

  private intern(offering: string): string {
    const known = this.names.get(offering);
    if (known !== undefined) return known;
    this.names.set(offering, offering);
    return offering;
  }
}

/** Whether `next` changes what is known. */
export const supersedes = (next: Enrolment, known: Enrolment): boolean =>
  next.at > known.at || (next.at === known.at && next.status !== known.status);
