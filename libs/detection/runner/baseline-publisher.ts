import type { Clock } from '../../event-sourcing/clock.js';
import type { EventStore } from '../../event-sourcing/event-store.js';
import { systemActor, type RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { baselineStream, type Baseline, type BaselinePublished } from '../baselines/baseline.js';
import type { BaselineView } from '../baselines/baseline-view.js';
import { baselineEventId } from '../signal-id.js';

export type Published = RecordedEvent<BaselinePublished>;

/** Another instance has published: what it said has to be heard first. */
export class BaselinesMoved extends Error {}

/** Appends baselines, and keeps the view of them. */
export class BaselinePublisher {
  /** By name: the stream's version that the view stands at. */
  private readonly versions = new Map<string, number>();

  constructor(
    private readonly store: EventStore,
    private readonly view: BaselineView,
    private readonly clock: Clock,
  ) {}

  /** All that was ever published, in order. */
  async published(baselines: readonly Baseline[]): Promise<readonly Published[]> {
    const all: Published[] = [];
    for (const { name } of baselines)
      all.push(...(await this.store.readStream<BaselinePublished>(baselineStream(name))));
    return all
      .filter(({ type }) => type === 'BaselinePublished')
      .sort((a, b) => a.position - b.position);
  }

  /** Whether the view holds it already. */
  knows({ data, version }: Published): boolean {
    return version <= (this.versions.get(data.name) ?? 0);
  }

  take({ type, data, version }: Published): void {
    this.view.apply({ type, data });
    this.versions.set(data.name, version);
  }

  forget(): void {
    this.view.clear();
    this.versions.clear();
  }

  /**
   * Durable when resolved; the same published twice after a crash is recognised by its id.
   *
   * @throws BaselinesMoved when something was published that the view does not hold
   */
  async publish({ type, data }: BaselinePublished): Promise<void> {
    const { name } = data;
    const metadata = {
      at: new Date(this.clock.now()).toISOString(),
      actor: systemActor('detection'),
    };
    const result = await this.store.append<BaselinePublished>(
      baselineStream(name),
      this.versions.get(name) ?? 'none',
      [{ id: baselineEventId(data), type, data, metadata }],
    );
    if (!result.ok) throw new BaselinesMoved(`baseline ${name} was published by another instance`);
    this.view.apply({ type, data });
    this.versions.set(name, result.version);
  }
}
