import { describe, expect, it } from '@jest/globals';
import { VIOLATIONS } from '../../../libs/detection/violation.js';
import type { SimEvent } from '../event.js';
import { NOBODY } from '../overlay.js';
import { Random } from '../random.js';
import { simulate } from '../simulate.js';
import { makeWorld } from '../world/world.js';
import { ABSENCE, canMissTooMuch, neverThere } from './absence/absence.js';
import { BRUSHING } from './brushing/families.js';
import { EXAM_BRUSHING } from './exams/brushing.js';
import { IMPERSONATION } from './exams/impersonation.js';
import { LEAKS } from './leaks/families.js';
import { LENDING } from './lending/lending.js';
import { planCheats } from './plan.js';
import { Pool } from './pool.js';
import { PROXY } from './proxy/families.js';

const FAMILIES = [
  ...[...BRUSHING, ...PROXY, ...LENDING, ...EXAM_BRUSHING, ...IMPERSONATION, ...LEAKS, ...ABSENCE],
  neverThere,
];

describe('the plan of a large campus', () => {
  const worlds = [4, 5].map((seed) => makeWorld({ students: 1500, weeks: 6 }, new Random(seed)));
  const plans = worlds.map((world) => ({ world, cases: planCheats(world).cases }));

  it('given all kinds, then each is 0.5 to 3 % of those it can befall, the last group aside', () => {
    for (const { world, cases } of plans) {
      const pairs = new Pool(world).pairs.length;
      for (const violation of VIOLATIONS) {
        const share = cases.filter((one) => one.violation === violation).length / pairs;
        expect(share).toBeGreaterThan(0.001);
        expect(share).toBeLessThan(0.035);
      }
    }
  });

  it('given families, then each cheats somewhere, and efforts of all sorts', () => {
    const cases = plans.flatMap((plan) => plan.cases);
    const seen = new Set(cases.map(({ family }) => family));
    expect([...seen].sort()).toEqual(FAMILIES.map(({ name }) => name).sort());
    expect(new Set(cases.map(({ effort }) => effort)).size).toBe(3);
  });

  it('given a student in an offering, then a kind is labelled once', () => {
    for (const { cases } of plans) {
      const keys = cases.map((one) => [one.student, one.offering, one.violation].join());
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('given who misses too much, then the timetable has as many hours', () => {
    for (const { world, cases } of plans)
      for (const one of cases.filter(({ violation }) => violation === 'excessive_absence')) {
        const student = world.students.find(({ number }) => number === one.student);
        const offering = student?.offerings.find(({ id }) => id === one.offering);
        expect(student && offering && canMissTooMuch({ student, offering })).toBe(true);
      }
  });
});

describe('a small campus with its cheats', () => {
  const OPTIONS = { students: 150, weeks: 4, seed: 3 };
  const [honest, cheated] = [simulate(OPTIONS, NOBODY), simulate(OPTIONS)];
  const owners = new Map(
    honest.roster.students.flatMap(({ id, accounts }) =>
      accounts.map(({ source, account }) => [`${source} ${account}`, id]),
    ),
  );
  const ownerOf = ({ source, subject = '' }: SimEvent) => owners.get(`${source} ${subject}`);
  const before = [...honest.events];
  const after = [...cheated.events];
  const { cases } = cheated.labels;

  it('given all kinds, then there is a handful of each', () => {
    for (const violation of VIOLATIONS)
      expect(cases.filter((one) => one.violation === violation).length).toBeGreaterThan(1);
  });

  it('given who is untouched by a cheat, then the same life to the byte', () => {
    const touched = new Set(cases.map(({ student }) => student));
    const linesOf = (events: readonly SimEvent[]): string =>
      events
        .filter((one) => !touched.has(ownerOf(one) ?? ''))
        .map((one) => JSON.stringify(one))
        .join('\n');
    expect(touched.size).toBeLessThan(OPTIONS.students / 2);
    expect(linesOf(after) === linesOf(before)).toBe(true);
  });

  it('given wrong events, then they are their student’s, but for organisers, whose hand they are', () => {
    const byId = new Map(after.map((one) => [`${one.source} ${one.id}`, one]));
    for (const one of cases) {
      const events = one.events.map((id) => byId.get(id));
      expect(events).not.toContain(undefined);
      if (one.violation === 'excessive_absence' || one.violation === 'non_participation')
        expect(events).toEqual([]);
      else expect(events.length).toBeGreaterThan(0);
      if (one.part === 'participant')
        for (const event of events) expect(event && ownerOf(event)).toBe(one.student);
    }
  });

  it('given who was never there, then not one event is', () => {
    const never = new Set(
      cases.filter((one) => one.violation === 'non_participation').map(({ student }) => student),
    );
    const ofVendor = /grade\.recorded|platform\.reported/;
    const own = after.filter((one) => never.has(ownerOf(one) ?? '') && !ofVendor.test(one.type));
    expect(own).toEqual([]);
  });
});
