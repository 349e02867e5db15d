import { describe, expect, it } from '@jest/globals';
import { caseKey, type LabelledCase } from './cheats/label.js';
import { happening, type SimEvent } from './event.js';
import { NOBODY, type OverlayOf } from './overlay.js';
import { simulate } from './simulate.js';
import { midnight } from './world/calendar.js';
import { accountOf } from './world/students.js';

const OPTIONS = { students: 110, weeks: 4, seed: 12 };
const honest = simulate(OPTIONS, NOBODY);
const events = [...honest.events];
const { roster, world } = honest;

const owners = new Map(
  roster.students.flatMap(({ id, accounts }) =>
    accounts.map(({ source, account }) => [`${source} ${account}`, id]),
  ),
);
const ownerOf = ({ source, subject = '' }: SimEvent): string | undefined =>
  owners.get(`${source} ${subject}`);

describe('an honest semester', () => {
  it('given sign-ins, timetable and leaves, then nobody misses more than a third', () => {
    const signed = new Set(
      events.filter(isSignIn).map((one) => `${ownerOf(one)} ${one.data['meeting']}`),
    );
    const held = new Set(events.filter(isSignIn).map((one) => one.data['meeting']));
    const replaced = new Set(roster.meetings.map((one) => one.replaces));
    const excused = new Set(
      roster.leaves
        .filter(({ approvedBy, madeUp }) => approvedBy.length === 2 && madeUp)
        .map(({ student, meeting }) => `${student} ${meeting}`),
    );
    let most = 0;
    for (const student of world.students)
      for (const { id, hours } of student.offerings) {
        const from = midnight(student.joined.get(id) ?? -7);
        const missed = roster.meetings
          .filter((one) => one.offering === id && held.has(one.id) && !replaced.has(one.id))
          .filter((one) => Date.parse(one.startsAt) >= from)
          .filter((one) => !signed.has(`${student.number} ${one.id}`))
          .filter((one) => !excused.has(`${student.number} ${one.id}`))
          .reduce((sum, one) => sum + one.hours, 0);
        expect(3 * missed).toBeLessThanOrEqual(hours.total);
        most = Math.max(most, missed / hours.total);
      }
    expect(most).toBeGreaterThan(0.25);
  });

  it('given an enrolment that stands, then its student was there at least once', () => {
    const seen = new Set(events.map((one) => `${ownerOf(one)} ${one.data['offering']}`));
    for (const student of world.students)
      for (const { id } of student.offerings)
        expect(seen.has(`${student.number} ${id}`)).toBe(true);
  });

  it('given a machine that is not cloned, then two people never use it within a minute', () => {
    const cloned = new Set(world.campus.labs.filter((lab) => lab.cloned).map((lab) => lab.id));
    const last = new Map<string, { at: number; who: string | undefined }>();
    const used = events.filter((one) => deviceOf(one) !== undefined && !isSignIn(one));
    for (const event of used.sort((a, b) => Date.parse(timeOf(a)) - Date.parse(timeOf(b)))) {
      const device = deviceOf(event) ?? '';
      if (cloned.has(device)) continue;
      const before = last.get(device);
      const [at, who] = [Date.parse(timeOf(event)), ownerOf(event)];
      if (before && before.who !== who) expect(at - before.at).toBeGreaterThan(60_000);
      last.set(device, { at, who });
    }
  });

  it('given addresses of buildings, then nobody changes the building within a minute', () => {
    const machinesAlone = new Set(
      world.students.filter(({ traits }) => traits.has('left_running')).map((one) => one.number),
    );
    const last = new Map<string, { at: number; building: string }>();
    for (const event of [...events].sort((a, b) => whenOf(a) - whenOf(b))) {
      const who = ownerOf(event);
      const [at, building] = [whenOf(event), buildingOf(event)];
      if (who === undefined || building === undefined || machinesAlone.has(who)) continue;
      const before = last.get(who);
      if (before && before.building !== building) expect(at - before.at).toBeGreaterThan(60_000);
      last.set(who, { at, building });
    }
  });

  it('given lost connections, then some events come late, out of order and long after they happened', () => {
    const late = events.filter(
      ({ time, recordedtime }) =>
        recordedtime !== undefined && Date.parse(recordedtime) - Date.parse(time) > 1_200_000,
    );
    expect(late.length).toBeGreaterThan(20);
    const times = late.map(({ time }) => time);
    expect([...times].sort()).not.toEqual(times);
  });

  it('given all vendors, then each that declares its feed complete does so past every window', () => {
    const until = new Map<string, number>();
    for (const { type, source, data } of events)
      if (type === 'probity.feed.completed.v1')
        until.set(source, Math.max(until.get(source) ?? 0, Date.parse(String(data['until']))));
    const ends = roster.offerings.map(({ window }) => Date.parse(window.to));
    expect(until.size).toBe(world.platforms.length);
    for (const at of until.values()) expect(at).toBeGreaterThan(Math.max(...ends));
  });

  it('given vendors, then no two send the same members with a heartbeat, and cadences differ', () => {
    const members = new Map<string, string>();
    for (const { type, source, data } of events)
      if (type === 'probity.video.heartbeat.v1')
        members.set(source, Object.keys(data).sort().join());
    expect(new Set(members.values()).size).toBeGreaterThan(1);
    expect(new Set(world.platforms.map(({ cadenceSec }) => cadenceSec)).size).toBeGreaterThan(2);
  });
});

