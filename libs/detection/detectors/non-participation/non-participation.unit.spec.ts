import { describe, expect, it } from '@jest/globals';
import type { SentEvent } from '../../testing/detection-bench.js';
import {
  accusedIn,
  completeUntil,
  enrolled,
  exactBench,
  FROM,
  offering,
  student,
  TO,
} from '../testing/term.js';
import { expectReadable } from '../testing/readable.js';

const OVER = completeUntil(TO);
const ROSTER = {
  students: [student('1'), student('2')],
  offerings: [offering(48)],
  enrolments: [enrolled('1'), enrolled('2')],
};
const login = (account: string, time: string, more: object = {}): SentEvent => ({
  ...{ source: 'lms', id: `${account} ${time}`, type: 'probity.session.started.v1' },
  ...{ account, time, data: {} },
  ...more,
});
const MAY = '2026-05-04T10:00:00+08:00';

const judged = async (roster: object | readonly object[], events: readonly SentEvent[]) => {
  const bench = await exactBench();
  for (const file of [roster].flat()) await bench.know(file);
  await bench.send(events);
  await bench.settle();
  return bench;
};
const accused = async (...given: Parameters<typeof judged>) => accusedIn(await judged(...given));

describe('a student who never logged in', () => {
  it('given a complete feed, then the one without any event stands accused', async () => {
    const bench = await judged(ROSTER, [login('a-2', MAY), OVER]);
    expect(await accusedIn(bench)).toEqual(['1 non-participation']);
    const [signal] = await bench.all();
    expect(signal).toMatchObject({ offering: 'CS', events: [{ id: OVER.id }] });
    if (signal) expectReadable(signal);
  });

  it('before the feed is complete past the window, nobody is', async () => {
    const early = completeUntil('2026-06-30T00:00:00+08:00');
    expect(await accused(ROSTER, [login('a-2', MAY), early])).toEqual([]);
  });

  it('any event of a mapped account shows a login, one of an unlisted type too', async () => {
    const strange = login('a-1', MAY, { type: 'vendor.some.thing' });
    expect(await accused(ROSTER, [login('a-2', MAY), strange, OVER])).toEqual([]);
    const graded = login('a-1', MAY, {
      type: 'probity.grade.recorded.v1',
      data: { component: 'final', score: 0, maxScore: 100 },
    });
    expect(await accused(ROSTER, [login('a-2', MAY), graded, OVER])).toHaveLength(1);
  });

  it('a login on a platform of other courses is none, work in the course is one wherever it was done', async () => {
    const accounts = ['lms', 'live'].map((source) => ({ source, account: 'a-1' }));
    const roster = [ROSTER, { students: [{ id: '1', accounts }] }];
    const elsewhere = login('a-1', MAY, { source: 'live' });
    expect(await accused(roster, [login('a-2', MAY), elsewhere, OVER])).toHaveLength(1);
    const worked = { ...elsewhere, id: 'worked', data: { offering: 'CS' } };
    expect(await accused(roster, [login('a-2', MAY), worked, OVER])).toEqual([]);
    const offline = [...roster, { offerings: [offering(48, { mode: 'other' })] }];
    expect(await accused(offline, [login('a-2', MAY), elsewhere, OVER])).toEqual([]);
  });

  it('a login after the window closed is none, one at its last minute is one', async () => {
    const both = (time: string) => [login('a-2', MAY), login('a-1', time), OVER];
    expect(await accused(ROSTER, both('2026-07-02T00:00:00+08:00'))).toHaveLength(1);
    expect(await accused(ROSTER, both('2026-06-30T23:59:00+08:00'))).toEqual([]);
  });

  it('nobody is accused who dropped, is contested, or has an account missing', async () => {
    const events = [login('a-2', MAY), OVER];
    const drop = { enrolments: [enrolled('1', { status: 'dropped', at: MAY })] };
    expect(await accused([ROSTER, drop], events)).toEqual([]);
    const rival = { source: 'lms', account: 'a-1', from: MAY, to: '2026-05-05T00:00:00+08:00' };
    const contested = { students: [{ ...student('9'), accounts: [rival] }] };
    expect(await accused([ROSTER, contested], events)).toEqual([]);
    const more = { offerings: [offering(48, { platforms: ['lms', 'live'] })] };
    expect(await accused([ROSTER, more], [...events, completeUntil(TO, 'live')])).toEqual([]);
  });
});

describe('what comes later', () => {
  it('a late login withdraws the signal', async () => {
    const bench = await judged(ROSTER, [login('a-2', MAY), OVER]);
    await bench.send([login('a-1', MAY)]);
    await bench.settle();
    expect(await bench.facts()).toEqual(['SignalRaised', 'SignalWithdrawn']);
  });

  it('so do an account mapped later and a window that ends later', async () => {
    const bench = await judged(ROSTER, [login('a-2', MAY), login('other', MAY), OVER]);
    const accounts = ['a-1', 'other'].map((account) => ({ ...{ source: 'lms', account } }));
    await bench.know({ students: [{ id: '1', accounts }] });
    await bench.settle();
    expect(await accusedIn(bench)).toEqual([]);

    const longer = await judged(ROSTER, [login('a-2', MAY), OVER]);
    const window = { from: FROM, to: '2026-07-15T00:00:00+08:00' };
    await longer.know({ offerings: [offering(48, { window })] });
    await longer.settle();
    expect(await accusedIn(longer)).toEqual([]);
    await longer.send([completeUntil('2026-07-15T00:00:00+08:00')]);
    await longer.settle();
    expect(await accusedIn(longer)).toEqual(['1 non-participation']);
  });

  it('a roster that comes after all events finds the same student', async () => {
    const bench = await judged([], [login('a-2', MAY), OVER]);
    await bench.know(ROSTER);
    await bench.settle();
    expect(await accusedIn(bench)).toEqual(['1 non-participation']);
  });

  it('a replay says the same, a restart and a rebuild change nothing', async () => {
    const bench = await judged(ROSTER, [login('a-2', MAY), OVER]);
    const [signal] = await bench.all();
    if (!signal) throw new Error('no signal was raised');
    await bench.send([completeUntil('2026-07-09T00:00:00+08:00')]);
    await bench.settle();
    const { policy } = bench.ports();
    expect(await bench.runner.replay(signal, policy)).toMatchObject({ same: true });
    await bench.restart();
    const none = { raised: 0, revised: 0, withdrawn: 0, baselines: 0 };
    expect(await bench.runner.recomputeAll()).toMatchObject(none);
    expect(await accusedIn(bench)).toEqual(['1 non-participation']);
  });
});
