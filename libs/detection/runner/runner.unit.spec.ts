import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DetectionBench, type BenchOptions, type SentEvent } from '../testing/detection-bench.js';
import { busyDay } from '../testing/tiny-detectors.js';
import type { Detector } from '../detector.js';

const student = (number: string, ...accounts: readonly string[]) => ({
  id: number,
  name: `学生${number}`,
  accounts: accounts.map((account) => ({ source: 'lms', account, from: null, to: null })),
});

const ROSTER = {
  students: [student('1', 'a1'), student('2', 'a2'), student('3', 'a3')],
};

const heartbeat = (id: string, account: string, time: string, extra = {}): SentEvent => ({
  source: 'lms',
  id,
  type: 'probity.video.heartbeat.v1',
  account,
  time,
  data: { offering: 'CS', activity: 'v', session: `s-${account}`, positionSec: 1 },
  ...extra,
});

const signIn = (id: string, account: string, device: string, time: string): SentEvent => ({
  source: 'lms',
  id,
  type: 'probity.attendance.signed_in.v1',
  account,
  time,
  data: {
    offering: 'CS',
    meeting: 'm',
    method: 'qr',
    client: { ip: '203.0.113.7', deviceId: device },
  },
});

const three = (account: string, day = '2026-03-02', from = 1): readonly SentEvent[] =>
  [0, 1, 2].map((n) =>
    heartbeat(`${account}-${from + n}`, account, `${day}T0${5 + n}:00:00+08:00`),
  );

const bench = async (options: BenchOptions = {}): Promise<DetectionBench> => {
  const made = new DetectionBench(options);
  await made.runner.open();
  return made;
};

describe('a student who does too much in a day', () => {
  it('given the roster, when the events come, then a signal stands and cites them', async () => {
    const given = await bench();
    await given.know(ROSTER);
    await given.send(three('a1'));
    await given.settle();
    expect(await given.standing()).toMatchObject([
      { student: '1', detector: 'busy-day', events: ['lms/a1-1', 'lms/a1-2', 'lms/a1-3'] },
    ]);
    expect(await given.runner.lag()).toBe(0);
  });

  it('a day ends at 04:00 local time, not at midnight', async () => {
    const given = await bench();
    await given.know(ROSTER);
    await given.send([
      heartbeat('x1', 'a1', '2026-03-02T23:00:00+08:00'),
      heartbeat('x2', 'a1', '2026-03-03T01:00:00+08:00'),
      heartbeat('x3', 'a1', '2026-03-03T03:59:59+08:00'),
      heartbeat('x4', 'a1', '2026-03-03T04:00:00+08:00'),
    ]);
    await given.settle();
    expect(await given.standing()).toMatchObject([
      { anchor: '2026-03-02', events: ['lms/x1', 'lms/x2', 'lms/x3'] },
    ]);
  });

  it('given a signal, when a late event comes, then it is revised, once', async () => {
    const given = await bench();
    await given.know(ROSTER);
    await given.send(three('a1'));
    await given.settle();
    await given.send([heartbeat('late', 'a1', '2026-03-02T07:00:00+08:00')]);
    await given.settle();
    await given.settle();
    expect(await given.facts()).toEqual(['SignalRaised', 'SignalRevised']);
    expect((await given.all())[0]).toMatchObject({ state: 'revised', revision: 2 });
    expect((await given.all())[0]?.events).toHaveLength(4);
  });

  it('an event recorded long after its own time still finds its window', async () => {
    const given = await bench({ cachedEvents: 0 });
    await given.know(ROSTER);
    await given.send(three('a1').slice(0, 2));
    const wrongClock = {
      time: '2026-01-01T00:00:00+08:00',
      recordedtime: '2026-03-02T12:00:00+08:00',
    };
    await given.send([heartbeat('skewed', 'a1', wrongClock.time, wrongClock)]);
    await given.settle();
    await given.send([heartbeat('again', 'a1', '2026-03-02T13:00:00+08:00')]);
    await given.settle();
    expect(await given.standing()).toMatchObject([
      { events: ['lms/a1-1', 'lms/a1-2', 'lms/skewed', 'lms/again'] },
    ]);
  });
});

