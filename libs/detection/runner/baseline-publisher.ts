import type { Clock } from '../../event-sourcing/clock.js';
import type { EventStore } from '../../event-sourcing/event-store.js';
import { systemActor, type RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { baselineStream, type Baseline, type BaselinePublished } from '../baselines/baseline.js';
import type { BaselineView } from '../baselines/baseline-view.js';
import { baselineEventId } from '../signal-id.js';

/** Appends baselines and keeps the view of them. */
export class BaselinePublisher {
  constructor(
    private readonly store: EventStore,
    private readonly view: BaselineView,
    private readonly clock: Clock,
  ) {}

  async catchUp(baselines: readonly Baseline[]): Promise<void> {
    for (const { name } of baselines) {
      const events = await this.store.readStream<BaselinePublished>(baselineStream(name));
      for (const event of events) this.apply(event);
    }
  }

  /** Durable when resolved; published twice after a crash it is recognised by its id. */
  async publish({ type, data }: BaselinePublished): Promise<void> {
    const metadata = {
      at: new Date(this.clock.now()).toISOString(),
      actor: systemActor('detection'),
    };
    const id = baselineEventId(data.name, data.window, data.version);
    await this.store.append<BaselinePublished>(baselineStream(data.name), 'any', [
      { id, type, data, metadata },
    ]);
    this.view.apply({ type, data });
  }

  private apply({ type, data }: RecordedEvent<BaselinePublished>): void {
    if (type === 'BaselinePublished') this.view.apply({ type, data });
  }
}
