import { describe, expect, it } from '@jest/globals';
import { takeEvent } from '../../libs/activity/intake/take-event.js';
import { isMapped } from '../../libs/activity/intake/check-data.js';
import { RosterInMemory } from '../../libs/roster/testing/roster-in-memory.js';
import { measure } from './measure.js';
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

  it('given its roster, then every account and offering of an event is in it', () => {
    const { roster, labels } = simulate(SMALL);
    const accounts = new Set(roster.students.map((student) => student.id));
    const offerings = new Set(roster.offerings.map((offering) => offering.id));
    for (const event of listOf(SMALL)) {
      expect(accounts.has(event.subject)).toBe(true);
      expect(offerings.has(event.data['offering'] as string)).toBe(true);
    }
    expect(labels.cases.length).toBeGreaterThan(0);
    expect(labels.cases.every((one) => accounts.has(one.student))).toBe(true);
  });

  it('given the detectors, then nearly nobody honest is accused and most of the blatant are', () => {
    const run = measure({ students: 150, weeks: 4, seed: 77 });
    const wrong = run.flagged.filter((one) => !one.guilty);
    expect(wrong).toEqual([]);
    const blatant = run.labels.cases.filter((one) => one.effort === 'blatant');
    const missed = run.missed.filter((one) => one.effort === 'blatant');
    expect(blatant.length).toBeGreaterThan(0);
    expect(missed.length).toBeLessThanOrEqual(blatant.length / 4);
  });
});
