import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivityLedger } from '../../libs/activity/activity-ledger.js';
import { judgementOf } from '../../libs/detection/runner/judged-by.js';
import { DetectionPump } from '../../libs/detection/runner/pump.js';
import type { DetectionRunner } from '../../libs/detection/runner/runner.js';
import type { EventStore } from '../../libs/event-sourcing/event-store.js';
import type { Ownership } from '../../libs/event-sourcing/ownership.js';
import { Courtesy } from '../../libs/platform/courtesy.js';
import { Readiness } from '../../libs/platform/health/readiness.js';
import type { Log } from '../../libs/platform/logging.js';
import { DETECTION_OWNERSHIP, EVENT_STORE, LEDGER, LOG } from '../../libs/platform/tokens.js';
import { WorkRegistry } from '../../libs/platform/work-registry.js';
import { RosterReader } from '../../libs/roster/roster-reader.js';
import { PolicyBook } from './policies/policy-book.js';
import { Runners } from './runners.js';

/** Judges behind the intake, from where it left off. */
@Injectable()
export class DetectionWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly pump: DetectionPump;
  private leave: (() => void) | undefined;

  constructor(
    private readonly runners: Runners,
    private readonly policies: PolicyBook,
    roster: RosterReader,
    @Inject(LEDGER) ledger: ActivityLedger,
    @Inject(EVENT_STORE) store: EventStore,
    @Inject(LOG) private readonly log: Log,
    private readonly work: WorkRegistry,
    private readonly readiness: Readiness,
    courtesy: Courtesy,
    @Inject(DETECTION_OWNERSHIP) ownership: Ownership,
  ) {
    this.pump = new DetectionPump(runners.current, {
      ledger,
      store,
      roster,
      ownership,
      judgement: judgementOf(runners.ports.detectors, runners.ports.baselines),
      delay: (ms, signal) => sleep(ms, undefined, { signal }),
      turn: () => courtesy.turn(),
      onFailed: (reason) => this.log.error({ reason }, 'detection stopped'),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    this.work.addWorker({ name: 'detection', lag: () => this.pump.lag() });
    this.readiness.add('detection', async () => {
      if (this.pump.failure !== undefined) throw new Error(this.pump.failure);
    });
    this.leave = this.policies.onChange(() => void this.judgeAnew());
    await this.pump.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.leave?.();
    await this.pump.stop();
  }

  /** Another policy is in force: a runner that judges by it takes over. */
  private async judgeAnew(): Promise<void> {
    const next = this.runners.make();
    await this.pump.goOnWith(next);
    this.runners.current = next;
  }

  /** Works everything out again from the two logs; only differences are appended. */
  rebuild(): ReturnType<DetectionRunner['recomputeAll']> {
    return this.pump.exclusively((runner) => runner.recomputeAll());
  }
}
