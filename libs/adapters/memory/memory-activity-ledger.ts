import { randomBytes } from 'node:crypto';
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
} from '../../activity/activity-ledger.js';
import { sameContent } from '../../activity/canonical.js';
import { segmentProof, segmentRoot } from '../../activity/leaf.js';
import { Listeners } from '../../event-sourcing/listeners.js';

interface Segment {
  readonly number: number;
  readonly salt: Uint8Array;
  readonly positions: readonly LedgerPosition[];
  recorded: boolean;
}

const SCAN_PAGE = 512;

/** The ledger without a disk, for unit tests. Nothing survives the process. */
export class MemoryActivityLedger implements ActivityLedger {
  private readonly events = new Map<LedgerPosition, LedgerEvent>();
  /** Identity to position; an erased event's identity stays taken. */
  private readonly positions = new Map<string, LedgerPosition>();
  private readonly ofAccount = new Map<string, LedgerPosition[]>();
  private readonly segments = new Map<number, Segment>();
  private readonly segmentOf = new Map<LedgerPosition, Segment>();
  private readonly origins = new Set<string>();
  private readonly kept: KeptReject[] = [];
  private readonly listeners = new Listeners();
  private readonly types: Record<string, number> = {};
  private duplicates = 0;
  private readonly duplicatesOf = new Map<string, number>();
  private last: LedgerPosition = 0;
  private lastSegment = 0;

  async append(
    batch: readonly IncomingEvent[],
    receivedAt: number,
    rejects: readonly RejectedEvent[] = [],
  ): Promise<readonly AppendOutcome[]> {
    const outcomes = batch.map((event) => this.take(event, receivedAt));
    for (const { origin, ...reject } of rejects) {
      if (origin !== undefined && this.origins.has(origin)) continue;
      if (origin !== undefined) this.origins.add(origin);
      this.kept.push({ ...reject, position: this.kept.length + 1, receivedAt });
    }
    if (outcomes.some(({ outcome }) => outcome === 'accepted')) this.listeners.announce();
    return outcomes;
  }

  async readFrom(after: LedgerPosition, limit: number, wanted?: Wanted): Promise<LedgerPage> {
    const events: LedgerEvent[] = [];
    let position = after;
    while (position < this.last && events.length < limit) {
      const event = this.events.get(++position);
      if (event !== undefined && (wanted?.(event) ?? true)) events.push(event);
    }
    return { events, next: position };
  }

  async readPositions(positions: readonly LedgerPosition[]): Promise<readonly LedgerEvent[]> {
    return positions.flatMap((position) => this.events.get(position) ?? []);
  }

  async readAccount(account: AccountRef, range: TimeRange = {}): Promise<readonly LedgerEvent[]> {
    const { from = -Infinity, to = Infinity } = range;
    return this.of(account).filter(({ time }) => time >= from && time < to);
  }

  async *accountPages(
    account: AccountRef,
    range: TimeRange = {},
  ): AsyncIterable<readonly LedgerEvent[]> {
    const events = await this.readAccount(account, range);
    for (let at = 0; at < events.length; at += SCAN_PAGE) yield events.slice(at, at + SCAN_PAGE);
  }

  async find(source: string, id: string): Promise<LedgerEvent | undefined> {
    const position = this.positions.get(identity(source, id));
    return position === undefined ? undefined : this.events.get(position);
  }

  async *scan(): AsyncIterable<readonly LedgerEvent[]> {
    const upTo = this.last;
    let after = 0;
    while (after < upTo) {
      const page = await this.readFrom(after, SCAN_PAGE);
      after = page.next;
      if (page.events.length > 0) yield page.events;
    }
  }

  async seal(options: {
    upTo: LedgerPosition;
    minEvents: number;
    receivedBefore: number;
  }): Promise<readonly Seal[]> {
    const unsealed = new Map<string, LedgerEvent[]>();
    for (const event of this.events.values()) {
      if (event.position > options.upTo || this.segmentOf.has(event.position)) continue;
      const key = identity(event.source, event.account ?? '');
      const events = unsealed.get(key);
      if (events === undefined) unsealed.set(key, [event]);
      else events.push(event);
    }
    return [...unsealed.values()]
      .filter(
        (events) =>
          events.length >= options.minEvents ||
          events.some(({ receivedAt }) => receivedAt < options.receivedBefore),
      )
      .map((events) => this.pack(events));
  }

  async unrecordedSeals(): Promise<readonly Seal[]> {
    return [...this.segments.values()]
      .filter(({ recorded }) => !recorded)
      .map((segment) => this.sealOf(segment));
  }

