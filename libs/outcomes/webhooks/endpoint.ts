import type { Outcome, RegistryKind } from '../outcome.js';
import type { DeliveryEvent, FailureReason } from './delivery.js';
import { wants, type Webhook } from './webhook.js';

/** One delivery to be made now. */
export interface Job {
  readonly webhook: string;
  readonly url: string;
  readonly outcome: string;
  readonly case: string;
  /** Number of this attempt, from 1. */
  readonly attempt: number;
  /** Failures of the address in a row before it. */
  readonly failures: number;
}

/** Instants in milliseconds. */
export interface EndpointStatus {
  readonly disabled: boolean;
  readonly pending: number;
  readonly lastDeliveredAt?: number;
  readonly failingSince?: number;
  readonly lastFailure?: { readonly reason: FailureReason; readonly status?: number };
  /** When the address is tried again. */
  readonly nextAttemptAt?: number;
}

interface Entry {
  readonly outcome: string;
  readonly version: number;
  readonly kind: RegistryKind | undefined;
  attempts: number;
  dueAt: number;
}

type Of<Type extends DeliveryEvent['type']> = Extract<DeliveryEvent, { type: Type }>['data'];

/** Deliveries under way at one time, while the address answers. */
const AT_ONCE = 4;

/** The backlog of one address. */
export class Endpoint {
  /** By case, in the order of versions; a case whose first message must wait goes to the end. */
  private readonly lanes = new Map<string, Entry[]>();
  private readonly underWay = new Set<string>();
  private disabled = false;
  private failures = 0;
  private pausedUntil = 0;
  private lastDeliveredAt: number | undefined;
  private failingSince: number | undefined;
  private lastFailure: EndpointStatus['lastFailure'];

  constructor(public webhook: Webhook) {}

  /** A message that is pending already is due at once. */
  add(message: Pick<Outcome, 'id' | 'case' | 'version'> & { readonly kind?: RegistryKind }): void {
    const lane = this.lanes.get(message.case) ?? [];
    const found = lane.find(({ outcome }) => outcome === message.id);
    if (found) {
      found.attempts = 0;
      found.dueAt = 0;
      return;
    }
    const { id: outcome, version, kind } = message;
    lane.push({ outcome, version, kind, attempts: 0, dueAt: 0 });
    lane.sort((a, b) => a.version - b.version);
    this.lanes.set(message.case, lane);
  }

  change(webhook: Webhook): void {
    this.webhook = webhook;
    this.disabled = false;
    this.pausedUntil = 0;
    for (const [id, lane] of this.lanes)
      this.keep(
        id,
        lane.filter(({ kind }) => kind === undefined || wants(webhook, kind)),
      );
  }

  disable(): void {
    this.disabled = true;
  }

  delivered({ outcome, at }: Of<'OutcomeDelivered'>): void {
    const id = this.caseOf(outcome);
    this.failures = 0;
    this.pausedUntil = 0;
    this.failingSince = undefined;
    this.lastFailure = undefined;
    this.lastDeliveredAt = at;
    if (id === undefined) return;
    this.release(id);
    this.keep(
      id,
      (this.lanes.get(id) ?? []).filter((entry) => entry.outcome !== outcome),
    );
  }

  failed(failure: Of<'OutcomeDeliveryFailed'>): void {
    const { outcome, attempt, at, reason, status, retryAt, addressRetryAt } = failure;
    this.lastFailure = { reason, ...(status !== undefined && { status }) };
    this.failingSince ??= at;
    if (addressRetryAt !== undefined) {
      // Those that were under way together fail together: that counts once.
      if (at >= this.pausedUntil) this.failures += 1;
      this.pausedUntil = Math.max(this.pausedUntil, addressRetryAt);
    }
    const id = this.caseOf(outcome);
    const lane = id === undefined ? undefined : this.lanes.get(id);
    const entry = lane?.find((one) => one.outcome === outcome);
    if (id === undefined || !lane || !entry) return;
    entry.attempts = attempt;
    entry.dueAt = retryAt;
    this.release(id);
    // Others have their turn first.
    this.lanes.delete(id);
    this.lanes.set(id, lane);
  }

  take(now: number): readonly Job[] {
    const jobs: Job[] = [];
    for (const [id, [first]] of this.lanes) {
      if (!this.isOpen(now) || this.underWay.size >= this.capacity()) break;
      if (!first || first.dueAt > now || this.underWay.has(id)) continue;
      this.underWay.add(id);
      const { name: webhook, url } = this.webhook;
      const { outcome, attempts } = first;
      jobs.push({
        ...{ webhook, url, outcome, case: id },
        ...{ attempt: attempts + 1, failures: this.failures },
      });
    }
    return jobs;
  }

  release(id: string): void {
    this.underWay.delete(id);
  }

  due(now: number): number {
    if (!this.isOpen(now)) return this.underWay.size;
    const waiting = [...this.lanes].filter(
      ([id, [first]]) => first && first.dueAt <= now && !this.underWay.has(id),
    );
    return waiting.length + this.underWay.size;
  }

  status(): EndpointStatus {
    const { disabled, lastDeliveredAt, failingSince, lastFailure } = this;
    const heads = [...this.lanes.values()].flatMap(([first]) => (first ? [first.dueAt] : []));
    const next = Math.max(this.pausedUntil, Math.min(...heads));
    return {
      disabled,
      pending: [...this.lanes.values()].reduce((sum, lane) => sum + lane.length, 0),
      ...(lastDeliveredAt !== undefined && { lastDeliveredAt }),
      ...(failingSince !== undefined && { failingSince }),
      ...(lastFailure !== undefined && { lastFailure }),
      ...(heads.length > 0 && next > 0 && !disabled && { nextAttemptAt: next }),
    };
  }

  private isOpen(now: number): boolean {
    return !this.disabled && this.pausedUntil <= now;
  }

  /** An address that failed is asked by one message first. */
  private capacity(): number {
    return this.failures > 0 ? 1 : AT_ONCE;
  }

  private keep(id: string, lane: Entry[]): void {
    if (lane.length === 0) this.lanes.delete(id);
    else this.lanes.set(id, lane);
  }

  private caseOf(outcome: string): string | undefined {
    const id = outcome.slice(0, outcome.lastIndexOf('-'));
    return this.lanes.has(id) ? id : undefined;
  }
}
