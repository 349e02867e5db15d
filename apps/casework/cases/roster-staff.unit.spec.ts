import { describe, expect, it } from '@jest/globals';
import type { Person, RosterView } from '../../../libs/roster/roster-view.js';
import { rosterStaff } from './roster-staff.js';

const person = (id: string, ...roles: string[]): Person => ({ id, roles, college: undefined });

/** The two members of the view that are asked. */
const listing = (...people: readonly Person[]) =>
  rosterStaff({
    person: (id: string) => people.find((one) => one.id === id),
    people: () => people,
  } as unknown as RosterView);

describe('who may be named for a part', () => {
  const full = listing(
    person('li', 'officer'),
    person('wang', 'officer', 'reviewer'),
    person('c1', 'committee'),
    person('t-17', 'teacher'),
  );

  it('given a listed person, then only for the roles of the list', () => {
    expect(full.mayServe('wang', 'officer')).toBe(true);
    expect(full.mayServe('t-17', 'officer')).toBe(false);
    expect(full.mayServe('t-17', 'committee')).toBe(false);
  });

  it('given officers enough to investigate, then a made-up id is nobody', () => {
    expect(full.mayServe('nobody', 'officer')).toBe(false);
  });

  it('given fewer people of a role than its work needs, then the roster is no list of them', () => {
    expect(full.mayServe('c2', 'committee')).toBe(true);
    expect(listing(person('li', 'officer')).mayServe('wang', 'officer')).toBe(true);
  });

  it('given a person listed without roles, then the list says nothing of them', () => {
    expect(listing(person('li')).mayServe('li', 'officer')).toBe(true);
  });
});
