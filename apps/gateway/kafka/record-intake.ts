import { Inject, Injectable } from '@nestjs/common';
import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import type { RejectedAt } from '../../../libs/activity/intake/take-batch.js';
import type { IncomingRecord } from '../../../libs/adapters/kafka/record.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { Courtesy } from '../../../libs/platform/courtesy.js';
import { Metrics } from '../../../libs/platform/metrics/metrics.js';
import type { Settings } from '../../../libs/platform/settings.js';
import { CLOCK, LEDGER, SETTINGS } from '../../../libs/platform/tokens.js';
import { storeTaken, type StoredReceipt, type Taken } from '../intake/store-taken.js';
import { SourceDirectory } from '../sources/source-directory.js';
import { takeRecords, type SourceRules } from './take-records.js';

/** A record that was not taken, with its place. */
export interface RejectedRecord {
  readonly record: IncomingRecord;
  readonly reject: RejectedAt;
}

/** The way of records into the ledger: the steps of the HTTP intake, then one append for all. */
@Injectable()
export class RecordIntake {
  constructor(
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
    private readonly sources: SourceDirectory,
    private readonly metrics: Metrics,
    private readonly courtesy: Courtesy,
  ) {}

  /** Resolves when all of it is on disk; rejects, with nothing counted, when the ledger cannot. */
  async take(records: readonly IncomingRecord[]): Promise<readonly RejectedRecord[]> {
    this.courtesy.noteUnhurried();
    const receivedAt = this.clock.now();
    const taken = await this.judge(records);
    const receipt = await storeTaken(this.ledger, taken, receivedAt);
    this.count(taken, receipt);
    return receipt.rejected.flatMap((reject) => {
      const record = records[reject.index];
      return record ? [{ record, reject }] : [];
    });
  }

  /** An admin may have registered a source in another process a moment ago: looked up once more. */
  private async judge(records: readonly IncomingRecord[]): Promise<Taken> {
    const taken = takeRecords(records, this.rules);
    if (!taken.rejected.some(({ source }) => source === undefined)) return taken;
    await this.sources.catchUp();
    return takeRecords(records, this.rules);
  }

  private get rules(): SourceRules {
    const isRegistered = (source: string) => this.sources.get(source) !== undefined;
    return { isRegistered, anySource: this.settings.dev };
  }

  private count({ events }: Taken, { outcomes, rejected }: StoredReceipt): void {
    const counts = new Map<string, Map<string, number>>();
    const add = (source: string, outcome: string): void => {
      const own = counts.get(source) ?? new Map<string, number>();
      own.set(outcome, (own.get(outcome) ?? 0) + 1);
      counts.set(source, own);
    };
    for (const [at, { outcome }] of outcomes.entries())
      if (outcome !== 'conflict') add(events[at]?.source ?? '', outcome);
    for (const { source } of rejected) add(source ?? '', 'rejected');
    for (const [source, own] of counts)
      for (const [outcome, count] of own) this.metrics.events.inc({ source, outcome }, count);
  }
}
