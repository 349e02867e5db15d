import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DetectionBench, type SentEvent } from '../testing/detection-bench.js';
import { crowdedClass, keen, TINY } from '../testing/tiny-detectors.js';

const student = (number: string) => ({
  id: number,
  accounts: [{ source: 'lms', account: `a${number}`, from: null, to: null }],
});
const STUDENTS = { students: [student('1'), student('2'), student('3')] };

const meeting = (id: string, offering: string) => ({
  id,
  offering,
  startsAt: '2026-03-02T08:00:00+08:00',
  endsAt: '2026-03-02T09:40:00+08:00',
  hours: 2,
});

const signIn = (id: string, account: string, own: object = {}): SentEvent => ({
  source: 'lms',
  id,
  type: 'probity.attendance.signed_in.v1',
  account,
  time: '2026-03-02T08:00:00+08:00',
  data: { meeting: 'm', method: 'qr', client: { deviceId: `d-${account}` }, ...own },
});

/** One vendor names the class, another only the meeting. */
const MIXED = [signIn('e1', 'a1'), signIn('e2', 'a2', { offering: 'CS' }), signIn('e3', 'a3')];
const ALL_THREE = { offering: 'CS', events: ['lms/e1', 'lms/e2', 'lms/e3'] };

const bench = async (): Promise<DetectionBench> => {
  const made = new DetectionBench({ detectors: [...TINY, crowdedClass, keen] });
  await made.runner.open();
  return made;
};

describe('sign-ins that name a meeting and no offering', () => {
  it('given the meeting is known, then they belong to its class, with those that name it', async () => {
    const given = await bench();
    await given.know({ ...STUDENTS, meetings: [meeting('m', 'CS')] });
    await given.send(MIXED);
    await given.settle();
    expect(await given.standing()).toMatchObject([ALL_THREE]);
  });

  it('given they were judged, when the meeting becomes known, then they are found', async () => {
    const given = await bench();
    await given.know(STUDENTS);
    await given.send(MIXED);
    await given.settle();
    expect(await given.standing()).toEqual([]);
    await given.know({ meetings: [meeting('m', 'CS')] });
    await given.settle();
    expect(await given.standing()).toMatchObject([ALL_THREE]);
  });

  it('given a signal, when the meeting turns out to be of another class, then it moves', async () => {
    const given = await bench();
    await given.know({ ...STUDENTS, meetings: [meeting('m', 'CS')] });
    await given.send(['1', '2', '3'].map((n) => signIn(`e${n}`, `a${n}`)));
    await given.settle();
    await given.know({ meetings: [meeting('m', 'MA')] });
    await given.settle();
    expect(await given.standing()).toMatchObject([{ ...ALL_THREE, offering: 'MA' }]);
  });

  it('given a rebuild, when the meeting becomes known only then, then they are found', async () => {
    const given = await bench();
    await given.know(STUDENTS);
    await given.send(['e1', 'e2', 'e3'].map((id) => signIn(id, 'a1')));
    await given.settle();
    await given.runner.recomputeAll();
    await given.know({ meetings: [meeting('m', 'CS')] });
    await given.settle();
    expect(await given.standing()).toMatchObject([
      { ...ALL_THREE, detector: 'crowded-class' },
      { ...ALL_THREE, detector: 'keen' },
    ]);
  });

  it('in any order of events, accounts, meetings and restarts: the same signals', async () => {
    const draw = fc.record({
      account: fc.constantFrom('a1', 'a2', 'a3'),
      meeting: fc.constantFrom('m', 'n'),
      offering: fc.constantFrom(undefined, undefined, 'CS'),
      device: fc.constantFrom('d1', 'd2'),
    });
    const known = [
      STUDENTS,
      { meetings: [meeting('m', 'CS')] },
      { meetings: [meeting('n', 'MA')] },
    ];
    const wrong = { meetings: [meeting('m', 'MA')] };
    await fc.assert(
      fc.asyncProperty(
        fc.array(draw, { minLength: 1, maxLength: 15 }),
        fc.infiniteStream(fc.nat({ max: 5 })),
        async (drawn, draws) => {
          const sent = drawn.map(({ account, device, ...own }, n) =>
            signIn(`e${n}`, account, { ...own, client: { deviceId: device } }),
          );
          const plain = await bench();
          for (const file of known) await plain.know(file);
          await plain.send(sent);
          await plain.settle();
          const other = await bench();
          const next = () => draws.next().value as number;
          const files = next() % 2 ? [wrong, ...known] : [...known].reverse();
          for (const one of sent) {
            if (next() === 0 && files.length > 0) await other.know(files.shift());
            await other.send([one]);
            if (next() === 0) await other.restart();
            if (next() < 3) await other.settle();
          }
          for (const file of files) await other.know(file);
          await other.settle();
          expect(await other.standing()).toEqual(await plain.standing());
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a student whose account is mapped after the events', () => {
  it('when the meeting is known later still, then the student’s own keys are judged too', async () => {
    const given = await bench();
    const [first] = MIXED as [SentEvent];
    await given.send([first, { ...first, id: 'e1b' }, { ...first, id: 'e1c' }]);
    await given.settle();
    await given.know(STUDENTS);
    await given.settle();
    await given.know({ meetings: [meeting('m', 'CS')] });
    await given.settle();
    expect(await given.standing()).toContainEqual(
      expect.objectContaining({ detector: 'keen', events: ['lms/e1', 'lms/e1b', 'lms/e1c'] }),
    );
  });
});
