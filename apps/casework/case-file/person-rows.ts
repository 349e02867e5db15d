import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { START, type Position } from '../../../libs/event-sourcing/recorded-event.js';
import { rosterViewEvent, type RosterViewEvent } from '../../../libs/roster/roster-events.js';

/** Vault ids of what the roster said of persons, oldest first. */
export interface PersonRows {
  /** By subject id. */
  readonly students: ReadonlyMap<string, readonly string[]>;
  /** By person id. */
  readonly staff: ReadonlyMap<string, readonly string[]>;
}

const TYPES: readonly RosterViewEvent['type'][] = ['StudentsUpserted', 'PeopleUpserted'];

/** Events of up to 500 rows each. */
const PAGE = 20;

/** Every row of the persons wanted that the log holds up to a position. One pass over the roster's events. */
export const personRowsUpTo = async (
  store: EventStore,
  position: Position,
  wanted: { readonly students: ReadonlySet<string>; readonly staff: ReadonlySet<string> },
): Promise<PersonRows> => {
  const students = new Map<string, string[]>();
  const staff = new Map<string, string[]>();
  for (let after = START; after < position;) {
    const page = await store.readAll({ after, limit: PAGE, types: TYPES });
    for (const recorded of page.events) {
      const event = recorded.position <= position ? rosterViewEvent(recorded) : undefined;
      if (event?.type === 'StudentsUpserted')
        for (const { subject, ref } of event.data.rows)
          if (wanted.students.has(subject)) add(students, subject, ref.vault);
      if (event?.type === 'PeopleUpserted')
        for (const { id, ref } of event.data.rows)
          if (ref !== null && wanted.staff.has(id)) add(staff, id, ref.vault);
    }
    if (page.next <= after) break;
    after = page.next;
  }
  return { students, staff };
};

const add = (rows: Map<string, string[]>, key: string, vault: string): void => {
  const known = rows.get(key);
  if (known) known.push(vault);
  else rows.set(key, [vault]);
};
