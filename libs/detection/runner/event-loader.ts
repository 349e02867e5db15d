import type { Activity } from '../../activity/activity.js';
import type {
  ActivityLedger,
  LedgerEvent,
  LedgerPosition,
  TimeRange,
} from '../../activity/activity-ledger.js';
import type { RosterView } from '../../roster/roster-view.js';
import type { AttributedActivity } from '../detector.js';
import { MAX_WINDOW_EVENTS } from '../detector.js';
import {
  isSubjectOwner,
  ownerFor,
  restsOnOffering,
  subjectOfOwner,
  type Owner,
  type Pseudonym,
} from '../keys.js';
import { windowOf } from '../judge.js';
import type { Attribution } from './attribution.js';
import type { DetectionState, IndexEntry, WindowRef } from './detection-state.js';
import { ALL_WINDOWS } from './detection-state.js';
import { kindOf, type Plan } from './plan.js';
import { gather, TOO_MANY, type WindowEvents } from './window-gatherer.js';
import { WindowRanges, type Run } from './window-ranges.js';

const HOUR = 3_600_000;
/**
 * An event recorded further from its own `time` than this is indexed by its window. Few are; the less
 * it is, the less is read around a window. Another value needs other notes (judged-by.ts).
 */
export const SKEW = 2 * HOUR;

/** Index owner of an account's events whose `time` is far from the instant that judges them. */
export const skewOwner = (source: string, account: string): Owner =>
  `skew:${source.length}:${source}/${account}`;

/** The index entry of an event whose `time` is far from the instant that judges it. */
export const skewEntry = (
  { source, account, at, time }: Activity,
  position: LedgerPosition,
  localDay: (at: number) => string,
): IndexEntry | undefined =>
  account !== undefined && Math.abs(at - time) > SKEW
    ? { owner: skewOwner(source, account), window: localDay(at), position }
    : undefined;

/** Index owner of the attendance events that have their offering from a meeting, known or not. */
export const meetingOwner = (meeting: string): Owner => `placed:${meeting}`;

export interface LoaderPorts {
  readonly ledger: ActivityLedger;
  readonly state: DetectionState;
  readonly roster: RosterView;
  readonly attribution: Attribution;
  readonly plan: Plan;
  readonly pseudonym: Pseudonym;
  readonly localDay: (at: number) => string;
  /** Told of stored bytes that are no event. */
  readonly unreadable: (event: LedgerEvent, error: unknown) => Promise<void>;
}

/** Reads windows back from the ledger: the same events that streaming them in would have gathered. */
export class EventLoader {
  private readonly ranges: WindowRanges;

  constructor(private readonly ports: LoaderPorts) {
    this.ranges = new WindowRanges(ports.localDay, SKEW);
  }

  /**
   * The windows' events, window by window, in no order; a window without any does not come. Where a
   * student's whole accounts are read, `noted` hears of the events that a range of time would miss.
   */
  async *windows(
    owner: Owner,
    windows: readonly string[],
    noted: (entry: IndexEntry) => void = () => undefined,
  ): AsyncGenerator<readonly [window: string, events: WindowEvents]> {
    if (!isSubjectOwner(owner)) for (const window of windows) yield* this.ofIndex(owner, window);
    else
      for (const run of this.ranges.runsOf(windows))
        yield* gather((put) => this.readSubject(owner, run, put, noted));
  }

  /** All events of an account as they judge, whoever owns them. */
  account(source: string, account: string): AsyncIterable<readonly LedgerEvent[]> {
    return this.ports.ledger.accountPages({ source, account });
  }

  async decodeAll(
    events: readonly LedgerEvent[],
    noted: (entry: IndexEntry) => void = () => undefined,
  ): Promise<readonly Activity[]> {
    const decoded: Activity[] = [];
    for (const event of events) {
      if (this.ports.plan.routesOf(event.type).length === 0) continue;
      try {
        const activity = this.ports.attribution.read(event);
        this.ports.attribution.placeByMeeting(activity);
        const entry = skewEntry(activity, event.position, this.ports.localDay);
        if (entry) noted(entry);
        decoded.push(activity);
      } catch (error) {
        await this.ports.unreadable(event, error);
      }
    }
    return decoded;
  }

