import { HoldUpWatch } from '../../../libs/adapters/postgres/hold-ups.js';
import { LagBoard } from '../../../libs/adapters/postgres/lag-board.js';
import { PostgresActivityLedger } from '../../../libs/adapters/postgres/ledger/postgres-activity-ledger.js';
import { PostgresCaseIndex } from '../../../libs/adapters/postgres/read-sides/case-index.js';
import { PostgresCaseTrails } from '../../../libs/adapters/postgres/read-sides/case-trails.js';
import { PostgresDetectionState } from '../../../libs/adapters/postgres/read-sides/detection-state.js';
import { PostgresMerkleNodes } from '../../../libs/adapters/postgres/read-sides/merkle-nodes.js';
import { openScratchState } from '../../../libs/adapters/postgres/read-sides/scratch.js';
import { PostgresSignalIndex } from '../../../libs/adapters/postgres/read-sides/signal-index.js';
import { PostgresTimelineIndex } from '../../../libs/adapters/postgres/read-sides/timeline-index.js';
import { PostgresOwnerships } from '../../../libs/adapters/postgres/postgres-ownership.js';
import { openPostgresStores } from '../../../libs/adapters/postgres/stores.js';
import type { KafkaOwnership } from '../../../libs/adapters/kafka/kafka-ownership.js';
import type { KafkaSettings } from '../../../libs/platform/kafka-settings.js';
import type { KurrentDbSettings } from '../../../libs/platform/kurrentdb-settings.js';
import { createLog } from '../../../libs/platform/logging.js';
import type { Engines } from './engines.js';

/** More than there will be instances. Another number has everything judged anew: stop all, start all. */
const DETECTION_SHARES = 12;

const OTHER_VERSION =
  'processes of another version of the program judge; this one waits until the last of them has ended';

export interface DistributedSettings {
  /** `postgres://user:password@host:port/database` */
  readonly databaseUrl: string;
  /** Connections of this process at most. */
  readonly databaseConnections: number;
  /** Told, with a sentence, while the database cannot be reached. */
  readonly onWaiting: (sentence: string) => void;
  /** The event store stands there instead of in the database. */
  readonly kurrentdb: KurrentDbSettings | undefined;
  /** Its consumer group deals detection's work out; without it, locks of the database do. */
  readonly kafka: KafkaSettings | undefined;
  readonly logLevel: string;
}

/** The distributed profile: PostgreSQL, with Kafka and KurrentDB where they are set. */
export const openDistributedEngines = async (settings: DistributedSettings): Promise<Engines> => {
  const { databaseUrl: url, databaseConnections: connections, onWaiting } = settings;
  const { database, wakeUps, ...stores } = await openPostgresStores({
    url,
    connections,
    onUnreachable: ({ message }, nextTryIn) =>
      onWaiting(`${message}; trying again in ${(nextTryIn / 1000).toFixed(1)} s`),
  });
  try {
    const kurrentdb = await kurrentDbOf(settings);
    const shares = await sharesOf(settings);
    const log = createLog(settings.logLevel);
    const ownerships = new PostgresOwnerships(database, (work, waits) =>
      waits
        ? log.warn({}, `${work} has no share: ${OTHER_VERSION}`)
        : log.warn({}, `${work}: processes of another version have ended; this one takes over`),
    );
    const holdUps = new HoldUpWatch(database, (sentence) => log.warn({}, sentence));
    const ledger = await PostgresActivityLedger.open(database, wakeUps);
    const eventStore = kurrentdb ?? stores.eventStore;
    const lagBoard = new LagBoard(database, async () => ({
      ledger: await ledger.head(),
      events: await eventStore.head(),
    }));
    return {
      ...{ ...stores, ledger, eventStore, lagBoard },
      ownership: (work, count) =>
        shares && work === 'detection' ? shares : ownerships.of(work, count),
      detectionShares: shares?.count ?? DETECTION_SHARES,
      timelineIndex: new PostgresTimelineIndex(database),
      caseIndex: new PostgresCaseIndex(database),
      caseTrails: new PostgresCaseTrails(database),
      signalIndex: new PostgresSignalIndex(database),
      detectionState: new PostgresDetectionState(database),
      merkleNodes: new PostgresMerkleNodes(database),
      scratchState: () => openScratchState({ url }),
      checks: {
        database: () => database.ping(),
        ...(kurrentdb && { 'event store': () => kurrentdb.ping() }),
        'detection shares': () => (shares ?? ownerships).check(),
      },
      close: async () => {
        await holdUps.close();
        await lagBoard.close();
        await ownerships.close();
        await ledger.close();
        await kurrentdb?.close();
        await stores.close();
      },
    };
  } catch (error) {
    await stores.close();
    throw error;
  }
};

/** Only what is set is loaded. */
const kurrentDbOf = async ({ kurrentdb, onWaiting }: DistributedSettings) => {
  if (!kurrentdb) return undefined;
  const { openKurrentDb } = await import('./kurrentdb.js');
  return openKurrentDb(kurrentdb.url, kurrentdb.prefix, onWaiting);
};

const sharesOf = async ({
  kafka,
  logLevel,
}: DistributedSettings): Promise<KafkaOwnership | undefined> => {
  if (!kafka) return undefined;
  const { detectionShares } = await import('../../../libs/adapters/kafka/detection-shares.js');
  return detectionShares(kafka, createLog(logLevel));
};
