import { describe, expect, it } from '@jest/globals';
import type { Client } from '../../../activity/activity.js';
import { NETWORK_LINE, PLATFORM_MACHINES } from '../../baselines/names.js';
import type { AttributedActivity, Baselines } from '../../detector.js';
import {
  accused,
  CAMPUS,
  DAY,
  DORMITORY,
  event,
  given as roster,
  HOUR,
  MIN,
  MOBILE,
  MONDAY_8,
  whenJudged,
} from '../testing/given.js';
import { viewingMachine } from './viewing-machine.detector.js';

const HOME = '223.10.20.30';

/** One of fifteen here has computers that never meet; `accounts` are on the line. */
const among = (accounts = 1): Baselines => ({
  read: (name) =>
    name === PLATFORM_MACHINES
      ? { value: 1 / 15, n: 240, cite: 'platform.machines/2026-W10@1' }
      : name === NETWORK_LINE
        ? { value: accounts, n: 9, cite: 'network.line/2026-W10@1' }
        : undefined,
});

const client = (deviceId: string, ip: string, userAgent: string): Client => ({
  ...{ deviceId, ip, userAgent },
});
const laptop = (ip = DORMITORY): Client => client('laptop', ip, 'Windows Chrome/140');
const phone = (ip = CAMPUS): Client => client('phone', ip, 'iPhone Mobile');
const other = (ip = HOME): Client => client('other', ip, 'Android 10 old Mobile');

const act = (type: string, at: number, by: Client, offering = 'CS101', activity = 'quiz-1') =>
  event(type, { at, client: by, offering, activity });

/** So many videos of a course on end, ten minutes each. */
const videos = (at: number, by: Client, many: number, offering = 'CS101'): AttributedActivity[] =>
  Array.from({ length: many }, (_, n) => [
    act('video.played', at + n * 11 * MIN, by, offering, `v-${at}-${n}`),
    act('video.completed', at + (n * 11 + 10) * MIN, by, offering, `v-${at}-${n}`),
  ]).flat();

/** Four weeks of somebody at the university: a sign-in each morning, one other course and this one's papers at night. */
const own = (paper: (day: number) => Client = () => laptop()): AttributedActivity[] =>
  Array.from({ length: 28 }, (_, day) => {
    const from = MONDAY_8 + day * DAY;
    return [
      act('attendance.signed_in', from, phone(), 'EN103'),
      ...videos(from + 13 * HOUR, laptop(), 1, 'EN103'),
      act('content.viewed', from + 14 * HOUR, paper(day)),
      act('assessment.started', from + 14 * HOUR + MIN, paper(day)),
      act('assessment.submitted', from + 14 * HOUR + 9 * MIN, paper(day)),
    ];
  }).flat();

const watched = (by: Client, days: readonly number[], hours = 6, each = 4): AttributedActivity[] =>
  days.flatMap((day) => videos(MONDAY_8 + day * DAY + hours * HOUR, by, each));

const judged = (events: readonly AttributedActivity[], baselines = among()) =>
  whenJudged(viewingMachine, events, roster(), baselines);

const WEEKDAYS = [7, 8, 9, 10];
const WEEKENDS = [5, 6, 12, 13, 19];

