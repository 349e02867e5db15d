import { describe, expect, it } from '@jest/globals';
import type { SentEvent } from '../../testing/detection-bench.js';
import { expectReadable } from '../testing/readable.js';
import {
  accusedIn,
  completeUntil,
  course,
  exactBench,
  meeting,
  numbers,
  signedIn,
  TO,
} from '../testing/term.js';

const OVER = completeUntil(TO);
const MIN = 60_000;
const OWN = { ip: '10.1.0.7', deviceId: 'phone' };
const startOf = (n: number): number => Date.parse(meeting(n).startsAt);

/** What a student sent to the meetings, so many minutes after each began. */
const sent = (
  id: string,
  meetings: readonly number[],
  afterMin: number,
  { what = 'signed_in', method = 'code', client = OWN as object | null, more = {} } = {},
): readonly SentEvent[] =>
  meetings.map((n) => ({
    ...{ source: 'lms', id: `${id}-${n}-${what}-${afterMin}`, account: `a-${id}` },
    type: `probity.attendance.${what}.v1`,
    time: new Date(startOf(n) + afterMin * MIN).toISOString(),
    data: { meeting: `m-${n}`, method, ...(client ? { client } : {}) },
    ...more,
  }));

const live = (id: string, meetings: readonly number[], from: number, to: number) => [
  ...sent(id, meetings, from, { method: 'live' }),
  ...sent(id, meetings, to, { method: 'live', what: 'signed_out' }),
];

const judged = async (students: readonly string[], events: readonly SentEvent[]) => {
  const bench = await exactBench();
  await bench.know(course(30, ...students));
  await bench.send([...events, OVER]);
  await bench.settle();
  return bench;
};
const accused = async (...given: Parameters<typeof judged>) => accusedIn(await judged(...given));

const ABSENT = ['1 excessive-absence'];
const [there, vain] = [numbers(12, 30), numbers(1, 11)];

describe('signed in, and not there', () => {
  it('given eleven of thirty lessons signed in to hours after the end, then absent, and it says so', async () => {
    const bench = await judged(['1'], [...signedIn('1', there), ...sent('1', vain, 300)]);
    expect(await accusedIn(bench)).toEqual(ABSENT);
    const [signal] = await bench.all();
    expect(signal?.numbers.at(-1)).toMatchObject({ name: 'signed_in_after_the_end', value: 11 });
    if (signal) expectReadable(signal);
  });

  it.each([
    ['in the minutes after the end', sent('1', vain, 75)],
    ['by nobody’s device, as a teacher puts a list right', sent('1', vain, 300, { client: null })],
    [
      'in time, told late by a queue',
      sent('1', vain, 10, { more: { recordedtime: new Date(startOf(30)).toISOString() } }),
    ],
    ['once in time and once more late', [...sent('1', vain, 5), ...sent('1', vain, 300)]],
  ])('given sign-ins %s, then present', async (_, events) => {
    expect(await accused(['1'], [...signedIn('1', there), ...events])).toEqual([]);
  });

  it('given live lessons left after five minutes where the class stays, then absent', async () => {
    const others = ['2', '3'].flatMap((id) => live(id, numbers(1, 30), 0, 58));
    const events = [...signedIn('1', there), ...live('1', vain, 1, 6), ...others];
    const bench = await judged(['1', '2', '3'], events);
    expect(await accusedIn(bench)).toEqual(ABSENT);
    const [signal] = await bench.all();
    expect(signal?.numbers.at(-1)).toMatchObject({ name: 'left_at_once', value: 11 });
  });

  it.each([
    ['joined again after a broken line', [...live('1', vain, 1, 6), ...live('1', vain, 10, 55)]],
    ['left after half of it', live('1', vain, 1, 31)],
    ['never signed out of', sent('1', vain, 1, { method: 'live' })],
    [
      'on two devices, one of which left at once',
      [...sent('1', vain, 0, { method: 'live' }), ...live('1', vain, 1, 6)],
    ],
  ])('given live lessons %s, then present', async (_, events) => {
    const others = ['2', '3'].flatMap((id) => live(id, numbers(1, 30), 0, 58));
    const all = [...signedIn('1', there), ...events, ...others];
    expect(await accused(['1', '2', '3'], all)).toEqual([]);
  });

  it('given a platform that signs everybody out at once, then its sign-outs say nothing', async () => {
    const events = ['1', '2', '3'].flatMap((id) => live(id, numbers(1, 30), 1, 2));
    expect(await accused(['1', '2', '3'], events)).toEqual([]);
  });
});
