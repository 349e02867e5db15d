import { isDeepStrictEqual } from 'node:util';
import { unreachable } from '../event-sourcing/decider.js';
import { decideStudents, numberDesk, type NumberDesk } from './decide-students.js';
import { supersedes } from './enrolment-book.js';
import { canonicalCidr } from './network-table.js';
import {
  ROWS_PER_EVENT,
  type EnrolmentFact,
  type LeaveFact,
  type PersonFact,
  type PledgeFact,
} from './roster-events.js';
import type { Enrolment } from './roster-records.js';
import type * as R from './roster-rows.js';
import type { RosterDraft } from './roster-draft.js';
import type { RosterState } from './roster-state.js';
import type { SubjectId } from './roster-view.js';

/** Checked rows of one table; `at` is the instant of receipt (RFC 3339), ids come in by `draw`. */
export type UpsertRows = {
  [T in R.TableName]: {
    readonly table: T;
    readonly rows: readonly R.RosterTables[T][];
    readonly at: string;
    readonly draw: () => SubjectId;
  };
}[R.TableName];

/**
 * What rows change. A row that says what is known already leads to nothing, so the same file again
 * is no event. Nothing is refused for its order: a student number met for the first time in an
 * enrolment, a leave or a pledge gets its subject there, and its row may follow.
 */
export const decideRoster = (command: UpsertRows, state: RosterState): readonly RosterDraft[] => {
  const desk = numberDesk(state, command.draw);
  switch (command.table) {
    case 'students':
      return chunked('StudentsUpserted', decideStudents(command.rows, state, desk));
    case 'people':
      return chunked('PeopleUpserted', changedPeople(command.rows, state));
    case 'offerings':
      return chunked(
        'OfferingsUpserted',
        mergedRows(command.rows, (id) => state.offeringRow(id)),
      );
    case 'enrolments':
      return afterStudents(
        desk,
        chunked('EnrolmentsUpserted', changedEnrolments(command.rows, command.at, state, desk)),
      );
    case 'meetings':
      return chunked('MeetingsUpserted', changedMeetings(command.rows, state));
    case 'leaves':
      return afterStudents(
        desk,
        chunked('LeavesUpserted', changedLeaves(command.rows, state, desk)),
      );
    case 'pledges':
      return afterStudents(
        desk,
        chunked('PledgesUpserted', changedPledges(command.rows, state, desk)),
      );
    case 'networks':
      return chunked('NetworksUpserted', changedNetworks(command.rows, state));
    default:
      return unreachable(command);
  }
};

const chunked = <Draft extends RosterDraft>(
  type: Draft['type'],
  rows: Draft['rows'],
): readonly RosterDraft[] => {
  const drafts: RosterDraft[] = [];
  for (let at = 0; at < rows.length; at += ROWS_PER_EVENT) {
    drafts.push({ type, rows: rows.slice(at, at + ROWS_PER_EVENT) } as RosterDraft);
  }
  return drafts;
};

const afterStudents = (
  desk: NumberDesk,
  drafts: readonly RosterDraft[],
): readonly RosterDraft[] => [...chunked('StudentsUpserted', desk.opened()), ...drafts];

/** The last of several rows with one key; the order of first mention stays. */
const lastOf = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): readonly Row[] => [
  ...new Map(rows.map((row) => [keyOf(row), row])).values(),
];

const mergedRows = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  knownRow: (id: string) => Row | undefined,
): readonly Row[] => {
  const merged = new Map<string, Row>();
  for (const row of rows)
    merged.set(row.id, { ...(merged.get(row.id) ?? knownRow(row.id)), ...row });
  return [...merged.values()].filter((row) => !isDeepStrictEqual(row, knownRow(row.id)));
};

/** Of rows of one class and id the last; those that say something new. */
const changedMeetings = (rows: readonly R.MeetingRow[], state: RosterState) =>
  lastOf(rows, (row) => JSON.stringify([row.offering, row.id])).flatMap((row) => {
    const known = state.meetingRow(row.offering, row.id);
    const merged = { ...known, ...row };
    return isDeepStrictEqual(merged, known) ? [] : [merged];
  });

const changedPeople = (rows: readonly R.PersonRow[], state: RosterState) => {
  const known = ({ id }: R.PersonRow) => {
    const person = state.person(id);
    return person && { ...person, name: state.personName(id) };
  };
  const merged = new Map<string, Omit<PersonFact, 'ref'> & { readonly name: string | null }>();
  for (const row of rows) {
    const former = merged.get(row.id) ?? known(row);
    const { name = former?.name ?? null, college = former?.college ?? null } = row;
    merged.set(row.id, { id: row.id, name, college, roles: row.roles ?? former?.roles ?? [] });
  }
  return [...merged.values()]
    .filter((next) => {
      const now = known(next);
      const same = { ...next, name: next.name ?? undefined, college: next.college ?? undefined };
      return !isDeepStrictEqual(same, now);
    })
    .map(({ name, ...fact }) => ({ ...fact, contents: name === null ? null : { name } }));
};

const changedEnrolments = (
  rows: readonly R.EnrolmentRow[],
  receivedAt: string,
  state: RosterState,
  desk: NumberDesk,
): readonly EnrolmentFact[] => {
  const seen = new Map<string, Enrolment>();
  return rows.flatMap(({ student, offering, status, at }) => {
    const subject = desk.subjectFor(student);
    const key = `${subject} ${offering}`;
    const known =
      seen.get(key) ?? state.enrolmentsOf(subject).find((entry) => entry.offering === offering);
    if (!at && known?.status === status) return [];
    const next = { offering, status, at: Date.parse(at ?? receivedAt) };
    if (known !== undefined && !supersedes(next, known)) return [];
    seen.set(key, next);
    return [{ subject, offering, status, at: at ?? receivedAt }];
  });
};

const changedLeaves = (
  rows: readonly R.LeaveRow[],
  state: RosterState,
  desk: NumberDesk,
): readonly LeaveFact[] =>
  lastOf(rows, (row) => JSON.stringify([row.student, row.offering, row.meeting]))
    .map(({ student, offering, meeting, approvedBy = [], madeUp = false }) => {
      const subject = desk.subjectFor(student);
      return { subject, offering, meeting, approvedBy, madeUp };
    })
    .filter((fact) => {
      const leaves = state.leavesOf(fact.subject, fact.offering);
      return !isDeepStrictEqual(
        fact,
        leaves.find((leave) => leave.meeting === fact.meeting),
      );
    });

const changedPledges = (
  rows: readonly R.PledgeRow[],
  state: RosterState,
  desk: NumberDesk,
): readonly PledgeFact[] =>
  lastOf(rows, (row) => JSON.stringify([row.student, row.offering]))
    .map(({ student, offering, signedAt, hash = null }) => {
      const subject = desk.subjectFor(student);
      return { subject, offering, signedAt, hash };
    })
    .filter((fact) => {
      const known = state.pledge(fact.subject, fact.offering);
      return (
        known?.signedAt !== Date.parse(fact.signedAt) || known.hash !== (fact.hash ?? undefined)
      );
    });

/** However a block is written, it is the same block. */
const changedNetworks = (rows: readonly R.NetworkRow[], state: RosterState) =>
  lastOf(rows, (row) => canonicalCidr(row.cidr) ?? row.cidr).filter((row) => {
    const known = state.networkOfBlock(row.cidr);
    return known?.kind !== row.kind || known.place !== (row.place ?? undefined);
  });
