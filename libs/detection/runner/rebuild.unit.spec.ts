import { describe, expect, it } from '@jest/globals';
import { DetectionBench, type SentEvent } from '../testing/detection-bench.js';

const student = (number: string) => ({
  id: number,
  accounts: [{ source: 'lms', account: `a${number}`, from: null, to: null }],
});
const ROSTER = { students: [student('1'), student('2')] };

const event = (id: string, type: string, account: string, time: string): SentEvent => ({
  source: 'lms',
  id,
  type: `probity.${type}.v1`,
  account,
  time,
  data: { offering: 'CS', meeting: 'm', client: { ip: '203.0.113.7', deviceId: 'd' } },
});

const busy = (day: string): readonly SentEvent[] =>
  [5, 6, 7].map((hour) =>
    event(`${day}-${hour}`, 'video.heartbeat', 'a1', `${day}T0${hour}:00:00+08:00`),
  );

/** A student's two busy days, of which one is over long before the other; a device of two. */
const EVENTS = [
  ...busy('2026-03-02'),
  event('i1', 'attendance.signed_in', 'a1', '2026-03-02T08:00:00+08:00'),
  ...busy('2026-04-20'),
  event('i2', 'attendance.signed_in', 'a2', '2026-04-21T08:00:00+08:00'),
];

const judged = async (): Promise<DetectionBench> => {
  const given = new DetectionBench();
  await given.runner.open();
  await given.know(ROSTER);
  await given.send(EVENTS);
  await given.settle();
  return given;
};

/** The ledger gives one event at a time, so that any work can end in between. */
const slowly = ({ ledger }: DetectionBench): void => {
  const readFrom = ledger.readFrom.bind(ledger);
  ledger.readFrom = (after) => readFrom(after, 1);
  const scan = ledger.scan.bind(ledger);
  ledger.scan = async function* () {
    for await (const page of scan()) for (const one of page) yield [one];
  };
};

/** The process ends with the n-th thing that it saves. */
const endsAtSave = ({ state }: DetectionBench, n: number): (() => void) => {
  const save = state.save.bind(state);
  let left = n;
  state.save = async (changes) => {
    if ((left -= 1) < 0) throw new Error('the process ends here');
    await save(changes);
  };
  return () => (state.save = save);
};

describe('a rebuild that is cut short', () => {
  it('given an end anywhere, when started again, then no signal is withdrawn or revised', async () => {
    for (let saves = 0, ended = true; ended; saves += 1) {
      const given = await judged();
      const before = await given.standing();
      const facts = await given.facts();
      slowly(given);
      const goOn = endsAtSave(given, saves);
      ended = await given.runner.recomputeAll().then(
        () => false,
        () => true,
      );
      goOn();
      await given.restart();
      await given.runner.step();
      await given.restart();
      await given.settle();
      expect(await given.facts()).toEqual(facts);
      expect(await given.standing()).toEqual(before);
    }
  });

  it('given it fails and goes on in the same process, then the same holds', async () => {
    const given = await judged();
    const facts = await given.facts();
    slowly(given);
    const goOn = endsAtSave(given, 2);
    await expect(given.runner.recomputeAll()).rejects.toThrow('ends here');
    goOn();
    await given.settle();
    expect(await given.facts()).toEqual(facts);
  });
});

describe('a state that was lost', () => {
  it('given signals in the store, then they stand while the events are taken in again', async () => {
    const given = await judged();
    const facts = await given.facts();
    slowly(given);
    await given.state.clear();
    await given.restart();
    await given.settle();
    expect(await given.facts()).toEqual(facts);
  });

  it('given a signal that no longer follows, then it is withdrawn at the end', async () => {
    const given = await judged();
    await given.state.clear();
    await given.restart([]);
    await given.settle();
    expect(await given.standing()).toEqual([]);
  });

  it('given reference data change meanwhile, then they count', async () => {
    const given = await judged();
    slowly(given);
    await given.state.clear();
    await given.restart();
    await given.runner.step();
    await given.know({ students: [student('2'), { ...student('1'), accounts: [] }] });
    await given.settle();
    expect(await given.standing()).toEqual([]);
  });
});