  private async readSubject(
    owner: Owner,
    { windows, range }: Run,
    put: (window: string, event: AttributedActivity) => void,
    noted: (entry: IndexEntry) => void,
  ): Promise<void> {
    const subject = subjectOfOwner(owner);
    const sort = async (events: readonly LedgerEvent[]) => {
      for (const activity of await this.decodeAll(events, noted)) {
        const attributed = this.ports.attribution.attribute(activity);
        if (attributed?.subject === subject) this.sort(attributed, windows, put);
      }
    };
    for (const account of accountsOf(this.ports.roster, subject)) {
      for await (const page of this.ports.ledger.accountPages(account, range)) await sort(page);
      if (range) await this.readSkewed(account, windows, range, sort);
    }
  }

  /** Events recorded far from their own `time`, which is out of the range that was read. */
  private async readSkewed(
    { source, account }: { readonly source: string; readonly account: string },
    windows: readonly string[],
    { from = -Infinity, to = Infinity }: TimeRange,
    sort: (events: readonly LedgerEvent[]) => Promise<void>,
  ): Promise<void> {
    const owner = skewOwner(source, account);
    const refs = windows.map((window) => ({ owner, window }));
    const entries = await this.ports.state.positions(refs, MOST_ENTRIES);
    for (const positions of pagesOf(entries.map(({ position }) => position))) {
      const events = await this.ports.ledger.readPositions(positions);
      await sort(events.filter(({ time }) => time < from || time >= to));
    }
  }

  private async *ofIndex(
    owner: Owner,
    window: string,
  ): AsyncGenerator<readonly [string, WindowEvents]> {
    const { state, ledger, attribution } = this.ports;
    const entries = await state.positions([{ owner, window }], MOST_ENTRIES + 1);
    if (entries.length > MOST_ENTRIES) {
      yield [window, TOO_MANY];
      return;
    }
    const found: AttributedActivity[] = [];
    for (const positions of pagesOf(entries.map(({ position }) => position))) {
      for (const activity of await this.decodeAll(await ledger.readPositions(positions))) {
        const attributed = attribution.attribute(activity);
        if (attributed && this.isStillOf(owner, attributed)) found.push(attributed);
      }
      if (found.length > MAX_WINDOW_EVENTS) break;
    }
    if (found.length > 0) yield [window, found.length > MAX_WINDOW_EVENTS ? TOO_MANY : found];
  }

  /** Entries stay when a meeting moves to another offering, and the event with it. */
  private isStillOf(owner: Owner, event: AttributedActivity): boolean {
    const kind = kindOf(owner);
    if (kind === 'subject' || !restsOnOffering(kind)) return true;
    return ownerFor(kind, event, event.subject, this.ports.pseudonym) === owner;
  }

  private sort(
    event: AttributedActivity,
    wanted: readonly string[],
    put: (window: string, event: AttributedActivity) => void,
  ): void {
    const { localDay, plan } = this.ports;
    const all = wanted.includes(ALL_WINDOWS);
    for (const { kind, span } of plan.routesOf(event.type)) {
      if (kind !== 'subject') continue;
      const window = windowOf({ window: span }, event.at, localDay);
      if (all || wanted.includes(window)) put(window, event);
    }
  }
}

/** Of an index, positions beyond these are not even looked at. */
const MOST_ENTRIES = 4 * MAX_WINDOW_EVENTS;
const POSITIONS_A_PAGE = 2_000;

const pagesOf = (positions: readonly number[]): readonly (readonly number[])[] =>
  Array.from({ length: Math.ceil(positions.length / POSITIONS_A_PAGE) }, (_, page) =>
    positions.slice(page * POSITIONS_A_PAGE, (page + 1) * POSITIONS_A_PAGE),
  );

/** Every account a student ever had, once. */
const accountsOf = (
  roster: RosterView,
  subject: string,
): readonly { readonly source: string; readonly account: string }[] => [
  ...new Map(
    roster
      .accountsOf(subject)
      .map(({ source, account }) => [`${source.length}:${source}/${account}`, { source, account }]),
  ).values(),
];

export const windowRefs = (owner: Owner, windows: Iterable<string>): readonly WindowRef[] =>
  [...windows].map((window) => ({ owner, window }));