describe('reference data that come late or change', () => {
  it('given events of an unknown account, when it is mapped, then they are judged', async () => {
    const given = await bench();
    await given.send([...three('a1'), signIn('i1', 'a1', 'd', '2026-03-02T08:00:00+08:00')]);
    await given.send([signIn('i2', 'a2', 'd', '2026-03-02T08:01:00+08:00')]);
    await given.settle();
    expect(await given.standing()).toEqual([]);
    await given.know(ROSTER);
    await given.settle();
    expect(await given.standing()).toHaveLength(3);
  });

  it('given an account mapped together with a network, then its events are judged all the same', async () => {
    const given = await bench();
    await given.send(three('a1'));
    await given.settle();
    await given.know({ ...ROSTER, networks: [{ cidr: '198.51.100.0/24', kind: 'campus' }] });
    await given.settle();
    expect(await given.standing()).toMatchObject([{ student: '1' }]);
  });

  it('given events before, while and after an account is mapped, then all of them are judged', async () => {
    const given = await bench();
    const [first, second, third] = three('a1') as [SentEvent, SentEvent, SentEvent];
    await given.send([first]);
    await given.settle();
    await given.know(ROSTER);
    await given.send([second]);
    await given.settle();
    await given.send([third]);
    await given.settle();
    expect(await given.standing()).toMatchObject([
      { student: '1', events: ['lms/a1-1', 'lms/a1-2', 'lms/a1-3'] },
    ]);
  });

  it('given a signal, when the account turns out to be another’s, then it moves', async () => {
    const given = await bench();
    await given.know(ROSTER);
    await given.send(three('a1'));
    await given.settle();
    await given.know({ students: [student('1'), student('2', 'a2', 'a1')] });
    await given.settle();
    expect(await given.standing()).toMatchObject([{ student: '2' }]);
    expect((await given.facts()).toSorted()).toEqual([
      'SignalRaised',
      'SignalRaised',
      'SignalWithdrawn',
    ]);
  });

  it('given a signal, when two students claim the account, then nobody is accused', async () => {
    const given = await bench();
    await given.know(ROSTER);
    await given.send(three('a1'));
    await given.settle();
    await given.know({ students: [student('2', 'a2', 'a1')] });
    await given.settle();
    expect(await given.standing()).toEqual([]);
  });
});

describe('baselines', () => {
  const crowd = Array.from({ length: 25 }, (_, n) => `b${n}`);
  const policy = async (closingAccounts: number) => {
    const { DEFAULT_POLICY } = await import('../policy/default-policy.js');
    return { ...DEFAULT_POLICY, baselines: { closingAccounts, latenessHours: 24 } };
  };

  it('a closed week is published and changes the conclusions that asked for it', async () => {
    const given = await bench({ policy: await policy(20) });
    await given.know(ROSTER);
    await given.send([
      signIn('i1', 'a1', 'd', '2026-03-02T08:00:00+08:00'),
      signIn('i2', 'a2', 'd', '2026-03-02T08:01:00+08:00'),
      ...crowd.map((account) =>
        signIn(`c-${account}`, account, account, '2026-03-03T08:00:00+08:00'),
      ),
    ]);
    await given.settle();
    const [before] = await given.all();
    await given.send(
      crowd.map((account) => heartbeat(`h-${account}`, account, '2026-03-20T08:00:00+08:00')),
    );
    await given.settle();
    const [after] = await given.all();
    expect(before).toMatchObject({ llr: 4, baselines: [] });
    expect(after).toMatchObject({ llr: 0.5, baselines: ['network.address/2026-W10@1'] });
    const published = await given.store.readStream('baseline-network.address');
    expect(published).toHaveLength(1);
    expect(JSON.stringify(published)).not.toContain('203.0.113.7');
  });

  it('a few forged times in the future close no week', async () => {
    const given = await bench({ policy: await policy(20) });
    await given.know(ROSTER);
    await given.send([
      ...crowd.map((account) =>
        signIn(`c-${account}`, account, account, '2026-03-03T08:00:00+08:00'),
      ),
      ...crowd
        .slice(0, 19)
        .map((account) => heartbeat(`f-${account}`, account, '2031-01-01T00:00:00Z')),
    ]);
    await given.settle();
    expect(await given.store.readStream('baseline-network.address')).toEqual([]);
  });
});

