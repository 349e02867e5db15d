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
import { segmentProof } from '../../../activity/leaf.js';
import { LedgerFull } from '../../../activity/ledger-errors.js';
import { unpackSegment } from '../../../activity/segments/segment-codec.js';
import { isStorageFull } from '../../../event-sourcing/store-errors.js';
import type { Database } from '../database.js';
import { GroupQueue } from '../group-queue.js';
import type { WakeUps } from '../wake-up.js';
import { appendAll, type Batch } from './appending.js';
import { eraseAccount } from './erasing.js';
import { readFigures } from './figures.js';
import { Headings, readWanted } from './headings.js';
import { Identities } from './identities.js';
import { Names } from './names.js';
import { readPage, readPositions } from './reading.js';
import { readRefusals, readRejects } from './refusals.js';
import { SealerLock } from './sealer-lock.js';
import { Sealing, type SealOptions } from './sealing.js';
import { SEGMENT, OF_ACCOUNT, type SegmentRow } from './segments.js';
import { walk } from './walking.js';

/** A transaction's worth: enough for a group commit, bounded in what it holds in memory. */
const GROUP = { items: 200, weight: 8_000_000 };

const UNRECORDED = `SELECT id AS segment, count, encode(root, 'hex') AS root FROM ledger_segment
  WHERE NOT recorded ORDER BY id`;

const SEGMENT_AT = `SELECT ${SEGMENT} FROM ledger_place p JOIN ${OF_ACCOUNT} ON s.id = p.segment
  WHERE p.position = $1`;

/**
 * The activity ledger in PostgreSQL, for any number of processes. Batches of one process that arrive
 * together share a transaction; a lock puts transactions in the order of their positions.
 */
export class PostgresActivityLedger implements ActivityLedger {
  private readonly names = new Names();
  private readonly headings = new Headings();
  private readonly sealing: Sealing;
  private readonly sealer: SealerLock;
  private readonly queue = new GroupQueue<Batch, readonly AppendOutcome[]>(
    (batches) => this.store(batches),
    GROUP,
  );

  private constructor(
    private readonly database: Database,
    private readonly wakeUps: WakeUps,
    private readonly identities: Identities,
  ) {
    this.sealing = new Sealing(database);
    this.sealer = new SealerLock(database);
  }

  static async open(database: Database, wakeUps: WakeUps): Promise<PostgresActivityLedger> {
    const row = await database.get<{ secret: Buffer }>('SELECT secret FROM ledger_state');
    if (row === undefined) throw new Error('the ledger has no state');
    return new PostgresActivityLedger(database, wakeUps, new Identities(row.secret));
  }

  append(
    batch: readonly IncomingEvent[],
    receivedAt: number,
    rejects: readonly RejectedEvent[] = [],
  ): Promise<readonly AppendOutcome[]> {
    if (batch.length === 0 && rejects.length === 0) return Promise.resolve([]);
    const weight = batch.reduce((sum, { raw }) => sum + raw.byteLength + 100, 0);
    return this.queue.add({ events: batch, receivedAt, rejects }, weight);
  }

  readFrom(after: LedgerPosition, limit: number, wanted?: Wanted): Promise<LedgerPage> {
    return this.database.session((session) =>
      wanted === undefined
        ? readPage(session, after, limit)
        : readWanted(session, this.headings, { after, limit, wanted }),
    );
  }

  readPositions(positions: readonly LedgerPosition[]): Promise<readonly LedgerEvent[]> {
    return this.database.session((session) => readPositions(session, positions));
  }

  async readAccount(account: AccountRef, range?: TimeRange): Promise<readonly LedgerEvent[]> {
    const events: LedgerEvent[] = [];
    for await (const page of this.accountPages(account, range)) events.push(...page);
    return events;
  }

  accountPages(account: AccountRef, range?: TimeRange): AsyncIterable<readonly LedgerEvent[]> {
    return walk(this.database, account, range);
  }

  async find(source: string, id: string): Promise<LedgerEvent | undefined> {
    const row = await this.database.get<{ position: LedgerPosition }>(
      'SELECT position FROM ledger_identity WHERE key = $1',
      [this.identities.keyOf(source, id)],
    );
    return row && (await this.readPositions([row.position]))[0];
  }

  scan(): AsyncIterable<readonly LedgerEvent[]> {
    return walk(this.database);
  }

  /** Of several processes only the one that holds the sealer's lock seals. */
  async seal(options: SealOptions): Promise<readonly Seal[]> {
    return (await this.sealer.held()) ? this.sealing.some(options) : [];
  }

  async unrecordedSeals(): Promise<readonly Seal[]> {
    return (await this.sealer.held()) ? this.database.all<Seal>(UNRECORDED) : [];
  }

  async sealsRecorded(segments: readonly number[]): Promise<void> {
    await this.database.write([
      {
        sql: 'UPDATE ledger_segment SET recorded = true WHERE id = ANY ($1::bigint[])',
        params: [segments],
      },
    ]);
  }

  async proof(position: LedgerPosition): Promise<SegmentProof | undefined> {
    const row = await this.database.get<SegmentRow>(SEGMENT_AT, [position]);
    if (row === undefined) return undefined;
    const rows = unpackSegment(row.codec, row.n, row.data);
    const raws = rows.map(({ raw }) => raw);
    const index = rows.findIndex((one) => one.position === position);
    return segmentProof(row.segment, row.salt, raws, index);
  }

  rejects(query: {
    source?: string;
    before?: number;
    limit: number;
  }): Promise<readonly KeptReject[]> {
    return readRejects(this.database, query);
  }

  async head(): Promise<LedgerPosition> {
    return (await this.database.get<{ head: number }>('SELECT head FROM ledger_state'))?.head ?? 0;
  }

  figures(): Promise<LedgerFigures> {
    return readFigures(this.database);
  }

  refusals(): Promise<ReadonlyMap<string, Refusals>> {
    return readRefusals(this.database);
  }

  erase(account: AccountRef): Promise<number> {
    return eraseAccount(this.database, this.identities, account);
  }

  onAppend(listener: () => void): () => void {
    return this.wakeUps.on('probity_ledger', listener);
  }

  /** Batches under way are finished first. */
  async close(): Promise<void> {
    await this.queue.drained();
    await this.sealer.release();
  }

  private async store(batches: readonly Batch[]): Promise<readonly (readonly AppendOutcome[])[]> {
    const { identities, names, database } = this;
    const attempt = {};
    try {
      const { outcomes, head, keepNames } = await database.transaction((session) =>
        appendAll(session, batches, identities, names, database.origin, attempt),
      );
      keepNames();
      if (head !== undefined) this.wakeUps.announce('probity_ledger', head);
      return outcomes;
    } catch (error) {
      throw isStorageFull(error) ? new LedgerFull() : error;
    }
  }
}
