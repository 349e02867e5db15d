import { describe, expect, it } from '@jest/globals';
import type { SentEvent } from '../../testing/detection-bench.js';
import { DEFAULT_POLICY } from '../../policy/default-policy.js';
import {
  accusedIn,
  completeUntil,
  course,
  enrolled,
  exactBench,
  meeting,
  numbers,
  offering,
  signedIn,
  student,
  TO,
} from '../testing/term.js';
import { expectReadable } from '../testing/readable.js';

const OVER = completeUntil(TO);
const leaveFor = (n: number, madeUp: boolean, approvedBy = ['teacher', 'adviser']) => ({
  ...{ student: '1', offering: 'CS', meeting: `m-${n}`, approvedBy, madeUp },
});

const judged = async (
  roster: object | readonly object[],
  events: readonly SentEvent[],
  leaveCounts = DEFAULT_POLICY.review.leaveCounts,
) => {
  const review = { ...DEFAULT_POLICY.review, leaveCounts };
  const bench = await exactBench({ policy: { ...DEFAULT_POLICY, review } });
  for (const file of [roster].flat()) await bench.know(file);
  await bench.send(events);
  await bench.settle();
  return bench;
};

const accused = async (...given: Parameters<typeof judged>) => accusedIn(await judged(...given));

describe('absence above a third of the teaching hours', () => {
  it.each([
    [48, 16, false],
    [48, 17, true],
    [32, 10, false],
    [32, 11, true],
  ])('of %i hours %i missed: %s', async (hours, missed, over) => {
    const events = [...signedIn('1', numbers(missed + 1, hours)), OVER];
    expect(await accused(course(hours, '1'), events)).toEqual(over ? ['1 excessive-absence'] : []);
  });

  it('names the hours, cites the declaration, and reads well', async () => {
    const bench = await judged(course(48, '1'), [...signedIn('1', numbers(18, 48)), OVER]);
    const [signal] = await bench.all();
    expect(signal).toMatchObject({
      events: [{ source: 'lms', id: OVER.id }],
      baselines: ['feed.complete/2026-06-30@1'],
      numbers: [{ name: 'absent_hours', value: 17, threshold: 16 }, { value: 17 }],
    });
    if (signal) expectReadable(signal);
  });

  it('warns from a quarter on, without a flag', async () => {
    const bench = await judged(course(48, '1'), [...signedIn('1', numbers(13, 48)), OVER]);
    const [signal] = await bench.all();
    expect(signal?.numbers[0]).toMatchObject({ value: 12, threshold: 12 });
    expect(signal?.score).toBeLessThan(0.3);
    if (signal) expectReadable(signal);
    const less = await judged(course(48, '1'), [...signedIn('1', numbers(12, 48)), OVER]);
    expect(await less.all()).toEqual([]);
  });

  it('a student without any event is absent too, and whoever dropped the course is not', async () => {
    const roster = course(48, '1', '2');
    const dropped = [enrolled('2', { status: 'dropped', at: '2026-05-01T00:00:00+08:00' })];
    const bench = await judged([roster, { enrolments: dropped }], [OVER]);
    expect(await accusedIn(bench)).toEqual(['1 excessive-absence', '1 non-participation']);
  });
});

describe('what does not count as absence', () => {
  it('meetings past which the feed is not complete, those of the future among them', async () => {
    const until = (n: number) => completeUntil(meeting(n).endsAt);
    expect(await accused(course(48, '1'), [until(16)])).toEqual([]);
    expect(await accused(course(48, '1'), [until(17)])).toEqual(['1 excessive-absence']);
    const early = { time: meeting(16).endsAt };
    const claimed = [completeUntil(TO, 'lms', early)];
    expect(await accused(course(48, '1'), claimed)).toEqual([]);
  });

  it('a meeting signed in to on any of several platforms, all of which must be complete', async () => {
    const two = {
      students: [student('1', 'lms', 'live')],
      offerings: [offering(48, { platforms: ['lms', 'live'] })],
    };
    const roster = { ...course(48, '1'), ...two };
    const events = [...signedIn('1', numbers(1, 16)), ...signedIn('1', numbers(10, 32), 'live')];
    const live = completeUntil(TO, 'live');
    expect(await accused(roster, [...events, OVER, live])).toEqual([]);
    const fewer = events.filter(({ id }) => id !== '1-32');
    expect(await accused(roster, [...fewer, OVER])).toEqual([]);
    expect(await accused(roster, [...fewer, OVER, live])).toEqual(['1 excessive-absence']);
  });

  it('a move nobody approved: neither the meeting nor the one it stands for', async () => {
    const events = [...signedIn('1', numbers(18, 48)), OVER];
    const moved = (approval: string | null) => ({
      meetings: [meeting(60, { replaces: 'm-1', approval })],
    });
    expect(await accused([course(48, '1'), moved(null)], events)).toEqual([]);
    expect(await accused([course(48, '1'), moved('教务 2026-17')], events)).toHaveLength(1);
    const came = [...events, ...signedIn('1', [60])];
    expect(await accused([course(48, '1'), moved('教务 2026-17')], came)).toEqual([]);
  });

  it.each([
    ['never', false, false],
    ['unless_made_up', true, false],
    ['unless_made_up', false, true],
    ['always', true, true],
  ] as const)('leave where it counts %s, made up %s', async (counts, madeUp, over) => {
    const roster = [course(48, '1'), { leaves: [leaveFor(1, madeUp)] }];
    const events = [...signedIn('1', numbers(18, 48)), OVER];
    expect(await accused(roster, events, counts)).toHaveLength(over ? 1 : 0);
  });

  it('leave lacking one of the two approvals does count', async () => {
    const events = [...signedIn('1', numbers(18, 48)), OVER];
    for (const approvedBy of [['teacher'], ['adviser'], ['teacher', 'somebody'], []]) {
      const leaves = [leaveFor(1, true, approvedBy)];
      expect(await accused([course(48, '1'), { leaves }], events)).toHaveLength(1);
    }
  });

  it('meetings before the enrolment, and those where somebody else claims the account', async () => {
    const late = { enrolments: [enrolled('1', { at: meeting(2).startsAt })] };
    const events = [...signedIn('1', numbers(18, 48)), OVER];
    expect(await accused([course(48, '1'), late], events)).toEqual([]);
    const rival = student('9');
    const account = { ...rival.accounts[0], account: 'a-1', to: meeting(2).startsAt };
    const claimed = { students: [{ ...rival, accounts: [account] }] };
    expect(await accused([course(48, '1'), claimed], events)).toEqual([]);
  });

  it('meetings at which nobody of a class signed in', async () => {
    const roster = course(48, '1', '2', '3', '4', '5');
    const others = ['2', '3', '4', '5'].flatMap((id) => signedIn(id, numbers(18, 48)));
    const events = [...others, ...signedIn('1', numbers(18, 48)), OVER];
    expect(await accused(roster, events)).toEqual([]);
    expect(await accused(roster, [...events, ...signedIn('2', numbers(1, 17))])).toHaveLength(4);
  });

  it('anything where the vendor never declares, until the feed has gone on for long', async () => {
    const roster = course(48, '1');
    const others = (n: number) =>
      numbers(1, 30).flatMap((id) => signedIn(`x${id}`, [n]).map((one) => ({ ...one, data: {} })));
    const mine = signedIn('1', numbers(18, 48));
    const missed = numbers(1, 17).length;
    expect(missed).toBe(17);
    expect(await accused(roster, [...mine, ...others(25)])).toEqual([]);
    expect(await accused(roster, [...mine, ...others(45), ...others(60)])).toHaveLength(1);
  });
});
