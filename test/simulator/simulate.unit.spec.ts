import { describe, expect, it } from '@jest/globals';
import { takeEvent } from '../../libs/activity/intake/take-event.js';
import { isMapped } from '../../libs/activity/intake/check-data.js';
import { RosterInMemory } from '../../libs/roster/testing/roster-in-memory.js';
import { simulate } from './simulate.js';
import type { SimEvent } from './event.js';

const SMALL = { students: 60, weeks: 2, seed: 5 };

const listOf = (options: typeof SMALL): SimEvent[] => [...simulate(options).events];

describe('a simulated semester', () => {
  it('given the same seed, then the same events, roster and labels', () => {
    expect(JSON.stringify(listOf(SMALL))).toBe(JSON.stringify(listOf(SMALL)));
    const [one, two] = [simulate(SMALL), simulate(SMALL)];
    expect(JSON.stringify([one.roster, one.labels])).toBe(JSON.stringify([two.roster, two.labels]));
  });

  it('given another seed, then other events', () => {
    expect(JSON.stringify(listOf({ ...SMALL, seed: 6 }))).not.toBe(JSON.stringify(listOf(SMALL)));
  });

  it('given all its events, then intake takes each, and knows each type', () => {
    for (const event of listOf(SMALL)) {
      const taken = takeEvent(Buffer.from(JSON.stringify(event)), 'structured', event.source);
      expect(taken).toMatchObject({ ok: true });
      expect(isMapped(event.type)).toBe(true);
    }
  });

  it('given an id twice, then the same content: a vendor that was not sure', () => {
    const seen = new Map<string, string>();
    let repeats = 0;
    for (const event of listOf(SMALL)) {
      const key = `${event.source} ${event.id}`;
      const before = seen.get(key);
      if (before !== undefined) {
        repeats++;
        expect(JSON.stringify(event)).toBe(before);
      }
      seen.set(key, JSON.stringify(event));
    }
    expect(repeats).toBeGreaterThan(0);
  });

  it('given its roster, then no row of it is rejected', async () => {
    const { rejected } = await new RosterInMemory().put(simulate(SMALL).roster);
    expect(rejected).toEqual([]);
  });

  it('given its roster, then every account, offering and meeting of an event is in it', () => {
    const { roster, labels } = simulate(SMALL);
    const accounts = new Set(
      roster.students.flatMap((one) => one.accounts.map((own) => `${own.source} ${own.account}`)),
    );
    const teachers = new Set(roster.offerings.map((offering) => offering.owner));
    const offerings = new Set(roster.offerings.map((offering) => offering.id));
    const meetings = new Set(roster.meetings.map((meeting) => meeting.id));
    for (const { type, source, subject = '', data } of listOf(SMALL)) {
      if (type === 'probity.feed.completed.v1') continue;
      expect(accounts.has(`${source} ${subject}`) || teachers.has(subject)).toBe(true);
      expect(offerings.has(data['offering'] as string)).toBe(true);
      if ('meeting' in data) expect(meetings.has(data['meeting'] as string)).toBe(true);
    }
    const students = new Set(roster.students.map((student) => student.id));
    expect(labels.cases.length).toBeGreaterThan(0);
    expect(labels.cases.every((one) => students.has(one.student))).toBe(true);
  });
});