  async sealsRecorded(segments: readonly number[]): Promise<void> {
    for (const number of segments) {
      const segment = this.segments.get(number);
      if (segment !== undefined) segment.recorded = true;
    }
  }

  async proof(position: LedgerPosition): Promise<SegmentProof | undefined> {
    const segment = this.segmentOf.get(position);
    if (segment === undefined) return undefined;
    const index = segment.positions.indexOf(position);
    return segmentProof(segment.number, segment.salt, this.rawsOf(segment), index);
  }

  async rejects(query: {
    source?: string;
    before?: number;
    limit: number;
  }): Promise<readonly KeptReject[]> {
    return this.kept
      .filter(({ source }) => query.source === undefined || source === query.source)
      .filter(({ position }) => position < (query.before ?? Infinity))
      .reverse()
      .slice(0, query.limit);
  }

  async head(): Promise<LedgerPosition> {
    return this.last;
  }

  async figures(): Promise<LedgerFigures> {
    let bytes = 0;
    for (const { raw } of this.events.values()) bytes += raw.byteLength;
    return {
      events: this.events.size,
      duplicates: this.duplicates,
      rejected: this.kept.length,
      types: { ...this.types },
      sealed: this.segmentOf.size,
      head: this.last,
      bytes: { events: bytes, dedup: 0 },
    };
  }

  async refusals(): Promise<ReadonlyMap<string, Refusals>> {
    const found = new Map<string, { duplicates: number; rejected: Record<string, number> }>();
    const of = (source: string) => {
      const known = found.get(source) ?? { duplicates: 0, rejected: {} };
      found.set(source, known);
      return known;
    };
    for (const [source, duplicates] of this.duplicatesOf) of(source).duplicates = duplicates;
    for (const { source = '', code } of this.kept)
      of(source).rejected[code] = (of(source).rejected[code] ?? 0) + 1;
    return found;
  }

  async erase(account: AccountRef): Promise<number> {
    const events = this.of(account);
    for (const { position } of events) {
      const segment = this.segmentOf.get(position);
      if (segment !== undefined) this.segments.delete(segment.number);
      this.segmentOf.delete(position);
      this.events.delete(position);
    }
    for (const [index, reject] of this.kept.entries())
      if (
        (reject.source === undefined || reject.source === account.source) &&
        Buffer.from(reject.raw).includes(account.account)
      )
        this.kept[index] = { ...reject, id: undefined, raw: new Uint8Array() };
    return events.length;
  }

  onAppend(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  private take(event: IncomingEvent, receivedAt: number): AppendOutcome {
    const key = identity(event.source, event.id);
    const known = this.positions.get(key);
    if (known !== undefined) {
      const stored = this.events.get(known);
      const same = stored === undefined || sameContent(stored, event);
      if (same) {
        this.duplicates++;
        this.duplicatesOf.set(event.source, (this.duplicatesOf.get(event.source) ?? 0) + 1);
      }
      return { outcome: same ? 'duplicate' : 'conflict', position: known };
    }
    const position = ++this.last;
    this.positions.set(key, position);
    this.events.set(position, { ...event, raw: Uint8Array.from(event.raw), position, receivedAt });
    const own = identity(event.source, event.account ?? '');
    const positions = this.ofAccount.get(own);
    if (positions) positions.push(position);
    else this.ofAccount.set(own, [position]);
    this.types[event.type] = (this.types[event.type] ?? 0) + 1;
    return { outcome: 'accepted', position };
  }

  private of({ source, account }: AccountRef): readonly LedgerEvent[] {
    const positions = this.ofAccount.get(identity(source, account)) ?? [];
    return positions.flatMap((position) => this.events.get(position) ?? []);
  }

  private pack(events: readonly LedgerEvent[]): Seal {
    const positions = events.map(({ position }) => position);
    const segment: Segment = {
      number: ++this.lastSegment,
      salt: randomBytes(16),
      positions,
      recorded: false,
    };
    this.segments.set(segment.number, segment);
    for (const position of positions) this.segmentOf.set(position, segment);
    return this.sealOf(segment);
  }

  private sealOf(segment: Segment): Seal {
    return {
      segment: segment.number,
      count: segment.positions.length,
      root: segmentRoot(segment.salt, this.rawsOf(segment)),
    };
  }

  private rawsOf(segment: Segment): readonly Uint8Array[] {
    return segment.positions.flatMap((position) => this.events.get(position)?.raw ?? []);
  }
}

const identity = (source: string, id: string): string => JSON.stringify([source, id]);
