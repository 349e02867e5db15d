import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import { Sealer } from '../../../libs/activity/sealer.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { lagsOf } from '../../../libs/platform/clock/idle.js';
import { CLOCK, EVENT_STORE, LEDGER } from '../../../libs/platform/tokens.js';
import { WorkRegistry, type Timer } from '../../../libs/platform/work-registry.js';
import { IntakeService } from '../intake/intake.service.js';

/** Between two rounds, by the server's clock. */
const PAUSE_MS = 5_000;
/** Under load sealing steps back for the intake, but not for longer than this. */
const PATIENCE_MS = 60_000;

/** Packs the ledger's events into sealed segments, behind the readers and in quiet moments. */
@Injectable()
export class SealingTimer implements Timer, OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly name = 'sealing';
  private readonly sealer: Sealer;
  private last = 0;
  private stopping = false;

  constructor(
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(EVENT_STORE) store: EventStore,
    @Inject(CLOCK) clock: Clock,
    private readonly work: WorkRegistry,
    private readonly intake: IntakeService,
  ) {
    const floor = () => this.floor();
    this.sealer = new Sealer({ ledger, store, clock, newId: randomUUID, floor });
  }

  onApplicationBootstrap(): void {
    this.work.addTimer(this);
  }

  beforeApplicationShutdown(): void {
    this.stopping = true;
  }

  async fireDue(now: number): Promise<void> {
    const since = now - this.last;
    if (since < (this.intake.waiting > 0 ? PATIENCE_MS : PAUSE_MS)) return;
    await this.sealer.run(() => this.stopping);
    this.last = now;
  }

  /** The head is read first: what comes in between makes the floor lower, never too high. */
  private async floor(): Promise<number> {
    const head = await this.ledger.head();
    const { timeline, detection } = await lagsOf(this.work);
    return Math.max(0, head - Math.max(timeline, detection));
  }
}
