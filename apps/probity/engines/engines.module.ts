import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { SqliteDetectionState } from '../../../libs/adapters/sqlite/sqlite-detection-state.js';
import { SqliteSignalIndex } from '../../../libs/adapters/sqlite/sqlite-signal-index.js';
import { SqliteTimelineIndex } from '../../../libs/adapters/sqlite/timeline-index.js';
import { openCaseIndex } from '../../../libs/adapters/sqlite/case-index.js';
import { SqliteMerkleNodes } from '../../../libs/adapters/sqlite/merkle-nodes.js';
import { Readiness } from '../../../libs/platform/health/readiness.js';
import {
  CASE_INDEX,
  CHECKPOINTS,
  DEAD_LETTERS,
  DETECTION_OWNERSHIP,
  DETECTION_STATE,
  EVENT_STORE,
  LEDGER,
  MERKLE_NODES,
  SCRATCH_STATE,
  SIGNAL_INDEX,
  TIMELINE_INDEX,
  VAULT,
} from '../../../libs/platform/tokens.js';
import type { ScratchState } from '../../../libs/detection/shadow/scratch-state.js';
import type { Engines } from './engines.js';

const ENGINES = Symbol('Engines');

/** A detection state that is thrown away after use. */
const scratchState = async ({ scratch }: Engines): Promise<ScratchState> => {
  const { client, discard } = await scratch();
  return { state: await SqliteDetectionState.open(client), discard };
};

/** Binds every port to an engine that is open. Global: services name the port, never the engine. */
@Module({})
export class EnginesModule implements OnApplicationShutdown {
  constructor(
    @Inject(ENGINES) private readonly engines: Engines,
    readiness: Readiness,
  ) {
    readiness.add('ledger', () => engines.ledger.head());
    readiness.add('event store', () => engines.eventStore.head());
    readiness.add('read sides', () => engines.views.get('SELECT 1'));
  }

  static of(engines: Engines): DynamicModule {
    const ports: Exclude<Provider, (...args: never[]) => unknown>[] = [
      { provide: LEDGER, useValue: engines.ledger },
      { provide: EVENT_STORE, useValue: engines.eventStore },
      { provide: CHECKPOINTS, useValue: engines.checkpoints },
      { provide: DEAD_LETTERS, useValue: engines.deadLetters },
      { provide: VAULT, useValue: engines.vault },
      {
        provide: TIMELINE_INDEX,
        useFactory: () => SqliteTimelineIndex.open(engines.views),
      },
      { provide: CASE_INDEX, useFactory: () => openCaseIndex(engines.views) },
      { provide: DETECTION_STATE, useFactory: () => SqliteDetectionState.open(engines.views) },
      { provide: DETECTION_OWNERSHIP, useValue: engines.detectionOwnership },
      { provide: SIGNAL_INDEX, useFactory: () => SqliteSignalIndex.open(engines.views) },
      { provide: SCRATCH_STATE, useValue: () => scratchState(engines) },
      { provide: MERKLE_NODES, useFactory: () => SqliteMerkleNodes.open(engines.views) },
    ];
    return {
      module: EnginesModule,
      global: true,
      providers: [{ provide: ENGINES, useValue: engines }, ...ports],
      exports: ports,
    };
  }

  /** After the services have stopped their readers. */
  async onApplicationShutdown(): Promise<void> {
    await this.engines.close();
  }
}
