import { Inject, Injectable } from '@nestjs/common';
import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import { takeBatch, type Delivery } from '../../../libs/activity/intake/take-batch.js';
import { LedgerFull } from '../../../libs/activity/ledger-errors.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { Courtesy } from '../../../libs/platform/courtesy.js';
import type { Log } from '../../../libs/platform/logging.js';
import { Metrics } from '../../../libs/platform/metrics/metrics.js';
import { Problem } from '../../../libs/platform/problem.js';
import { CLOCK, LEDGER, LOG } from '../../../libs/platform/tokens.js';
import { QueueLimit } from './queue-limit.js';
import { storeTaken, type Receipt, type Taken } from './store-taken.js';

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

  private async store(intake: Taken, receivedAt: number): Promise<Receipt> {
    try {
      return await storeTaken(this.ledger, intake, receivedAt);
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

const toProblem = (refusal: Extract<ReturnType<typeof takeBatch>, { ok: false }>): Problem =>
  refusal.refusal === 'Unparseable'
    ? new Problem(400, 'malformed', refusal.message, { pointer: '' })
    : new Problem(413, 'too_large', 'a batch has at most 1000 events');
