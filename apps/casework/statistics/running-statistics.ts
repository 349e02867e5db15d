import { Inject, Injectable } from '@nestjs/common';
import { setImmediate as turn } from 'node:timers/promises';
import {
  VENDOR_RECORD_STREAM,
  type AccusationJudged,
} from '../../../libs/detection/runner/vendor-record.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { CASE_TRAILS, EVENT_STORE } from '../../../libs/platform/tokens.js';
import type { CaseTrail } from '../../../libs/statistics/case-trail.js';
import type { CaseTrails } from '../../../libs/statistics/case-trails.js';
import type { Figures } from '../../../libs/statistics/figures.js';
import { RunningTallies, type Fits } from '../../../libs/statistics/running-tallies.js';
import { VendorVerdicts } from '../../../libs/statistics/vendor-verdicts.js';
import { allTrails } from './rebuild-trails.js';

/** Added up between two turns of the event loop: some two milliseconds. */
const SLICE = 200;

/**
 * Statistics of now, kept added up in the memory of this process: filled from the trails when somebody first
 * asks, from then on by this process's reader, which meets every event, whoever else writes the trails.
 */
@Injectable()
export class RunningStatistics {
  readonly verdicts = new VendorVerdicts();
  private readonly tallies = new RunningTallies(this.verdicts);
  private filling: Promise<void> | undefined;
  /** One question after the other, so that none drops what another is adding up. */
  private before: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(CASE_TRAILS) private readonly trails: CaseTrails,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** Trails that are stored by now. */
  follow(trails: readonly CaseTrail[]): void {
    // Who fills later reads them from where they are stored.
    if (this.filling) for (const trail of trails) this.tallies.put(trail);
  }

  /** Until now, in the order of the record. */
  async readVerdicts(): Promise<void> {
    const from = this.verdicts.position + 1;
    // Two callers may read the same events; the fold takes each once.
    for (const event of await this.store.readStream<AccusationJudged>(VENDOR_RECORD_STREAM, {
      from,
    }))
      this.tallies.judged(event);
  }

  /**
   * Of the selection of that name, at the instant when it is added up. Figures are undefined where the
   * clock stands before something on record.
   */
  async figures(
    name: string,
    fits: Fits,
    now: () => number,
  ): Promise<{ readonly at: number; readonly figures: Figures | undefined }> {
    const answer = this.before.then(async () => {
      await this.filled();
      const running = this.tallies.of(name, fits);
      while (this.tallies.extend(running, SLICE)) await turn();
      const at = now();
      return { at, figures: this.tallies.figures(running, at) };
    });
    this.before = answer.catch(() => undefined);
    return answer;
  }

  private filled(): Promise<void> {
    this.filling ??= this.fill();
    // What failed is tried anew; what is known by then does no harm.
    this.filling.catch(() => (this.filling = undefined));
    return this.filling;
  }

  private async fill(): Promise<void> {
    for await (const trail of allTrails(this.trails)) this.tallies.put(trail);
  }
}
