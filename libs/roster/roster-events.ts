import type { RecordedEvent } from '../event-sourcing/recorded-event.js';
import type { VaultRef } from '../event-sourcing/vault.js';
import type { MeetingRow, NetworkRow, OfferingRow } from './roster-rows.js';
import type { SubjectId } from './roster-view.js';

export const ROSTER_STREAM = 'roster';

/** Rows of one event: small enough for a page, large enough that a term's enrolments load at once. */
export const ROWS_PER_EVENT = 500;

/** What lies in the vault for a student, owner = subject id, `application/json`. */
export interface StudentContents {
  readonly number: string;
  readonly name: string | null;
  readonly accounts: readonly {
    readonly source: string;
    readonly account: string;
    readonly from: string | null;
    readonly to: string | null;
  }[];
}

/** A student as the event tells it: number, name and accounts lie behind `ref` (law 8). */
export interface StudentFact {
  readonly subject: SubjectId;
  readonly ref: VaultRef;
  readonly college: string | null;
  readonly adviser: string | null;
}

/** What lies in the vault for a member of staff, owner `staff-<id>`. */
export interface PersonContents {
  readonly name: string;
}

export interface PersonFact {
  readonly id: string;
  readonly roles: readonly string[];
  readonly college: string | null;
  readonly ref: VaultRef | null;
}

export interface EnrolmentFact {
  readonly subject: SubjectId;
  readonly offering: string;
  readonly status: 'active' | 'dropped';
  /** RFC 3339; the latest one tells the status, whatever the order of arrival. */
  readonly at: string;
}

export interface LeaveFact {
  readonly subject: SubjectId;
  readonly offering: string;
  readonly meeting: string;
  readonly approvedBy: readonly string[];
  readonly madeUp: boolean;
}

export interface PledgeFact {
  readonly subject: SubjectId;
  readonly offering: string;
  readonly signedAt: string;
  readonly hash: string | null;
}

/** A person whose number, name and accounts were destroyed: the subject id stands for nobody. */
export interface ForgottenFact {
  readonly subject: SubjectId;
}

interface Upserted<Type extends string, Row> {
  readonly type: Type;
  readonly data: { readonly rows: readonly Row[] };
}

/** Stream `roster`. Each row is the whole row as it stands from then on. */
export type RosterEvent =
  | Upserted<'StudentsUpserted', StudentFact>
  | Upserted<'PeopleUpserted', PersonFact>
  | Upserted<'OfferingsUpserted', OfferingRow>
  | Upserted<'EnrolmentsUpserted', EnrolmentFact>
  | Upserted<'MeetingsUpserted', MeetingRow>
  | Upserted<'LeavesUpserted', LeaveFact>
  | Upserted<'PledgesUpserted', PledgeFact>
  | Upserted<'NetworksUpserted', NetworkRow>
  | Upserted<'StudentsForgotten', ForgottenFact>;

/** Stream `source-<id>`; the roster needs its clock only. */
export interface SourceClockEvent {
  readonly type: 'SourceRegistered';
  readonly data: { readonly source: string; readonly clock: 'server' | 'device' };
}

export type RosterViewEvent = RosterEvent | SourceClockEvent;

export const ROSTER_VIEW_TYPES: readonly RosterViewEvent['type'][] = [
  'StudentsUpserted',
  'PeopleUpserted',
  'OfferingsUpserted',
  'EnrolmentsUpserted',
  'MeetingsUpserted',
  'LeavesUpserted',
  'PledgesUpserted',
  'NetworksUpserted',
  'StudentsForgotten',
  'SourceRegistered',
];

const known: ReadonlySet<string> = new Set(ROSTER_VIEW_TYPES);

/** The event as the view reads it; undefined for all others. */
export const rosterViewEvent = (event: RecordedEvent): RosterViewEvent | undefined =>
  known.has(event.type) && (event.stream === ROSTER_STREAM || event.stream.startsWith('source-'))
    ? (event as unknown as RosterViewEvent)
    : undefined;
