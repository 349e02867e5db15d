import { join } from 'node:path';
import type { ActivityLedger, IncomingEvent } from '../../../libs/activity/activity-ledger.js';
import { decodeActivity } from '../../../libs/activity/decode.js';
import { parseInstant } from '../../../libs/activity/instant.js';
import { openEmbeddedStores, type EmbeddedStores } from '../../../libs/adapters/sqlite/embedded.js';
import { openSqliteLedger } from '../../../libs/adapters/sqlite/ledger/sqlite-activity-ledger.js';
import { SqliteDetectionState } from '../../../libs/adapters/sqlite/sqlite-detection-state.js';
import { SqliteSignalIndex } from '../../../libs/adapters/sqlite/sqlite-signal-index.js';
import { BASELINES } from '../../../libs/detection/baselines/all.js';
import { DEFAULT_POLICY } from '../../../libs/detection/policy/default-policy.js';
import { DETECTORS } from '../../../libs/detection/registry.js';
import type { RunnerPorts } from '../../../libs/detection/runner/ports.js';
import { DetectionRunner } from '../../../libs/detection/runner/runner.js';
import { FixedClock } from '../../../libs/event-sourcing/clock.js';
import { RosterInMemory } from '../../../libs/roster/testing/roster-in-memory.js';
import type { SimEvent } from '../../simulator/event.js';
import { simulate } from '../../simulator/simulate.js';
import { inParts, perCpuSecond, tell, withFolder } from '../rounds.js';
import type { Row } from '../table.js';
import type { DetectionScale } from './rows.js';
import { pseudonym } from './semester.js';

const RECEIVED = Date.UTC(2026, 5, 30);
/** Events that each vendor sends before it is the next one's turn. */
const TURN = 200;
/** Events between two times at which everything is judged, where it is not a backlog. */
const EVENING = 2_000;

/**
 * A semester from the ledger until nothing is left to judge, on SQLite files, database threads
 * included: as it arrived; with every vendor sending its weeks as fast as it can, so that a student's
 * days come in pieces; and judged to the end again and again while it comes in.
 */
export const liveRows = async (scale: DetectionScale): Promise<readonly Row[]> => {
  const { roster: file, events } = simulate({ ...scale, seed: 7 });
  const roster = new RosterInMemory();
  await roster.put(file);
  const arrived = [...events];
  const figures = { arrived: [] as number[], side: [] as number[], evenings: [] as number[] };
  for (let round = 1; round <= scale.rounds; round += 1) {
    tell(`detection, live, round ${String(round)} of ${String(scale.rounds)}`);
    figures.arrived.push(await judged(arrived, arrived.length, roster));
    figures.side.push(await judged(sideBySide(arrived), arrived.length, roster));
    figures.evenings.push(await judged(arrived, EVENING, roster));
  }
  const row = (how: string, values: readonly number[]): Row => ({
    ...{ name: `detection, from the ledger until judged: ${how}`, values, unit: 'ev/CPU s' },
  });
  return [
    row('a backlog as it arrived', figures.arrived),
    row('a backlog, vendors side by side', figures.side),
    row(`after every ${EVENING.toLocaleString('en-US')} events`, figures.evenings),
  ];
};

/** Events a second of the processor's time, appending not counted. */
const judged = (
  events: readonly SimEvent[],
  part: number,
  roster: RosterInMemory,
): Promise<number> =>
  withFolder(async (folder) => {
    const stores = await openEmbeddedStores(join(folder, 'data'));
    const ledger = await openSqliteLedger(join(folder, 'data', 'ledger.db'));
    try {
      const runner = new DetectionRunner(await portsOf(stores, ledger, roster));
      await runner.open();
      let seconds = 0;
      for (const some of inParts(events, part)) {
        for (const batch of inParts(some, 1_000))
          await ledger.append(batch.map(incoming), RECEIVED);
        seconds += some.length / (await perCpuSecond(some.length, () => settle(runner)));
      }
      return events.length / seconds;
    } finally {
      await ledger.close();
      await stores.close();
    }
  });

const settle = async (runner: DetectionRunner): Promise<void> => {
  while ((await runner.step()) === 'busy');
};

/** Each vendor's events in their order, the vendors in turns, as long as they have any. */
const sideBySide = (events: readonly SimEvent[]): readonly SimEvent[] => {
  const queues = new Map<string, SimEvent[]>();
  for (const event of events) {
    const queue = queues.get(event.source);
    if (queue) queue.push(event);
    else queues.set(event.source, [event]);
  }
  const parts = [...queues.values()].map((queue) => inParts(queue, TURN));
  const turns = Math.max(0, ...parts.map(({ length }) => length));
  return Array.from({ length: turns }, (_, turn) =>
    parts.flatMap((queue) => queue[turn] ?? []),
  ).flat();
};

const incoming = (event: SimEvent): IncomingEvent => ({
  ...{ source: event.source, id: event.id, account: event.subject, type: event.type },
  ...{ time: parseInstant(event.time) ?? Number.NaN, mode: 'structured' },
  raw: Buffer.from(JSON.stringify(event)),
});

const portsOf = async (
  { eventStore, views, deadLetters }: EmbeddedStores,
  ledger: ActivityLedger,
  { view }: RosterInMemory,
): Promise<RunnerPorts> => ({
  ...{ ledger, store: eventStore, deadLetters, roster: view, pseudonym },
  state: await SqliteDetectionState.open(views),
  signals: await SqliteSignalIndex.open(views),
  clock: new FixedClock(RECEIVED),
  decode: (event) => decodeActivity(event, view.sourceClock(event.source)),
  ...{ detectors: DETECTORS, baselines: BASELINES, policy: DEFAULT_POLICY },
  timeZone: 'Asia/Shanghai',
});
