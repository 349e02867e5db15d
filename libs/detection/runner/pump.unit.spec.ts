import { describe, expect, it } from '@jest/globals';
import { SoleOwnership } from '../../event-sourcing/ownership.js';
import { DetectionBench, incoming } from '../testing/detection-bench.js';
import { withMishaps } from '../testing/fleet.js';
import { DetectionPump } from './pump.js';
import { DetectionRunner } from './runner.js';

const ROSTER = {
  students: ['1', '2', '3'].map((id) => ({
    ...{ id, name: `学生${id}` },
    accounts: [{ source: 'lms', account: `a${id}`, from: null, to: null }],
  })),
};

const EVENTS = ['1', '2', '3'].flatMap((student) =>
  [5, 6, 7].map((hour) => ({
    ...{ source: 'lms', id: `${student}-${hour}`, account: `a${student}` },
    ...{ type: 'probity.video.heartbeat.v1', time: `2026-03-02T0${hour}:00:00+08:00` },
    data: { offering: 'CS', activity: 'v', session: 's', positionSec: 1 },
  })),
);

/** The pump at work on ports of which `calls` in a row find no engine, beginning at the `first`. */
const withEngineAway = async (first: number, calls: number) => {
  const bench = new DetectionBench();
  await bench.roster.put(ROSTER);
  let made = 0;
  const engine = <Port extends object>(port: Port): Port =>
    withMishaps(port, async (when) => {
      if (when === 'after') return;
      made += 1;
      if (made >= first && made < first + calls)
        throw Object.assign(new Error('away'), { storeUnavailable: true });
    });
  const ports = bench.ports();
  const shared = { ledger: engine(ports.ledger), store: engine(ports.store) };
  const runner = new DetectionRunner({
    ...{ ...ports, ...shared },
    ...{ state: engine(ports.state), signals: engine(ports.signals) },
  });
  const pump = new DetectionPump(runner, {
    ...shared,
    roster: {
      caughtUp: async () => undefined,
      changesAfter: async () => [],
      onChange: () => () => undefined,
    },
    ownership: new SoleOwnership(1),
    delay: async () => undefined,
  });
  await pump.start();
  await bench.ledger.append(EVENTS.map(incoming), 0);
  for (let quiet = 0; quiet < 3;) {
    if (pump.failure !== undefined) throw new Error(pump.failure);
    await new Promise(setImmediate);
    const lag = await pump.lag().catch(() => 1);
    quiet = lag === 0 ? quiet + 1 : 0;
  }
  await pump.stop();
  return { standing: await bench.standing(), facts: await bench.facts(), made };
};

describe('detection while an engine cannot be reached', () => {
  it('given it goes away at any call, for short or long, then all is judged once it is back, and once', async () => {
    const calm = await withEngineAway(0, 0);
    expect(calm.standing).toHaveLength(3);
    for (let first = 1; first <= calm.made; first += 1)
      for (const calls of [1, 2, 40]) {
        const { standing, facts } = await withEngineAway(first, calls);
        expect({ first, calls, standing, facts }).toEqual({
          ...{ first, calls },
          ...{ standing: calm.standing, facts: calm.facts },
        });
      }
  });
});

describe('detection that has lost touch with whatever deals out the work', () => {
  it('given nobody knows who has the shares, then it does not say that all is done', async () => {
    const bench = new DetectionBench();
    const ports = bench.ports();
    let deal: (shares: readonly number[]) => Promise<void> = async () => undefined;
    const ownership = {
      ...{ count: 1, inTouch: true },
      start: async (assigned: typeof deal) => {
        deal = assigned;
        await assigned([0]);
      },
      stop: async () => undefined,
    };
    const roster = {
      caughtUp: async () => undefined,
      changesAfter: async () => [],
      onChange: () => () => undefined,
    };
    const pump = new DetectionPump(new DetectionRunner(ports), {
      ...{ ledger: ports.ledger, store: ports.store, roster, ownership },
      delay: async () => undefined,
    });
    const done = async () => {
      for (let turns = 0; turns < 50; turns += 1) await new Promise(setImmediate);
      return (await pump.lag()) === 0;
    };
    await pump.start();
    expect(await done()).toBe(true);
    ownership.inTouch = false;
    await deal([]);
    expect(await done()).toBe(false);
    ownership.inTouch = true;
    // Another has them: that one tells how far it is.
    expect(await done()).toBe(true);
    await pump.stop();
  });
});