describe('a crash', () => {
  it('between append and checkpoint doubles nothing', async () => {
    const given = await bench();
    await given.know(ROSTER);
    await given.send(three('a1'));
    const save = given.state.save.bind(given.state);
    given.state.save = async (changes) => {
      if (changes.clean) throw new Error('the process ends here');
      await save(changes);
    };
    await expect(given.settle()).rejects.toThrow('ends here');
    expect(await given.facts()).toEqual(['SignalRaised']);
    given.state.save = save;
    await given.restart();
    await given.settle();
    expect(await given.facts()).toEqual(['SignalRaised']);
    expect(await given.state.dirty()).toEqual([]);
  });

  it('before anything was judged loses nothing', async () => {
    const given = await bench();
    await given.know(ROSTER);
    await given.send(three('a1'));
    await given.runner.step();
    await given.restart();
    await given.settle();
    expect(await given.standing()).toHaveLength(1);
  });
});

describe('another policy or detector', () => {
  it('given a signal, when its detector is no longer there, then it is withdrawn', async () => {
    const given = await bench();
    await given.know(ROSTER);
    await given.send(three('a1'));
    await given.settle();
    await given.restart([]);
    await given.settle();
    expect(await given.standing()).toEqual([]);
  });

  it('given a detector that fails, then the others go on and the failure is on record', async () => {
    const failing: Detector = {
      ...(busyDay as Detector),
      name: 'failing',
      measure: () => {
        throw new TypeError('a1 is not iterable');
      },
    };
    const given = await bench({ detectors: [failing, busyDay as Detector] });
    await given.know(ROSTER);
    await given.send(three('a1'));
    await given.settle();
    expect(await given.standing()).toHaveLength(1);
    expect(await given.deadLetters.list()).toMatchObject([
      { reader: 'detection', reason: 'detector failing@1 failed: TypeError' },
    ]);
  });
});

describe('the set decides, not its order', () => {
  const accounts = ['a1', 'a2', 'a3'];
  const event = fc.record({
    account: fc.constantFrom(...accounts),
    minute: fc.integer({ min: 0, max: 3 * 24 * 60 }),
    kind: fc.constantFrom('beat', 'sign', 'late'),
    device: fc.constantFrom('d1', 'd2'),
  });
  const start = Date.parse('2026-03-02T00:00:00+08:00');
  const toSent = (
    one: { account: string; minute: number; kind: string; device: string },
    n: number,
  ) => {
    const time = new Date(start + one.minute * 60_000).toISOString();
    if (one.kind === 'sign') return signIn(`e${n}`, one.account, one.device, time);
    const extra = { time: '2026-01-01T00:00:00Z', recordedtime: time };
    return heartbeat(`e${n}`, one.account, time, one.kind === 'late' ? extra : {});
  };

  it('shuffled, duplicated, in pages, with a late roster and restarts: the same signals', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        async (drawn, draws) => {
          const events = drawn.map(toSent);
          const plain = await bench();
          await plain.know(ROSTER);
          await plain.send(events);
          await plain.settle();

          const draw = () => draws.next().value as number;
          const shuffled = [...events, ...events.filter(() => draw() % 3 === 0)]
            .map((one) => ({ one, at: draw() }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
          const other = await bench({ cachedEvents: draw() % 20 });
          const rosterAt = draw() % (shuffled.length + 1);
          for (let from = 0; from < shuffled.length;) {
            const size = 1 + (draw() % 7);
            await other.send(shuffled.slice(from, from + size));
            if (from <= rosterAt && rosterAt < from + size) await other.know(ROSTER);
            if (draw() % 2 === 0) await other.settle();
            else if (draw() % 3 === 0) await other.restart();
            else await other.runner.step();
            from += size;
          }
          if (rosterAt === shuffled.length) await other.know(ROSTER);
          await other.settle();
          expect(await other.standing()).toEqual(await plain.standing());

          const again = await other.runner.recomputeAll();
          expect(again).toMatchObject({ raised: 0, revised: 0, withdrawn: 0, baselines: 0 });
        },
      ),
      { numRuns: 60 },
    );
  });
});
