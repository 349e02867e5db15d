import type {
  AccountRef,
  ActivityLedger,
  AppendOutcome,
  IncomingEvent,
  KeptReject,
  LedgerEvent,
  LedgerFigures,
  LedgerPage,
  LedgerPosition,
  Refusals,
  RejectedEvent,
  Seal,
  SegmentProof,
  TimeRange,
  Wanted,
} from '../../../activity/activity-ledger.js';
import { ACCOUNT_START } from './account-pages.js';
import type { LedgerOptions } from './database.js';
import { OUTCOMES, type Answers } from './protocol.js';
import type { SealOptions } from './sealing.js';
import { ThreadClient } from './thread-client.js';
import { RecentOfferings } from './recent-offerings.js';
import { packEvents, unpackEvents } from './wire.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Opens (or makes) the ledger in `file`, in a thread of its own and for this process alone.
 *
 * @throws LedgerLocked, LedgerUnreadable, LedgerFull
 */
export const openSqliteLedger = async (
  file: string,
  options: LedgerOptions = {},
): Promise<SqliteActivityLedger> =>
  new SqliteActivityLedger(await ThreadClient.open({ file, options }));

/** The activity ledger of the embedded profile. All work is done in the ledger's thread. */
export class SqliteActivityLedger implements ActivityLedger {
  private readonly listeners = new Set<() => void>();
  private readonly offerings = new RecentOfferings();

  constructor(private readonly thread: ThreadClient) {}

  /** @throws LedgerFull when nothing of the batch was stored for want of space */
  async append(
    batch: readonly IncomingEvent[],
    receivedAt: number,
    rejects: readonly RejectedEvent[] = [],
  ): Promise<readonly AppendOutcome[]> {
    const block = packEvents(batch);
    const answer = await this.thread.ask({ ask: 'append', block, receivedAt, rejects }, [block]);
    const outcomes = outcomesOf(answer);
    this.noteOfferings(batch, answer);
    if (answer.codes.includes(0)) for (const listener of [...this.listeners]) listener();
    return outcomes;
  }

  /** Whoever holds this ledger is alone and wants all of it: `wanted` spares no reading here. */
  async readFrom(after: LedgerPosition, limit: number, wanted?: Wanted): Promise<LedgerPage> {
    const { block, next } = await this.thread.ask({ ask: 'readFrom', after, limit });
    const events: readonly Mutable<LedgerEvent>[] = unpackEvents(block);
    for (const event of events) event.offering = this.offerings.of(event.position);
    return { events: wanted ? events.filter(wanted) : events, next };
  }

  private noteOfferings(
    batch: readonly IncomingEvent[],
    { codes, positions }: Answers['append'],
  ): void {
    for (const [at, { offering }] of batch.entries()) {
      const position = positions[at];
      if (codes[at] === 0 && position !== undefined && offering !== undefined)
        this.offerings.note(position, offering);
    }
  }

  async readPositions(positions: readonly LedgerPosition[]): Promise<readonly LedgerEvent[]> {
    return unpackEvents(await this.thread.ask({ ask: 'readPositions', positions }));
  }

  async readAccount(account: AccountRef, range: TimeRange = {}): Promise<readonly LedgerEvent[]> {
    return unpackEvents(await this.thread.ask({ ask: 'readAccount', account, range }));
  }

  async *accountPages(
    account: AccountRef,
    range: TimeRange = {},
  ): AsyncGenerator<readonly LedgerEvent[]> {
    for (let place = ACCOUNT_START; ;) {
      const page = await this.thread.ask({ ask: 'accountPage', account, range, place });
      if (page === undefined) return;
      ({ place } = page);
      const events = unpackEvents(page.block);
      if (events.length > 0) yield events;
    }
  }

  async find(source: string, id: string): Promise<LedgerEvent | undefined> {
    return unpackEvents(await this.thread.ask({ ask: 'find', source, id }))[0];
  }

  /** The next page is fetched while the caller works on this one. */
  async *scan(): AsyncGenerator<readonly LedgerEvent[]> {
    const start = await this.thread.ask({ ask: 'scanStart' });
    let fetched: Promise<Answers['scanNext']> | undefined;
    try {
      fetched = this.thread.ask({ ask: 'scanNext', place: start });
      for (let page = await fetched; page !== undefined; page = await fetched) {
        fetched = this.thread.ask({ ask: 'scanNext', place: page.place });
        const events = unpackEvents(page.block);
        if (events.length > 0) yield events;
      }
    } finally {
      await fetched?.catch(() => undefined);
      await this.thread.ask({ ask: 'scanEnd' }).catch(() => undefined);
    }
  }

  seal(options: SealOptions): Promise<readonly Seal[]> {
    return this.thread.ask({ ask: 'seal', options });
  }

  unrecordedSeals(): Promise<readonly Seal[]> {
    return this.thread.ask({ ask: 'unrecordedSeals' });
  }

  sealsRecorded(segments: readonly number[]): Promise<void> {
    return this.thread.ask({ ask: 'sealsRecorded', segments });
  }

  proof(position: LedgerPosition): Promise<SegmentProof | undefined> {
    return this.thread.ask({ ask: 'proof', position });
  }

  rejects(query: {
    source?: string;
    before?: number;
    limit: number;
  }): Promise<readonly KeptReject[]> {
    return this.thread.ask({ ask: 'rejects', query });
  }

  head(): Promise<LedgerPosition> {
    return this.thread.ask({ ask: 'head' });
  }

  refusals(): Promise<ReadonlyMap<string, Refusals>> {
    return this.thread.ask({ ask: 'refusals' });
  }

  figures(): Promise<LedgerFigures> {
    return this.thread.ask({ ask: 'figures' });
  }

  erase(account: AccountRef): Promise<number> {
    return this.thread.ask({ ask: 'erase', account });
  }

  onAppend(listener: () => void): () => void {
    const own = (): void => listener();
    this.listeners.add(own);
    return () => this.listeners.delete(own);
  }

  close(): Promise<void> {
    return this.thread.close();
  }
}

const outcomesOf = ({ positions, codes }: Answers['append']): readonly AppendOutcome[] =>
  codes.map((code, index) => ({
    outcome: OUTCOMES[code] ?? 'conflict',
    position: positions[index] ?? 0,
  }));
