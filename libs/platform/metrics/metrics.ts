import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ownLagsOf } from '../clock/idle.js';
import { WorkRegistry } from '../work-registry.js';
import { METRICS } from './metric-names.js';

/** The process's figures in Prometheus form. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  readonly requests = new Histogram({
    ...described(METRICS.requests),
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10],
    registers: [this.registry],
  });
  readonly events = new Counter({ ...described(METRICS.events), registers: [this.registry] });
  readonly waiting = new Gauge({ ...described(METRICS.waiting), registers: [this.registry] });

  constructor(work: WorkRegistry) {
    collectDefaultMetrics({ register: this.registry });
    const lag = new Gauge({
      ...described(METRICS.lag),
      registers: [this.registry],
      collect: async () => {
        const lags = await ownLagsOf(work).catch(() => undefined);
        lag.reset();
        for (const { name } of work.workers)
          if (lags !== undefined) lag.set({ worker: name }, lags[name]);
      },
    });
  }

  /**
   * A gauge that is asked for when somebody reads; one that cannot answer is left out of the reading,
   * the others are not.
   */
  observe<Label extends string>(
    metric: Described<Label>,
    collect: (gauge: Gauge<Label>) => Promise<void>,
  ): void {
    const gauge = new Gauge<Label>({
      ...described(metric),
      registers: [this.registry],
      collect: async () => {
        gauge.reset();
        await collect(gauge).catch(() => undefined);
      },
    });
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}

interface Described<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly Label[];
}

const described = <Label extends string>({ name, help, labels }: Described<Label>) => ({
  name,
  help,
  labelNames: labels,
});
