import { isDeepStrictEqual } from 'node:util';
import { unreachable } from '../event-sourcing/decider.js';
import type { VaultRef } from '../event-sourcing/vault.js';
import { EnrolmentBook } from './enrolment-book.js';
import { IdentityMap } from './identity-map.js';
import { MeetingBook } from './meeting-book.js';
import { NetworkTable } from './network-table.js';
import type {
  EnrolmentFact,
  LeaveFact,
  PersonFact,
  PledgeFact,
  RosterViewEvent,
  SourceClockEvent,
  StudentFact,
} from './roster-events.js';
import type { Enrolment, Leave, Pledge, RosterRecords } from './roster-records.js';
import type { MeetingRow, NetworkRow, OfferingRow } from './roster-rows.js';
import type * as V from './roster-view.js';
import { StudentBook, type StudentEntry } from './student-book.js';
import { leaveOf, networkOf, offeringOf, pledgeOf } from './view-rows.js';

/** Opens a vault entry that was fetched beforehand; undefined where it was erased. */
export type OpenContents = (ref: VaultRef) => unknown;

/** Told of each change as it is folded in. */
export type ChangeSink = (change: V.RosterChange) => void;

interface PersonEntry extends V.Person {
  readonly name: string | undefined;
}

/** False when the map held the same already: nobody need hear of it. */
const putNew = <Value>(map: Map<string, Value>, key: string, value: Value): boolean => {
  if (isDeepStrictEqual(map.get(key), value)) return false;
  map.set(key, value);
  return true;
};

const NO_LEAVES: readonly Leave[] = [];

/** The reference data as it stands: a fold of the roster's events and the vault's contents. */
export class MutableRosterView implements V.RosterView, RosterRecords {
  revision = 0;
  private readonly identity = new IdentityMap();
  private readonly studentBook = new StudentBook(this.identity);
  private readonly persons = new Map<string, PersonEntry>();
  private readonly offeringRows = new Map<string, OfferingRow>();
  private readonly offeringViews = new Map<string, V.Offering>();
  private readonly enrolments = new EnrolmentBook();
  private readonly meetings = new MeetingBook();
  private readonly leaves = new Map<string, readonly Leave[]>();
  private readonly pledges = new Map<string, Pledge>();
  private readonly networks = new NetworkTable();
  private readonly forgotten = new Set<V.SubjectId>();
  private readonly clocks = new Map<string, 'server' | 'device'>();

  /**
   * Folds one event in. A row that says what is known changes nothing, and is no change to tell of:
   * readers judge anew whatever a change touches.
   */
  apply(event: RosterViewEvent, open: OpenContents, changed: ChangeSink): void {
    const tell: ChangeSink = (change) => {
      this.revision += 1;
      changed(change);
    };
    switch (event.type) {
      case 'StudentsUpserted':
        return event.data.rows.forEach((row) => this.putStudent(row, open, tell));
      case 'PeopleUpserted':
        return event.data.rows.forEach((row) => this.putPerson(row, open, tell));
      case 'OfferingsUpserted':
        return event.data.rows.forEach((row) => this.putOffering(row, tell));
      case 'EnrolmentsUpserted':
        return event.data.rows.forEach((row) => this.putEnrolment(row, tell));
      case 'MeetingsUpserted':
        return event.data.rows.forEach((row) => this.putMeeting(row, tell));
      case 'LeavesUpserted':
        return event.data.rows.forEach((row) => this.putLeave(row, tell));
      case 'PledgesUpserted':
        return event.data.rows.forEach((row) => this.putPledge(row, tell));
      case 'NetworksUpserted':
        return event.data.rows.forEach((row) => this.putNetwork(row, tell));
      case 'StudentsForgotten':
        return event.data.rows.forEach(({ subject }) => this.forget(subject, tell));
      case 'SourceRegistered':
        return this.putClock(event.data, tell);
      default:
        return unreachable(event);
    }
  }

  ownerOf(source: string, account: string, time: number): V.AccountOwner {
    return this.identity.ownerOf(source, account, time);
  }

  claimantsOf(source: string, account: string): readonly V.SubjectId[] {
    return this.identity.claimantsOf(source, account);
  }

  claimBounds(source: string, account: string): readonly number[] {
    return this.identity.boundsOf(source, account);
  }

  student(subject: V.SubjectId): StudentEntry | undefined {
    return this.studentBook.get(subject);
  }

  students(): Iterable<V.SubjectId> {
    return this.studentBook.subjects();
  }

  subjectOf(studentNumber: string): V.SubjectId | undefined {
    return this.studentBook.subjectOf(studentNumber);
  }

  numberOf(subject: V.SubjectId): string | undefined {
    return this.studentBook.get(subject)?.number;
  }

  nameOf(subject: V.SubjectId): string | undefined {
    return this.studentBook.get(subject)?.name;
  }

  accountsOf(subject: V.SubjectId): readonly V.AccountMapping[] {
    return this.studentBook.get(subject)?.accounts ?? [];
  }

  people(): Iterable<V.Person> {
    return this.persons.values();
  }

  person(id: string): V.Person | undefined {
    return this.persons.get(id);
  }

