import type { ActivityLedger, LedgerEvent } from '../activity/activity-ledger.js';
import { envelopeOf, type Envelope } from '../activity/raw.js';
import type { RosterView, SubjectId } from '../roster/roster-view.js';
import type {
  AccountSpan,
  TimelineFilter,
  TimelineIndex,
  TimelinePlace,
  TimelineRow,
} from './timeline-index.js';

/** One event as a reader of the timeline sees it. Instants are RFC 3339 texts. */
export interface TimelineEntry {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  /** As sent, offset kept. */
  readonly time: string;
  readonly recordedtime?: string;
  readonly receivedAt: string;
  readonly account: string;
  readonly offering?: string;
  readonly activity?: string;
  readonly session?: string;
  readonly data: unknown;
  /** `conflict`: another student claims the account at that time too. */
  readonly attribution: 'student' | 'conflict';
}

export interface TimelinePage {
  readonly entries: readonly TimelineEntry[];
  /** Where the next page begins; undefined on the last. */
  readonly next: TimelinePlace | undefined;
}

export interface TimelineQuery {
  readonly subject: SubjectId;
  readonly filter: TimelineFilter;
  readonly before?: TimelinePlace | undefined;
  readonly limit: number;
}

export interface TimelinePorts {
  readonly roster: RosterView;
  readonly index: TimelineIndex;
  readonly ledger: ActivityLedger;
}

/**
 * A page of a student's timeline over all platforms, by the identity map as it stands now. The
 * place is a place in time, so that events which arrive between two pages move nothing.
 */
export const timelinePage = async (
  { roster, index, ledger }: TimelinePorts,
  { subject, filter, before, limit }: TimelineQuery,
): Promise<TimelinePage> => {
  const spans: readonly AccountSpan[] = roster.accountsOf(subject);
  const found = await index.page(spans, filter, before, limit + 1);
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  const events = await ledger.readPositions(rows.map(({ position }) => position));
  const byPosition = new Map(events.map((event) => [event.position, event]));
  const entries = rows.flatMap((row) => {
    const event = byPosition.get(row.position);
    // Erased between the index and the ledger: nothing is left to show.
    return event === undefined ? [] : [entryOf(row, event, roster)];
  });
  return { entries, next: found.length > limit && last ? placeOf(last) : undefined };
};

const placeOf = ({ time, source, id }: TimelineRow): TimelinePlace => ({ time, source, id });

const entryOf = (row: TimelineRow, event: LedgerEvent, roster: RosterView): TimelineEntry => {
  const envelope = envelopeOf(event.raw, event.mode);
  const data = envelope['data'] ?? {};
  return {
    source: row.source,
    id: row.id,
    type: row.type,
    time: textIn(envelope, 'time') ?? new Date(row.time).toISOString(),
    recordedtime: textIn(envelope, 'recordedtime'),
    receivedAt: new Date(event.receivedAt).toISOString(),
    account: row.account,
    offering: row.offering,
    activity: textIn(data, 'activity'),
    session: textIn(data, 'session'),
    data,
    attribution:
      roster.ownerOf(row.source, row.account, row.time).kind === 'conflict'
        ? 'conflict'
        : 'student',
  };
};

const textIn = (value: unknown, member: string): string | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  const found = (value as Envelope)[member];
  return typeof found === 'string' ? found : undefined;
};
