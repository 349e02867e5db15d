import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { ActivityLedger, IncomingEvent } from '../../libs/activity/activity-ledger.js';
import { decodeActivity } from '../../libs/activity/decode.js';
import { openEmbeddedStores, type EmbeddedStores } from '../../libs/adapters/sqlite/embedded.js';
import { openSqliteLedger } from '../../libs/adapters/sqlite/ledger/sqlite-activity-ledger.js';
import { SqliteDetectionState } from '../../libs/adapters/sqlite/sqlite-detection-state.js';
import { SqliteSignalIndex } from '../../libs/adapters/sqlite/sqlite-signal-index.js';
import { SqliteTimelineIndex } from '../../libs/adapters/sqlite/timeline-index.js';
import { BASELINES } from '../../libs/detection/baselines/all.js';
import { DEFAULT_POLICY } from '../../libs/detection/policy/default-policy.js';
import { DETECTORS } from '../../libs/detection/registry.js';
import type { RunnerPorts } from '../../libs/detection/runner/ports.js';
import { DetectionRunner } from '../../libs/detection/runner/runner.js';
import { FixedClock } from '../../libs/event-sourcing/clock.js';
import { RosterInMemory } from '../../libs/roster/testing/roster-in-memory.js';
import { rebuildTimeline } from '../../libs/timelines/timeline-projection.js';
import { rosterPart } from './heartbeats.js';
import { measureDecoded } from './judging.js';
import { heartbeats } from './ledger-payload.js';
import { fillRawTable, scanAndParse } from './raw-table.js';
import { inParts, perSecond, tell, withFolder } from './rounds.js';
import type { Row } from './table.js';

export interface ReaderScale {
  readonly events: number;
  readonly students: number;
  readonly rounds: number;
}

const SCANNED = 'scan + JSON.parse';

/** The readers behind the ledger, on SQLite files, beside scanning and parsing the same bytes. */
export const readerRows = async (scale: ReaderScale): Promise<readonly Row[]> => {
  const roster = new RosterInMemory();
  await roster.put(JSON.parse(rosterPart(0, scale.students)));
  const payload = heartbeats(scale.events, scale.students);
  const figures: Record<Figure, number[]> = {
    ...{ scanned: [], decoded: [], runner: [], timelines: [], signals: [] },
  };
  for (let round = 1; round <= scale.rounds; round += 1) {
    tell(`readers, round ${String(round)} of ${String(scale.rounds)}`);
    await withFolder((folder) => oneRound(folder, payload, roster, figures));
  }
  const limit = { name: SCANNED, values: figures.scanned };
  return [
    { name: 'detection, measures of decoded events', values: figures.decoded, unit: 'ev/s', limit },
    { name: 'detection, runner from the ledger', values: figures.runner, unit: 'ev/s', limit },
    { name: 'rebuild of the timelines', values: figures.timelines, unit: 'ev/s', limit },
    { name: 'rebuild of the signals', values: figures.signals, unit: 'ev/s', limit },
  ];
};

type Figure = 'scanned' | 'decoded' | 'runner' | 'timelines' | 'signals';

const oneRound = async (
  folder: string,
  payload: readonly IncomingEvent[],
  roster: RosterInMemory,
  figures: Record<Figure, number[]>,
): Promise<void> => {
  const raw = join(folder, 'raw.db');
  const raws = payload.map((event) => event.raw);
  fillRawTable(raw, raws);
  const scan = () => perSecond(payload.length, () => scanAndParse(raw));
  figures.scanned.push(await scan());
  figures.decoded.push(await measureDecoded(payload, roster.view));
  const stores = await openEmbeddedStores(join(folder, 'data'));
  const ledger = await openSqliteLedger(join(folder, 'data', 'ledger.db'));
  try {
    for (const batch of inParts(payload, 1_000)) await ledger.append(batch, Date.UTC(2026, 2, 3));
    const ports = await runnerPorts(stores, ledger, roster);
    const runner = new DetectionRunner(ports);
    await runner.open();
    figures.runner.push(await perSecond(payload.length, () => settle(runner)));
    const index = await SqliteTimelineIndex.open(stores.views);
    await rebuildTimeline(ledger, index, stores.checkpoints);
    const seal = { upTo: await ledger.head(), minEvents: 20, receivedBefore: 0 };
    while ((await ledger.seal(seal)).length > 0);
    const timelines = () => rebuildTimeline(ledger, index, stores.checkpoints);
    figures.timelines.push(await perSecond(payload.length, timelines));
    figures.signals.push(await perSecond(payload.length, () => runner.recomputeAll()));
    figures.scanned.push(await scan());
  } finally {
    await ledger.close();
    await stores.close();
  }
};

const settle = async (runner: DetectionRunner): Promise<void> => {
  while ((await runner.step()) === 'busy');
};

const runnerPorts = async (
  { eventStore, views, deadLetters }: EmbeddedStores,
  ledger: ActivityLedger,
  { view }: RosterInMemory,
): Promise<RunnerPorts> => ({
  ...{ ledger, store: eventStore, deadLetters, roster: view },
  state: await SqliteDetectionState.open(views),
  signals: await SqliteSignalIndex.open(views),
  clock: new FixedClock(Date.UTC(2026, 5, 30)),
  decode: (event) => decodeActivity(event, 'server'),
  detectors: DETECTORS,
  baselines: BASELINES,
  policy: DEFAULT_POLICY,
  pseudonym: (kind, value) => createHash('md5').update(`${kind}:${value}`).digest('hex'),
  timeZone: 'Asia/Shanghai',
});
