/** Random id that stands for a student in every stream, signal and case (law 8). */
export type SubjectId = string;

export interface AccountMapping {
  readonly source: string;
  readonly account: string;
  /** Half-open validity in milliseconds; null is without end. */
  readonly from: number | null;
  readonly to: number | null;
}

export type AccountOwner =
  | { readonly kind: 'student'; readonly subject: SubjectId }
  /** Two students claim the account at that time: nothing may be held against either. */
  | { readonly kind: 'conflict'; readonly subjects: readonly SubjectId[] }
  | { readonly kind: 'unknown' };

export interface Student {
  readonly subject: SubjectId;
  readonly college: string | undefined;
  readonly adviser: string | undefined;
  readonly accounts: readonly AccountMapping[];
}

export interface Person {
  readonly id: string;
  readonly roles: readonly string[];
  readonly college: string | undefined;
}

export interface Video {
  readonly id: string;
  readonly lengthSec: number;
  readonly order?: number;
  readonly chapter?: string;
}

export interface Assessment {
  readonly id: string;
  readonly kind: 'quiz' | 'homework' | 'exam';
  readonly opensAt?: number;
  readonly closesAt?: number;
  readonly items?: number;
  readonly proctored?: boolean;
}

export type CourseCategory = 'general_elective' | 'general_compulsory' | 'major';

export interface Offering {
  readonly id: string;
  readonly course: string | undefined;
  readonly term: string | undefined;
  readonly title: string | undefined;
  readonly college: string | undefined;
  readonly owner: string | undefined;
  readonly teachers: readonly string[];
  readonly group: string | undefined;
  readonly category: CourseCategory | undefined;
  readonly compulsory: boolean | undefined;
  /** No longer given (art. 27). */
  readonly discontinued: boolean;
  readonly mode: 'fully_online' | 'blended' | 'other' | undefined;
  readonly origin: 'self_built' | 'imported' | 'live' | undefined;
  readonly hours:
    { readonly total: number; readonly online?: number; readonly offline?: number } | undefined;
  /** Learning window, half-open, milliseconds. */
  readonly window: { readonly from: number; readonly to: number } | undefined;
  readonly scheme: Readonly<Record<string, unknown>> | undefined;
  readonly platforms: readonly string[];
  readonly exceptions: readonly Readonly<Record<string, unknown>>[];
  readonly videos: ReadonlyMap<string, Video>;
  readonly assessments: ReadonlyMap<string, Assessment>;
  readonly discussions: ReadonlySet<string>;
}

export interface Meeting {
  readonly id: string;
  readonly offering: string;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly hours: number;
  readonly room: string | undefined;
  readonly replaces: string | undefined;
  readonly approval: string | undefined;
}

export type NetworkKind = 'campus' | 'dormitory' | 'lab' | 'vpn' | 'mobile';

export interface Network {
  readonly cidr: string;
  readonly kind: NetworkKind;
  readonly place: string | undefined;
}

/**
 * The reference data as it stands, folded from the roster's events. Lookups are synchronous and in
 * memory: they stand on the path of every event.
 */
export interface RosterView {
  /** Grows with each change that is folded in. */
  readonly revision: number;
  ownerOf(source: string, account: string, time: number): AccountOwner;
  /** Everyone who claims the account at some time, each at least once. */
  claimantsOf(source: string, account: string): readonly SubjectId[];
  student(subject: SubjectId): Student | undefined;
  /** By student number; the number itself lives in the vault and in this view only. */
  subjectOf(studentNumber: string): SubjectId | undefined;
  numberOf(subject: SubjectId): string | undefined;
  nameOf(subject: SubjectId): string | undefined;
  /** Every account ever mapped to the student. */
  accountsOf(subject: SubjectId): readonly AccountMapping[];
  person(id: string): Person | undefined;
  people(): Iterable<Person>;
  personName(id: string): string | undefined;
  offering(id: string): Offering | undefined;
  offerings(): Iterable<Offering>;
  enrolment(subject: SubjectId, offering: string): 'active' | 'dropped' | undefined;
  /** Ids may recur from class to class: without an offering, the one recorded last. */
  meeting(id: string, offering?: string): Meeting | undefined;
  meetingsOf(offering: string): readonly Meeting[];
  /** The narrowest registered network that holds the address. */
  network(ip: string): Network | undefined;
  sourceClock(source: string): 'server' | 'device';
}

/** What a change of reference data touches, so that readers re-judge no more than that. */
export type RosterChange =
  | {
      readonly kind: 'account';
      readonly source: string;
      readonly account: string;
      readonly subjects: readonly SubjectId[];
    }
  | { readonly kind: 'student'; readonly subject: SubjectId }
  | { readonly kind: 'offering'; readonly offering: string }
  | { readonly kind: 'enrolment'; readonly subject: SubjectId; readonly offering: string }
  | { readonly kind: 'meeting'; readonly meeting: string; readonly offering: string }
  | { readonly kind: 'network'; readonly cidr: string }
  | { readonly kind: 'source'; readonly source: string }
  | { readonly kind: 'other' };
