import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import {
  START,
  type Position,
  type RecordedEvent,
} from '../../../libs/event-sourcing/recorded-event.js';
import {
  rosterViewEvent,
  type PersonFact,
  type RosterViewEvent,
  type StudentFact,
} from '../../../libs/roster/roster-events.js';
import type { OfferingRow } from '../../../libs/roster/roster-rows.js';

/** A row of the roster and the place in the log from which on it held. */
export interface Dated<Row> {
  readonly position: Position;
  readonly row: Row;
}

export interface RosterRows {
  readonly student: readonly Dated<StudentFact>[];
  readonly offering: readonly Dated<OfferingRow>[];
  /** Of the staff that the case names, by person id. */
  readonly people: ReadonlyMap<string, readonly Dated<PersonFact>[]>;
}

const TYPES: readonly RosterViewEvent['type'][] = [
  'StudentsUpserted',
  'PeopleUpserted',
  'OfferingsUpserted',
];

/** Events of up to 500 rows each. */
const PAGE = 20;

/**
 * Every version of the rows that a case's documents may print, oldest first. One pass over the
 * roster's events: some ten milliseconds for a university's roster.
 */
export const rosterRowsFor = async (
  store: EventStore,
  events: readonly RecordedEvent[],
): Promise<RosterRows> => {
  const { subject, offering } = placeOf(events);
  const named = stringsIn(events.map(({ data, metadata }) => [data, metadata.actor.person]));
  const student: Dated<StudentFact>[] = [];
  const offerings: Dated<OfferingRow>[] = [];
  const people = new Map<string, Dated<PersonFact>[]>();
  const take = (event: RosterViewEvent, position: Position): void => {
    if (event.type === 'StudentsUpserted')
      student.push(...dated(event.data.rows, position, (row) => row.subject === subject));
    if (event.type === 'OfferingsUpserted')
      offerings.push(...dated(event.data.rows, position, (row) => row.id === offering));
    if (event.type === 'PeopleUpserted')
      for (const one of dated(event.data.rows, position, ({ id }) => named.has(id)))
        people.set(one.row.id, [...(people.get(one.row.id) ?? []), one]);
  };
  for (let after = START; ;) {
    const page = await store.readAll({ after, limit: PAGE, types: TYPES });
    for (const event of page.events) {
      const ours = rosterViewEvent(event);
      if (ours) take(ours, event.position);
    }
    if (page.next <= after) break;
    after = page.next;
  }
  return { student, offering: offerings, people };
};

const dated = <Row>(
  rows: readonly Row[],
  position: Position,
  wanted: (row: Row) => boolean,
): Dated<Row>[] => rows.filter(wanted).map((row) => ({ position, row }));

/** Whom the case is about and where: as flagged, and as noted since. */
const placeOf = (events: readonly RecordedEvent[]) => {
  const flagged = events.find(({ type }) => type === 'CaseFlagged')?.data as
    { readonly student: string; readonly course: { readonly offering: string } } | undefined;
  return { subject: flagged?.student, offering: flagged?.course.offering };
};

const stringsIn = (value: unknown, found = new Set<string>()): ReadonlySet<string> => {
  if (typeof value === 'string') found.add(value);
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) stringsIn(inner, found);
  return found;
};