describe('an overlay', () => {
  const student = world.students.find((one) =>
    one.offerings.some(({ meetings }) => meetings.length > 4),
  );
  const offering = student?.offerings.find(({ meetings }) => meetings.length > 4);
  if (!student || !offering) throw new Error('this seed has a course with meetings');
  const label: LabelledCase = {
    student: student.number,
    offering: offering.id,
    violation: 'course_brushing',
    family: 'F1',
    effort: 'blatant',
    part: 'participant',
  };
  const overlayOf: OverlayOf = () => ({
    cases: [label],
    replaced: (who, where) =>
      who.index === student.index && where.id === offering.id
        ? { videos: true, sittings: true, visits: true, meetings: true }
        : undefined,
    *happenings(day) {
      if (day !== 3) return;
      const account = accountOf(student, offering.platform.source);
      const actor = { account, session: 's-x', client: {}, skewMs: 0, wrong: caseKey(label) };
      const data = { offering: offering.id, progress: 1 };
      yield happening(actor, offering.platform, 'video.completed', midnight(day) + 1, data);
    },
  });
  const overlaid = simulate(OPTIONS, overlayOf);
  const after = [...overlaid.events];
  const ofBoth = (all: readonly SimEvent[]): SimEvent[] =>
    all.filter((one) => ownerOf(one) === student.number && one.data['offering'] === offering.id);

  it('given what it replaces, then nothing of it happens, and only what it adds', () => {
    const added = ofBoth(after).filter(({ type }) => type !== 'probity.grade.recorded.v1');
    expect(new Set(added.map(({ id }) => id)).size).toBe(1);
    expect(ofBoth(events).length).toBeGreaterThan(20);
    expect(
      overlaid.roster.leaves.some(
        (one) => one.student === student.number && one.offering === offering.id,
      ),
    ).toBe(false);
  });

  it('given its wrong events, then the labels name them', () => {
    const [id] = overlaid.labels.cases[0]?.events ?? [];
    const named = after.filter((one) => `${one.source} ${one.id}` === id);
    expect(named.map(({ type }) => type)).toContain('probity.video.completed.v1');
  });

  it('given the first event alone, then no day but the first was drawn', () => {
    const asked: number[] = [];
    const lazy = simulate(OPTIONS, (drawn) => ({
      ...NOBODY(drawn),
      happenings: (day) => {
        asked.push(day);
        return [];
      },
    }));
    for (const event of lazy.events) {
      expect(event.specversion).toBe('1.0');
      break;
    }
    expect(asked).toEqual([0]);
  });

  it('given everybody else, then their lives are the same events', () => {
    const others = (all: readonly SimEvent[]): string[] =>
      all.filter((one) => ownerOf(one) !== student.number).map((one) => JSON.stringify(one));
    expect(others(after).join('\n') === others(events).join('\n')).toBe(true);
  });
});

const isSignIn = ({ type }: SimEvent): boolean => type === 'probity.attendance.signed_in.v1';
const deviceOf = ({ data }: SimEvent): string | undefined =>
  (data['client'] as { deviceId?: string } | undefined)?.deviceId;
/** Campus wireless reaches everywhere; a dormitory's line and a lab's do not. */
const buildingOf = ({ data }: SimEvent): string | undefined =>
  /^10\.[34]0\./.exec((data['client'] as { ip?: string } | undefined)?.ip ?? '')?.[0];
/** When it happened, devices' clocks apart. */
const whenOf = ({ time, recordedtime }: SimEvent): number => {
  const [at, recorded] = [Date.parse(time), Date.parse(recordedtime ?? time)];
  return Math.abs(recorded - at) < 1_200_000 ? recorded : at;
};
const timeOf = ({ time, recordedtime }: SimEvent): string => recordedtime ?? time;