  personName(id: string): string | undefined {
    return this.persons.get(id)?.name;
  }

  offering(id: string): V.Offering | undefined {
    return this.offeringViews.get(id);
  }

  offerings(): Iterable<V.Offering> {
    return this.offeringViews.values();
  }

  /** The offering's row as it was last recorded. */
  offeringRow(id: string): OfferingRow | undefined {
    return this.offeringRows.get(id);
  }

  enrolment(subject: V.SubjectId, offering: string): 'active' | 'dropped' | undefined {
    return this.enrolments.find(subject, offering)?.status;
  }

  enrolmentsOf(subject: V.SubjectId): readonly Enrolment[] {
    return this.enrolments.of(subject);
  }

  enrolledIn(offering: string): readonly V.SubjectId[] {
    return this.enrolments.activeIn(offering);
  }

  meeting(id: string, offering?: string): V.Meeting | undefined {
    return this.meetings.find(id, offering);
  }

  /** The meeting's row as it was last recorded. */
  meetingRow(offering: string, id: string): MeetingRow | undefined {
    return this.meetings.row(offering, id);
  }

  /** In order of their start, then id. */
  meetingsOf(offering: string): readonly V.Meeting[] {
    return this.meetings.of(offering);
  }

  leavesOf(subject: V.SubjectId, offering: string): readonly Leave[] {
    return this.leaves.get(`${subject} ${offering}`) ?? NO_LEAVES;
  }

  pledge(subject: V.SubjectId, offering: string): Pledge | undefined {
    return this.pledges.get(`${subject} ${offering}`);
  }

  network(ip: string): V.Network | undefined {
    return this.networks.find(ip);
  }

  /** By its block, however that is written. */
  networkOfBlock(cidr: string): V.Network | undefined {
    return this.networks.get(cidr);
  }

  /** A source nobody registered is read by the server's clock, as the contract's default. */
  sourceClock(source: string): 'server' | 'device' {
    return this.clocks.get(source) ?? 'server';
  }

  private putStudent(fact: StudentFact, open: OpenContents, tell: ChangeSink): void {
    for (const change of this.studentBook.put(fact, open(fact.ref))) tell(change);
  }

  /** Nobody stands behind the subject any more: no account is theirs, and no course. */
  private forget(subject: V.SubjectId, tell: ChangeSink): void {
    for (const change of this.studentBook.forget(subject)) tell(change);
    for (const { offering } of this.enrolments.forget(subject)) {
      this.leaves.delete(`${subject} ${offering}`);
      this.pledges.delete(`${subject} ${offering}`);
      tell({ kind: 'enrolment', subject, offering });
    }
    this.forgotten.add(subject);
  }

  /** Whether the person behind the subject was erased. */
  isForgotten(subject: V.SubjectId): boolean {
    return this.forgotten.has(subject);
  }

  private putPerson(fact: PersonFact, open: OpenContents, tell: ChangeSink): void {
    const contents =
      fact.ref === null ? undefined : (open(fact.ref) as { name: string } | undefined);
    const { id, roles, college } = fact;
    const person = { id, roles, college: college ?? undefined, name: contents?.name };
    if (putNew(this.persons, id, person)) tell({ kind: 'other' });
  }

  private putOffering(row: OfferingRow, tell: ChangeSink): void {
    this.offeringRows.set(row.id, row);
    if (putNew(this.offeringViews, row.id, offeringOf(row)))
      tell({ kind: 'offering', offering: row.id });
  }

  private putEnrolment(fact: EnrolmentFact, tell: ChangeSink): void {
    if (!this.enrolments.put(fact)) return;
    tell({ kind: 'enrolment', subject: fact.subject, offering: fact.offering });
  }

  private putMeeting(row: MeetingRow, tell: ChangeSink): void {
    for (const offering of this.meetings.put(row))
      tell({ kind: 'meeting', meeting: row.id, offering });
  }

  private putLeave(fact: LeaveFact, tell: ChangeSink): void {
    const key = `${fact.subject} ${fact.offering}`;
    const known = this.leaves.get(key) ?? NO_LEAVES;
    const others = known.filter((leave) => leave.meeting !== fact.meeting);
    const next = leaveOf(fact);
    if (known.some((leave) => isDeepStrictEqual(leave, next))) return;
    this.leaves.set(key, [...others, next]);
    tell({ kind: 'enrolment', subject: fact.subject, offering: fact.offering });
  }

  private putPledge(fact: PledgeFact, tell: ChangeSink): void {
    const key = `${fact.subject} ${fact.offering}`;
    if (putNew(this.pledges, key, pledgeOf(fact))) tell({ kind: 'other' });
  }

  private putNetwork(row: NetworkRow, tell: ChangeSink): void {
    if (this.networks.put(networkOf(row))) tell({ kind: 'network', cidr: row.cidr });
  }

  private putClock(data: SourceClockEvent['data'], tell: ChangeSink): void {
    if (this.sourceClock(data.source) === data.clock) return;
    this.clocks.set(data.source, data.clock);
    tell({ kind: 'source', source: data.source });
  }
}
