import { Inject, Injectable } from '@nestjs/common';
import type {
  ActivityLedger,
  AppendOutcome,
  IncomingEvent,
} from '../../../libs/activity/activity-ledger.js';
import { reject } from '../../../libs/activity/intake/reject.js';
import {
  takeBatch,
  type Delivery,
  type RejectedAt,
} from '../../../libs/activity/intake/take-batch.js';
import { LedgerFull } from '../../../libs/activity/ledger-errors.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { Courtesy } from '../../../libs/platform/courtesy.js';
import type { Log } from '../../../libs/platform/logging.js';
import { Metrics } from '../../../libs/platform/metrics/metrics.js';
import { Problem } from '../../../libs/platform/problem.js';
import { CLOCK, LEDGER, LOG } from '../../../libs/platform/tokens.js';
import { QueueLimit } from './queue-limit.js';

/** What becomes of a delivery: two counts and a list. */
export interface Receipt {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly RejectedAt[];
}

type TakenIn = Extract<ReturnType<typeof takeBatch>, { ok: true }>;

/** The way of a delivery: checked, on disk, counted; the answer comes after the disk (law 4). */
@Injectable()
export class IntakeService {
  private readonly queue = new QueueLimit();

  constructor(
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    private readonly metrics: Metrics,
    private readonly courtesy: Courtesy,
  ) {}

  /** Batches that wait for the ledger. */
  get waiting(): number {
    return this.queue.waiting;
  }

  /** @param source the source that the caller may write */
  async take(delivery: Delivery, source: string): Promise<Receipt> {
    this.courtesy.note();
    const receivedAt = this.clock.now();
    const intake = takeBatch(delivery, source);
    if (!intake.ok) throw toProblem(intake);
    const receipt = await this.queue.run(source, bytesOf(delivery), () =>
      this.store(intake, receivedAt),
    );
    this.count(source, receipt);
    this.courtesy.note();
    return receipt;
  }

  private async store(intake: TakenIn, receivedAt: number): Promise<Receipt> {
    const { events, places, rejected } = intake;
    try {
      const outcomes = await this.ledger.append(events, receivedAt, rejected);
      const conflicts = conflictsOf(events, places, outcomes);
      // Known only now; the answer waits until they are kept as well.
      if (conflicts.length > 0) await this.ledger.append([], receivedAt, conflicts);
      return {
        accepted: outcomes.filter(({ outcome }) => outcome === 'accepted').length,
        duplicates: outcomes.filter(({ outcome }) => outcome === 'duplicate').length,
        rejected: [...rejected, ...conflicts].sort((a, b) => a.index - b.index),
      };
    } catch (error) {
      this.log.error({ err: error }, 'the ledger refused a batch');
      throw unavailable(error);
    }
  }

  private count(source: string, { accepted, duplicates, rejected }: Receipt): void {
    this.metrics.events.inc({ source, outcome: 'accepted' }, accepted);
    this.metrics.events.inc({ source, outcome: 'duplicate' }, duplicates);
    this.metrics.events.inc({ source, outcome: 'rejected' }, rejected.length);
    this.metrics.waiting.set(this.queue.waiting);
  }
}

const unavailable = (error: unknown): Problem =>
  error instanceof LedgerFull
    ? new Problem(503, 'disk_full', error.message, { retryAfter: 60 })
    : new Problem(503, 'ledger_unavailable', 'the batch may not be on disk; send it again', {
        retryAfter: 5,
      });

const bytesOf = (delivery: Delivery): number =>
  delivery.kind === 'batch' ? delivery.body.length : delivery.raw.length;

const CONFLICT = reject('conflict', '/id', 'the id stands for other content already');

const conflictsOf = (
  events: readonly IncomingEvent[],
  places: readonly number[],
  outcomes: readonly AppendOutcome[],
): readonly RejectedAt[] =>
  events.flatMap(({ source, id, raw }, at) =>
    outcomes[at]?.outcome === 'conflict'
      ? [{ index: places[at] ?? at, source, id, raw, ...CONFLICT }]
      : [],
  );

const toProblem = (refusal: Extract<ReturnType<typeof takeBatch>, { ok: false }>): Problem =>
  refusal.refusal === 'Unparseable'
    ? new Problem(400, 'malformed', refusal.message, { pointer: '' })
    : new Problem(413, 'too_large', 'a batch has at most 1000 events');