describe('a machine for the videos alone', () => {
  it("given a course's videos on a machine elsewhere that does nothing else, then a case by its events", () => {
    const findings = judged([...own(), ...watched(other(), WEEKDAYS)]);
    expect(findings.map(({ offering }) => offering)).toEqual(['CS101']);
    expect(accused(findings)).toBe(true);
    expect(findings[0]!.events.length).toBeGreaterThan(3);
  });

  it('given two days of it, then a case all the same; in one evening, none', () => {
    expect(accused(judged([...own(), ...watched(other(), [8, 9], 6, 9)]))).toBe(true);
    expect(accused(judged([...own(), ...watched(other(), [8], 6, 18)]))).toBe(false);
  });

  it('given a hand at the university while a video plays elsewhere, then it is said and weighs', () => {
    const during = [8, 9].map((day) =>
      act('content.viewed', MONDAY_8 + day * DAY + 6 * HOUR + 5 * MIN, laptop(), 'EN103'),
    );
    const [with_] = judged([...own(), ...during, ...watched(other(), [8, 9])]);
    const [without] = judged([...own(), ...watched(other(), [8, 9])]);
    expect(with_!.numbers.map(({ name }) => name)).toContain('hand_elsewhere');
    expect(with_!.llr).toBeGreaterThan(without!.llr);
  });

  it('given an old phone on a carrier alone, night after night, then a case', () => {
    const findings = judged([...own(), ...watched(other(MOBILE), [7, 8, 9, 10, 11], 17.5)]);
    expect(accused(findings)).toBe(true);
  });

  it.each([
    ['the own laptop, at home', laptop(HOME)],
    ['the own browser with its cookies cleared', client('new', HOME, 'Windows Chrome/140')],
    ['a second machine in the dormitory', other(DORMITORY)],
    ["a library's machine", other(CAMPUS)],
  ])('given the videos on %s, then nothing', (_, by) => {
    expect(judged([...own(), ...watched(by, WEEKDAYS)])).toEqual([]);
  });

  it('given that the own phone was on its line too, then nothing', () => {
    const home = act('content.viewed', MONDAY_8 + 8 * DAY, phone(HOME), 'EN103');
    expect(judged([...own(), home, ...watched(other(), WEEKDAYS)])).toEqual([]);
  });

  it('given that it does papers too, or another course, then nothing', () => {
    const paper = act('assessment.submitted', MONDAY_8 + 8 * DAY + 9 * HOUR, other());
    const course = videos(MONDAY_8 + 8 * DAY + 9 * HOUR, other(), 1, 'EN103');
    expect(judged([...own(), paper, ...watched(other(), WEEKDAYS)])).toEqual([]);
    expect(judged([...own(), ...course, ...watched(other(), WEEKDAYS)])).toEqual([]);
  });

  it("given the family's computer at weekends, the laptop at the university, then no case", () => {
    const term = own().filter(
      ({ at, data }) => !isWeekend(at) || data.client?.deviceId === 'phone',
    );
    expect(accused(judged([...term, ...watched(other(), WEEKENDS)]))).toBe(false);
  });

  it('given a machine that was replaced, then no case', () => {
    const late = own().filter(({ at }) => at > MONDAY_8 + 8 * DAY);
    expect(accused(judged([...late, ...watched(other(), [0, 1, 2, 3])]))).toBe(false);
  });

  it('given a journey, on whose days nothing was done at the university, then no case', () => {
    const stay = own().filter(({ at }) => at < MONDAY_8 + 7 * DAY || at > MONDAY_8 + 12 * DAY);
    expect(accused(judged([...stay, ...watched(other(), WEEKDAYS)]))).toBe(false);
  });

  it('given a place with many accounts, a company say, then no case', () => {
    expect(accused(judged([...own(), ...watched(other(), WEEKDAYS)], among(40)))).toBe(false);
  });

  it('given a platform that tells no pages, where a video left running at work needs no more, then no case', () => {
    const term = own().filter(({ type }) => !type.includes('content'));
    expect(accused(judged([...term, ...watched(other(), WEEKDAYS)]))).toBe(false);
  });

  it('given three videos (a near miss), then nothing', () => {
    expect(judged([...own(), ...watched(other(), [8], 6, 3)])).toEqual([]);
  });

  it('given that the papers were done nowhere, then nothing', () => {
    const bare = own().filter(
      ({ type, data }) => type.includes('video') || data.offering !== 'CS101',
    );
    expect(judged([...bare, ...watched(other(), WEEKDAYS)])).toEqual([]);
  });
});

const isWeekend = (at: number): boolean =>
  [0, 6].includes(new Date(at + 8 * HOUR - 4 * HOUR).getUTCDay());
