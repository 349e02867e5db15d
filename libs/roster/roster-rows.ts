/**
 * Rows of `PUT /api/v1/roster` as they come, after validation. A member left out keeps its former
 * value, null clears it; unknown members are ignored. Instants are RFC 3339 texts, kept as sent.
 */
export interface AccountRow {
  readonly source: string;
  readonly account: string;
  readonly from?: string | null;
  readonly to?: string | null;
}

export interface StudentRow {
  /** The student number: personal, it never reaches a domain event. */
  readonly id: string;
  readonly name?: string | null;
  readonly college?: string | null;
  readonly adviser?: string | null;
  /** Where present, the whole list: it replaces the former one. */
  readonly accounts?: readonly AccountRow[] | null;
}

export interface PersonRow {
  readonly id: string;
  readonly name?: string | null;
  readonly roles?: readonly string[];
  readonly college?: string | null;
}

/** An offering's row reaches the event as it came: it holds no student's data. */
export interface OfferingRow {
  readonly id: string;
  readonly course?: string | null;
  readonly term?: string | null;
  readonly title?: string | null;
  readonly college?: string | null;
  readonly owner?: string | null;
  readonly teachers?: readonly string[] | null;
  readonly group?: string | null;
  readonly category?: 'general_elective' | 'general_compulsory' | 'major' | null;
  readonly compulsory?: boolean | null;
  /** The course is no longer given, by a change of the teaching plan. */
  readonly discontinued?: boolean | null;
  readonly mode?: 'fully_online' | 'blended' | 'other' | null;
  readonly source?: 'self_built' | 'imported' | 'live' | null;
  readonly hours?: {
    readonly total: number;
    readonly online?: number;
    readonly offline?: number;
  } | null;
  readonly window?: { readonly from: string; readonly to: string } | null;
  /** Basis points; `process` + `midterm` + `final` are exactly 10,000. */
  readonly scheme?: SchemeRow | null;
  readonly platforms?: readonly string[] | null;
  readonly exceptions?: readonly Readonly<Record<string, unknown>>[] | null;
  readonly videos?: readonly VideoRow[] | null;
  readonly assessments?: readonly AssessmentRow[] | null;
  /** Discussions that everybody takes part in (art. 10). */
  readonly discussions?: readonly { readonly id: string }[] | null;
}

export interface SchemeRow {
  readonly process?: number;
  readonly midterm?: number;
  readonly final?: number;
  readonly finalMode?: 'offline' | 'online';
}

export interface VideoRow {
  readonly id: string;
  readonly lengthSec: number;
  readonly order?: number | null;
  readonly chapter?: string | null;
}

export interface AssessmentRow {
  readonly id: string;
  readonly kind: 'quiz' | 'homework' | 'exam';
  readonly opensAt?: string | null;
  readonly closesAt?: string | null;
  readonly items?: number | null;
  readonly proctored?: boolean | null;
}

export interface EnrolmentRow {
  readonly student: string;
  readonly offering: string;
  readonly status: 'active' | 'dropped';
  /** From when the status holds; where left out, from the row's receipt. */
  readonly at?: string | null;
}

export interface MeetingRow {
  readonly id: string;
  readonly offering: string;
  readonly startsAt: string;
  readonly endsAt: string;
  /** Teaching hours (学时), not clock hours. */
  readonly hours: number;
  readonly room?: string | null;
  readonly replaces?: string | null;
  readonly approval?: string | null;
}

export interface LeaveRow {
  readonly student: string;
  readonly offering: string;
  readonly meeting: string;
  readonly approvedBy?: readonly string[];
  readonly madeUp?: boolean;
}

export interface PledgeRow {
  readonly student: string;
  readonly offering: string;
  readonly signedAt: string;
  readonly hash?: string | null;
}

export interface NetworkRow {
  readonly cidr: string;
  readonly kind: 'campus' | 'dormitory' | 'lab' | 'vpn' | 'mobile';
  readonly place?: string | null;
}

export interface RosterTables {
  readonly students: StudentRow;
  readonly people: PersonRow;
  readonly offerings: OfferingRow;
  readonly enrolments: EnrolmentRow;
  readonly meetings: MeetingRow;
  readonly leaves: LeaveRow;
  readonly pledges: PledgeRow;
  readonly networks: NetworkRow;
}

export type TableName = keyof RosterTables;

/** In the order in which they are loaded. */
export const TABLES: readonly TableName[] = [
  'students',
  'people',
  'offerings',
  'enrolments',
  'meetings',
  'leaves',
  'pledges',
  'networks',
];
