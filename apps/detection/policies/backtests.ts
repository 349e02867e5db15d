import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Moved } from '../../../libs/detection/shadow/comparison.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { Log } from '../../../libs/platform/logging.js';
import { Problem } from '../../../libs/platform/problem.js';
import { CLOCK, LOG } from '../../../libs/platform/tokens.js';
import { BacktestEngine, type BacktestTerms } from './backtest-engine.js';

export interface Backtest {
  readonly id: string;
  readonly terms: BacktestTerms;
  /** Instant of its start: later events may or may not be in. */
  readonly asOf: string;
  /** Events read, of so many; both 0 where none have to be. */
  done: number;
  total: number;
  state: 'waiting' | 'running' | 'done' | 'failed';
  moved?: readonly Moved[];
  /** Resolves when it is done or has failed. */
  readonly ended: Promise<void>;
}

/** Waiting and running together, and finished ones that are remembered. */
const MOST_UNDER_WAY = 4;
const REMEMBERED = 16;

class Stopped extends Error {}

/** Backtests, one after another beside everything else; the last few are remembered, in memory. */
@Injectable()
export class Backtests implements BeforeApplicationShutdown {
  private readonly known = new Map<string, Backtest>();
  private last: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly engine: BacktestEngine,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  get(id: string): Backtest | undefined {
    return this.known.get(id);
  }

  /** @throws Problem 429 when several are under way */
  start(terms: BacktestTerms): Backtest {
    const underWay = [...this.known.values()].filter(({ state }) => !isOver(state));
    if (underWay.length >= MOST_UNDER_WAY)
      throw new Problem(429, 'busy', 'other backtests are under way; try again when one is done', {
        retryAfter: 10,
      });
    const asOf = new Date(this.clock.now()).toISOString();
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const backtest: Backtest = {
      ...{ id: randomUUID(), terms, asOf, done: 0, total: 0 },
      ...{ state: 'waiting' as const, ended },
    };
    this.remember(backtest);
    this.last = this.last.then(() => this.run(backtest)).finally(end);
    return backtest;
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await this.last;
  }

  private async run(backtest: Backtest): Promise<void> {
    if (this.stopped) return;
    try {
      backtest.state = 'running';
      const total = await this.engine.size();
      backtest.moved = await this.engine.run(backtest.terms, (events) => {
        if (this.stopped) throw new Stopped('the server stops');
        backtest.total = total;
        backtest.done = Math.min(total, backtest.done + events);
      });
      backtest.state = 'done';
    } catch (error) {
      backtest.state = 'failed';
      if (!(error instanceof Stopped)) this.log.error({ error }, 'a backtest failed');
    }
  }

  private remember(backtest: Backtest): void {
    this.known.set(backtest.id, backtest);
    for (const { id, state } of this.known.values()) {
      if (this.known.size <= REMEMBERED) return;
      if (isOver(state)) this.known.delete(id);
    }
  }
}

export const isOver = (state: Backtest['state']): boolean => state === 'done' || state === 'failed';
