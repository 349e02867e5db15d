import type { Activity } from '../../activity/activity.js';
import type { ActivityLedger, LedgerEvent, TimeRange } from '../../activity/activity-ledger.js';
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
import { WHOLE, windowOf } from '../judge.js';
import type { Attribution } from './attribution.js';
import type { DetectionState, WindowRef } from './detection-state.js';
import { ALL_WINDOWS } from './detection-state.js';
import { kindOf, type Plan } from './plan.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** An event recorded further from its own `time` than this is indexed by its window. */
export const SKEW = DAY;

/** Index owner of an account's events whose `time` is far from the instant that judges them. */
export const skewOwner = (source: string, account: string): Owner =>
  `skew:${source.length}:${source}/${account}`;

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
  constructor(private readonly ports: LoaderPorts) {}

  /** The windows' events by window, in no order; a window without any is absent. */
  async windows(
    owner: Owner,
    windows: readonly string[],
  ): Promise<ReadonlyMap<string, AttributedActivity[]>> {
    return isSubjectOwner(owner) ? this.ofSubject(owner, windows) : this.ofIndex(owner, windows);
  }

  /** All events of an account as they judge, whoever owns them. */
  async account(source: string, account: string): Promise<readonly LedgerEvent[]> {
    return this.ports.ledger.readAccount({ source, account });
  }

  async decodeAll(events: readonly LedgerEvent[]): Promise<readonly Activity[]> {
    const decoded: Activity[] = [];
    for (const event of events) {
      if (this.ports.plan.routesOf(event.type).length === 0) continue;
      try {
        const activity = this.ports.attribution.read(event);
        this.ports.attribution.placeByMeeting(activity);
        decoded.push(activity);
      } catch (error) {
        await this.ports.unreadable(event, error);
      }
    }
    return decoded;
  }

  private async ofSubject(
    owner: Owner,
    windows: readonly string[],
  ): Promise<ReadonlyMap<string, AttributedActivity[]>> {
    const subject = subjectOfOwner(owner);
    const range = rangeOf(windows);
    const found = new Map<string, AttributedActivity[]>();
    for (const account of accountsOf(this.ports.roster, subject)) {
      const events = [...(await this.ports.ledger.readAccount(account, range))];
      if (range) events.push(...(await this.skewed(account, windows)));
      for (const activity of await this.decodeAll(events)) {
        const attributed = this.ports.attribution.attribute(activity);
        if (attributed?.subject === subject) this.sort(attributed, windows, found);
      }
    }
    return found;
  }

  private async skewed(
    { source, account }: { readonly source: string; readonly account: string },
    windows: readonly string[],
  ): Promise<readonly LedgerEvent[]> {
    const owner = skewOwner(source, account);
    const entries = await this.ports.state.positions(windows.map((window) => ({ owner, window })));
    return entries.length === 0
      ? []
      : this.ports.ledger.readPositions(entries.map(({ position }) => position));
  }

  private async ofIndex(
    owner: Owner,
    windows: readonly string[],
  ): Promise<ReadonlyMap<string, AttributedActivity[]>> {
    const found = new Map<string, AttributedActivity[]>();
    for (const window of windows) {
      const entries = await this.ports.state.positions([{ owner, window }]);
      // A window over the limit is not judged anyway; it must not be held in memory either.
      if (entries.length === 0 || entries.length > MAX_WINDOW_EVENTS) continue;
      const positions = entries.map(({ position }) => position);
      const events = await this.ports.ledger.readPositions(positions);
      for (const activity of await this.decodeAll(events)) {
        const attributed = this.ports.attribution.attribute(activity);
        if (attributed && this.isStillOf(owner, attributed)) push(found, window, attributed);
      }
    }
    return found;
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
    found: Map<string, AttributedActivity[]>,
  ): void {
    const { localDay, plan } = this.ports;
    const all = wanted.includes(ALL_WINDOWS);
    for (const { kind, span } of plan.routesOf(event.type)) {
      if (kind !== 'subject') continue;
      const window = windowOf({ window: span }, event.at, localDay);
      if (all || wanted.includes(window)) push(found, window, event);
    }
  }
}

const push = (
  found: Map<string, AttributedActivity[]>,
  window: string,
  event: AttributedActivity,
): void => {
  const members = found.get(window);
  if (members) members.push(event);
  else found.set(window, [event]);
};

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

/**
 * Bounds of `time` that hold the windows' events, wide enough for any time zone and for `SKEW`;
 * undefined when only the whole account will do.
 */
export const rangeOf = (windows: readonly string[]): TimeRange | undefined => {
  let from = Infinity;
  let to = -Infinity;
  for (const window of windows) {
    const midnight = Date.parse(`${window}T00:00:00Z`);
    if (window === WHOLE || window === ALL_WINDOWS || Number.isNaN(midnight)) return undefined;
    from = Math.min(from, midnight - DAY - SKEW);
    to = Math.max(to, midnight + 3 * DAY + SKEW);
  }
  return { from, to };
};

export const windowRefs = (owner: Owner, windows: Iterable<string>): readonly WindowRef[] =>
  [...windows].map((window) => ({ owner, window }));
