import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { Clock } from '../../event-sourcing/clock.js';
import { isStoreUnavailable } from '../../event-sourcing/store-errors.js';
import type { Log } from '../logging.js';
import { CLOCK, LOG } from '../tokens.js';
import { WorkRegistry } from '../work-registry.js';

const TICK_MS = 1000;

/** Calls every registered timer once a second, and when the dev clock was moved; never two at a time. */
@Injectable()
export class Timers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private ticking: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly work: WorkRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.ticking = setInterval(() => {
      // A slow round swallows the ticks that fall into it.
      if (this.waiting === 0) void this.fire().catch(() => undefined);
    }, TICK_MS);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.ticking);
    await this.running;
  }

  /** One round over all timers; rejects with the first failure, after all had their turn. */
  fire(): Promise<void> {
    this.waiting += 1;
    const round = this.running.then(() => this.round());
    this.running = round
      .catch(() => undefined)
      .finally(() => {
        this.waiting -= 1;
      });
    return round;
  }

  private async round(): Promise<void> {
    const failures: unknown[] = [];
    for (const timer of this.work.timers)
      await timer.fireDue(this.clock.now()).catch((error: unknown) => {
        // An engine that is away is no news of ours, and a stack a second would bury what is.
        if (isStoreUnavailable(error))
          this.log.warn({ timer: timer.name, reason: error.message }, 'timer waits for its engine');
        else this.log.error({ timer: timer.name, err: error }, 'timer failed; it is tried again');
        failures.push(error);
      });
    if (failures.length > 0) throw failures[0] as Error;
  }
}
