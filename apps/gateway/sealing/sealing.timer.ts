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
import { Courtesy } from '../../../libs/platform/courtesy.js';
import { CLOCK, EVENT_STORE, LEDGER } from '../../../libs/platform/tokens.js';
import { WorkRegistry, type Timer } from '../../../libs/platform/work-registry.js';

/** Between two rounds, by the server's clock. */
const PAUSE_MS = 5_000;
/** Under load sealing steps back for the intake and the readers behind it, but not for longer than this. */
const PATIENCE_MS = 60_000;
/** Without a new batch for so long, and with the readers this near, there is no load. */
const QUIET_MS = 1_000;
const NEAR = 1_000;

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
    private readonly courtesy: Courtesy,
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
    if (since < PAUSE_MS) return;
    if (since < PATIENCE_MS && (await this.underLoad())) return;
    await this.sealer.run(() => this.stopping);
    this.last = now;
  }

  private async underLoad(): Promise<boolean> {
    return !this.courtesy.quietFor(QUIET_MS) || (await this.behind()) > NEAR;
  }

  /** The head is read first: what comes in between makes the floor lower, never too high. */
  private async floor(): Promise<number> {
    const head = await this.ledger.head();
    return Math.max(0, head - (await this.behind()));
  }

  /** Events that the slower of the readers has not passed. */
  private async behind(): Promise<number> {
    const { timeline, detection } = await lagsOf(this.work);
    return Math.max(timeline, detection);
  }
}
