import { describe, expect, it } from '@jest/globals';
import type { Detector } from '../detector.js';
import { DetectionBench, type SentEvent } from '../testing/detection-bench.js';
import { busyDay, twins } from '../testing/tiny-detectors.js';

const student = (id: string, ...accounts: readonly string[]) => ({
  ...{ id, name: `学生${id}` },
  accounts: accounts.map((account) => ({ source: 'lms', account, from: null, to: null })),
});
const ROSTER = { students: [student('1', 'a1'), student('2', 'a2'), student('3', 'a3')] };

const answers = (account: string, responses: string, exam = 'x'): readonly SentEvent[] =>
  [...responses].map((response, item) => ({
    ...{ source: 'lms', id: `${exam}-${account}-${item}`, account },
    type: 'probity.assessment.answered.v1',
    time: `2026-06-01T10:0${item}:00+08:00`,
    data: { offering: 'CS', activity: exam, attempt: '1', item: `i${item}`, response },
  }));

/** Counts how often the detector concludes. */
const counting = (detector: Detector) => {
  const counts = { concluded: 0 };
  const conclude: Detector['conclude'] = (measures, context) => {
    counts.concluded += 1;
    return detector.conclude(measures, context);
  };
  return { counts, detector: { ...detector, conclude } };
};

const bench = async (detector = twins as Detector): Promise<DetectionBench> => {
  const made = new DetectionBench({ detectors: [busyDay as Detector, detector] });
  await made.runner.open();
  await made.know(ROSTER);
  return made;
};

const who = async (given: DetectionBench): Promise<readonly unknown[]> =>
  ((await given.standing()) as { student: string; score: number }[]).map(({ student: id }) => id);

describe('a key of many students, measured student by student', () => {
  it('given answers of three, then the two that are the same stand out, each with its own events', async () => {
    const given = await bench();
    const all = [...answers('a1', 'ABCD'), ...answers('a2', 'ABCD'), ...answers('a3', 'ABCA')];
    await given.send(all);
    await given.settle();
    expect(await given.standing()).toMatchObject([
      {
        student: '1',
        offering: 'CS',
        events: ['lms/x-a1-0', 'lms/x-a1-1', 'lms/x-a1-2', 'lms/x-a1-3'],
      },
      { student: '2' },
    ]);
    expect(await given.state.positions([])).toEqual([]);
  });

  it('assessments are apart, and a late answer withdraws', async () => {
    const given = await bench();
    await given.send([...answers('a1', 'ABCD'), ...answers('a2', 'ABCD', 'y')]);
    await given.settle();
    expect(await who(given)).toEqual([]);
    await given.send(answers('a2', 'ABCD'));
    await given.settle();
    expect(await who(given)).toEqual(['1', '2']);
    await given.send([{ ...answers('a1', 'ABCDE')[4], account: 'a1' } as SentEvent]);
    await given.settle();
    expect(await who(given)).toEqual([]);
  });

  it('an account that turns out to be another student’s takes its answers along', async () => {
    const given = await bench();
    await given.send([...answers('a1', 'ABCD'), ...answers('a2', 'ABCD')]);
    await given.settle();
    await given.know({ students: [student('2'), student('3', 'a2', 'a3')] });
    await given.settle();
    expect(await who(given)).toEqual(['1', '3']);
  });

  it('many students’ windows lead to one conclusion, in a rebuild too', async () => {
    const { counts, detector } = counting(twins as Detector);
    const given = await bench(detector);
    await given.send(['a1', 'a2', 'a3'].flatMap((account) => answers(account, 'ABCD')));
    await given.settle();
    expect(counts.concluded).toBe(1);
    const none = { raised: 0, revised: 0, withdrawn: 0 };
    expect(await given.runner.recomputeAll()).toMatchObject(none);
    expect(counts.concluded).toBe(2);
  });

  it('a signal is replayed from all students’ raw events', async () => {
    const given = await bench();
    await given.send([...answers('a1', 'ABCD'), ...answers('a2', 'ABCD')]);
    await given.settle();
    const [signal] = await given.all();
    if (!signal) throw new Error('no signal was raised');
    const { policy } = given.ports();
    expect(await given.runner.replay(signal, policy)).toMatchObject({ same: true });
    await given.restart();
    await given.settle();
    expect(await who(given)).toEqual(['1', '2']);
  });
});
