import type { Outcome, OutcomeEvent } from '../outcome.js';
import type { DeliveryEvent } from './delivery.js';
import { Endpoint, type Job } from './endpoint.js';
import { wants, type WebhookEvent } from './webhook.js';

export type { EndpointStatus, Job } from './endpoint.js';

/** What the board is folded from. */
export type BoardEvent = WebhookEvent | DeliveryEvent | OutcomeEvent;

const MESSAGES = ['HoldPlaced', 'HoldReleased', 'OutcomeIssued', 'OutcomeReversed'] as const;

/** The types of what goes out to the registry. */
export const MESSAGE_TYPES: readonly OutcomeEvent['type'][] = MESSAGES;

export const BOARD_TYPES: readonly BoardEvent['type'][] = [
  ...MESSAGES,
  'WebhookRegistered',
  'WebhookChanged',
  'WebhookRemoved',
  'WebhookDisabled',
  'WebhookReplayRequested',
  'OutcomeDelivered',
  'OutcomeDeliveryFailed',
  'RedeliveryRequested',
  'OutcomeAcknowledged',
];

type Message = Pick<Outcome, 'id' | 'case' | 'version' | 'kind'>;

export interface Replay {
  readonly webhook: string;
  readonly after: number;
  readonly upTo: number;
}

/**
 * What is still to be delivered where: a fold of the event store, held in memory. It holds pending
 * messages only, so its size is the backlog's. Order is kept within a case; between cases, and
 * between addresses, nobody waits for another.
 */
export class DeliveryBoard {
  private readonly endpoints = new Map<string, Endpoint>();
  /** Delivered somewhere; forgotten once the registry has accepted it. */
  private readonly sent = new Set<string>();

  /** Answers a replay whose messages the caller reads from the log and adds by `replayed`. */
  apply(event: BoardEvent): Replay | undefined {
    switch (event.type) {
      case 'HoldPlaced':
      case 'HoldReleased':
      case 'OutcomeIssued':
      case 'OutcomeReversed':
        for (const endpoint of this.endpoints.values()) addTo(endpoint, event.data);
        return undefined;
      case 'WebhookRegistered':
        this.endpoints.set(event.data.name, new Endpoint(event.data));
        return undefined;
      case 'WebhookRemoved':
        this.endpoints.delete(event.data.name);
        return undefined;
      case 'WebhookReplayRequested':
        return { webhook: event.data.name, after: event.data.after, upTo: event.data.upTo };
      default:
        this.change(event);
        return undefined;
    }
  }

  /** Messages of a replay, in the order of the log. */
  replayed(webhook: string, messages: readonly Message[]): void {
    const endpoint = this.endpoints.get(webhook);
    if (endpoint) for (const message of messages) addTo(endpoint, message);
  }

  /** Due deliveries, which count as under way until `apply` hears of their result, or `putBack`. */
  take(now: number): readonly Job[] {
    return [...this.endpoints.values()].flatMap((endpoint) => endpoint.take(now));
  }

  /** The delivery was broken off without a result. */
  putBack({ webhook, case: id }: Job): void {
    this.endpoints.get(webhook)?.release(id);
  }

  /** Deliveries that wait for nothing but their turn, and those under way. */
  due(now: number): number {
    let sum = 0;
    for (const endpoint of this.endpoints.values()) sum += endpoint.due(now);
    return sum;
  }

  get(name: string): Endpoint | undefined {
    return this.endpoints.get(name);
  }

  /** Whether a message that the registry has not accepted has reached any address. */
  wasSent(outcome: string): boolean {
    return this.sent.has(outcome);
  }

  /** Names of the addresses, sorted. */
  names(): readonly string[] {
    return [...this.endpoints.keys()].sort();
  }

  private change(event: BoardEvent): void {
    switch (event.type) {
      case 'WebhookChanged':
        return this.endpoints.get(event.data.name)?.change(event.data);
      case 'WebhookDisabled':
        return this.endpoints.get(event.data.name)?.disable();
      case 'OutcomeAcknowledged':
        if (event.data.status === 'accepted') this.sent.delete(event.data.outcome);
        return undefined;
      case 'OutcomeDelivered':
        this.sent.add(event.data.outcome);
        return this.endpoints.get(event.data.webhook)?.delivered(event.data);
      case 'OutcomeDeliveryFailed':
        return this.endpoints.get(event.data.webhook)?.failed(event.data);
      case 'RedeliveryRequested':
        return this.endpoints.get(event.data.webhook)?.add(messageOf(event.data.outcome));
      default:
        return undefined;
    }
  }
}

const addTo = (endpoint: Endpoint, message: Message): void => {
  if (wants(endpoint.webhook, message.kind)) endpoint.add(message);
};

/** `2026-000123-2` is message 2 of case `2026-000123`. */
const messageOf = (id: string): Pick<Message, 'id' | 'case' | 'version'> => {
  const cut = id.lastIndexOf('-');
  return { id, case: id.slice(0, cut), version: Number(id.slice(cut + 1)) };
};
