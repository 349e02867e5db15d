import {
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
  type Provider,
} from '@nestjs/common';
import { Readiness } from '../../../libs/platform/health/readiness.js';
import {
  CASE_INDEX,
  CASE_TRAILS,
  CHECKPOINTS,
  DEAD_LETTERS,
  DETECTION_OWNERSHIP,
  DETECTION_STATE,
  EVENT_STORE,
  LEDGER,
  MERKLE_NODES,
  OWNERSHIP,
  SCRATCH_STATE,
  SIGNAL_INDEX,
  TICKETS,
  TIMELINE_INDEX,
  VAULT,
} from '../../../libs/platform/tokens.js';
import type { Engines } from './engines.js';

const ENGINES = Symbol('Engines');

/** Binds every port to an engine that is open. Global: services name the port, never the engine. */
@Module({})
export class EnginesModule implements OnApplicationShutdown {
  constructor(
    @Inject(ENGINES) private readonly engines: Engines,
    readiness: Readiness,
  ) {
    for (const [name, check] of Object.entries(engines.checks)) readiness.add(name, check);
  }

  static of(engines: Engines): DynamicModule {
    const ports: Exclude<Provider, (...args: never[]) => unknown>[] = [
      { provide: LEDGER, useValue: engines.ledger },
      { provide: EVENT_STORE, useValue: engines.eventStore },
      { provide: CHECKPOINTS, useValue: engines.checkpoints },
      { provide: DEAD_LETTERS, useValue: engines.deadLetters },
      { provide: VAULT, useValue: engines.vault },
      { provide: TICKETS, useValue: engines.tickets },
      { provide: TIMELINE_INDEX, useValue: engines.timelineIndex },
      { provide: CASE_INDEX, useValue: engines.caseIndex },
      { provide: CASE_TRAILS, useValue: engines.caseTrails },
      { provide: DETECTION_STATE, useValue: engines.detectionState },
      { provide: OWNERSHIP, useValue: engines.ownership },
      {
        provide: DETECTION_OWNERSHIP,
        useValue: engines.ownership('detection', engines.detectionShares),
      },
      { provide: SIGNAL_INDEX, useValue: engines.signalIndex },
      { provide: SCRATCH_STATE, useValue: engines.scratchState },
      { provide: MERKLE_NODES, useValue: engines.merkleNodes },
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
