import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { deliveryStream, type DeliveryEvent } from '../../../libs/outcomes/webhooks/delivery.js';
import { decodeCursor, encodeCursor, type Page } from '../../../libs/platform/http/paging.js';
import { EVENT_STORE } from '../../../libs/platform/tokens.js';
import { instantIn } from '../cases/reveal.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { isPosition } from '../shared/is-position.js';

type Shown = Readonly<Record<string, unknown>>;

/** What was tried with an address, newest first: the log of its deliveries. */
@Injectable()
export class DeliveryLog {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  /** `length`: how many events the log holds, where no cursor says where to go on. */
  async page(
    webhook: string,
    length: number,
    cursor: string | undefined,
    limit: number,
  ): Promise<Page<Shown>> {
    const before = decodeCursor(cursor, isPosition) ?? length + 1;
    const from = Math.max(1, before - limit);
    if (before <= 1) return { items: [] };
    const range = { from, to: before - 1 };
    const events = await this.store.readStream<DeliveryEvent>(deliveryStream(webhook), range);
    const items = events.map((event) => this.shown(event as unknown as DeliveryEvent)).reverse();
    return from > 1 ? { items, next: encodeCursor(from) } : { items };
  }

  private shown({ type, data }: DeliveryEvent): Shown {
    const stamp = instantIn(this.installation.zone);
    const { outcome, at } = data;
    const common = { outcome, at: stamp(at) };
    if (type === 'RedeliveryRequested') return { ...common, result: 'redelivery_requested' };
    const { attempt, tookMs, status } = data;
    const tried = { ...common, attempt, tookMs, ...(status !== undefined && { status }) };
    if (type === 'OutcomeDelivered') return { ...tried, result: 'delivered' };
    const { reason, retryAt } = data;
    return { ...tried, result: 'failed', reason, retryAt: stamp(retryAt) };
  }
}
