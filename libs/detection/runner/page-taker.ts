import type { Activity } from '../../activity/activity.js';
import type { LedgerEvent } from '../../activity/activity-ledger.js';
import type { BaselineKeeper } from '../baselines/baseline-keeper.js';
import { windowOf, WHOLE } from '../judge.js';
import { isSubjectOwner, ownerFor, restsOnOffering, type Owner, type Pseudonym } from '../keys.js';
import type { FeedTally } from '../quality/feed-tally.js';
import type { Attribution } from './attribution.js';
import type { Bucket, Buckets } from './buckets.js';
import type { IndexEntry, SeenWindow } from './detection-state.js';
import type { DirtyMarks } from './dirty-marks.js';
import { meetingOwner, skewEntry } from './event-loader.js';
import type { Interest } from './interest.js';
import type { OwnChanges, OwnState } from './own-state.js';
import { spanOf, type Plan, type Route } from './plan.js';
import { Topics, type Mention } from './topics.js';

export interface PageTakerPorts {
  readonly state: OwnState;
  readonly interest: Interest;
  readonly plan: Plan;
  readonly attribution: Attribution;
  readonly buckets: Buckets;
  readonly marks: DirtyMarks;
  readonly keeper: BaselineKeeper;
  readonly feeds: FeedTally;
  readonly pseudonym: Pseudonym;
  readonly localDay: (at: number) => string;
  readonly unreadable: (event: LedgerEvent, error: unknown) => Promise<void>;
}

/** What a page leaves to be saved. */
interface Notes {
  readonly index: IndexEntry[];
  readonly dirty: { owner: Owner; window: string; forced: boolean }[];
  readonly mentions: Mention[];
  readonly opened: Bucket[];
  readonly seen: Map<string, SeenWindow>;
}

const MOST_REMEMBERED = 200_000;

/** Puts a page's events where they will be judged, and notes what has to be judged. */
export class PageTaker {
  /** Mentions written lately: an offering is mentioned by a student thousands of times. */
  private readonly mentioned = new Map<string, Set<Owner>>();
  private remembered = 0;
  private readonly topics = new Topics();

  constructor(private readonly ports: PageTakerPorts) {}

  /** What was written may be gone: after a failure, or when the state was cleared. */
  forget(): void {
    this.mentioned.clear();
    this.remembered = 0;
  }

  /** The changes to save with the checkpoint, and the local day in the middle of the page. */
  async take(
    events: readonly LedgerEvent[],
  ): Promise<{ readonly changes: OwnChanges; readonly day: string | undefined }> {
    const { keeper, plan, feeds, state, interest } = this.ports;
    const notes: Notes = { index: [], dirty: [], mentions: [], opened: [], seen: new Map() };
    const heard: Activity[] = [];
    const days: number[] = [];
    for (const event of events) {
      const forAll = state.takesForAll(event.position);
      if (!forAll && !interest.concerns(event)) continue;
      const routes = plan.routesOf(event.type);
      const activity = await this.read(event, forAll);
      if (!activity) continue;
      days.push(activity.at);
      if (forAll) await feeds.add(activity, event.receivedAt);
      if (forAll && keeper.wants(event.type)) heard.push(activity);
      if (routes.length > 0) this.place(activity, event.position, routes, notes);
    }
    await keeper.collect(heard);
    await this.settleOpened(notes);
    const { index, dirty, mentions } = notes;
    const seen = [...notes.seen.values()];
    const changes = {
      index,
      dirty,
      mentions,
      seen,
      accumulators: [...keeper.unsaved(), ...feeds.unsaved()],
    };
    return { changes, day: this.middleOf(days) };
  }

  /** What cannot be read is told once, by whoever answers for what is one for all. */
  private async read(event: LedgerEvent, told: boolean): Promise<Activity | undefined> {
    try {
      return this.ports.attribution.read(event);
    } catch (error) {
      if (told) await this.ports.unreadable(event, error);
      return undefined;
    }
  }

  private place(
    activity: Activity,
    position: number,
    routes: readonly Route[],
    notes: Notes,
  ): void {
    const { attribution, buckets, localDay, marks, pseudonym, state } = this.ports;
    // Noted whoever's it is now: a later mapping or meeting may change that.
    const meeting = attribution.placeByMeeting(activity);
    const attributed = attribution.attribute(activity);
    const { at } = activity;
    const skewed = skewEntry(activity, position, localDay);
    if (skewed) notes.index.push(skewed);
    if (meeting !== undefined && routes.some(hasOfferingKey))
      notes.index.push({ owner: meetingOwner(meeting), window: WHOLE, position });
    const topics = this.topics.of(activity);
    for (const { kind, span } of routes) {
      const keyKind = kind === 'subject' ? 'student' : kind;
      const owner = ownerFor(keyKind, activity, attributed?.subject, pseudonym);
      if (owner === undefined || !state.takes(owner, position)) continue;
      const window = windowOf({ window: span }, at, localDay);
      if (!isSubjectOwner(owner)) notes.index.push({ owner, window, position });
      this.mention(topics, owner, notes);
      this.sawWindow(owner, window, notes);
      if (!attributed) continue;
      const { bucket, isNew } = buckets.open({ owner, window });
      if (isNew) notes.opened.push(bucket);
      // An incomplete one is read from the ledger when it is judged, this event with it.
      if (bucket.complete) buckets.add(bucket, attributed);
      const mark = { owner, window, forced: false };
      if (marks.add(mark)) notes.dirty.push(mark);
    }
  }

  private sawWindow(owner: Owner, window: string, notes: Notes): void {
    const span = `${owner} ${spanOf(window)}`;
    const known = notes.seen.get(span);
    if (!known || known.last < window) notes.seen.set(span, { span, owner, last: window });
  }

  private mention(topics: readonly string[], owner: Owner, notes: Notes): void {
    for (const topic of topics) {
      const known = this.mentioned.get(topic);
      if (known?.has(owner)) continue;
      if (this.remembered >= MOST_REMEMBERED) this.forget();
      this.remembered += 1;
      const owners = this.mentioned.get(topic) ?? new Set();
      this.mentioned.set(topic, owners.add(owner));
      notes.mentions.push({ topic, owner });
    }
  }

  /** A new window is complete unless its owner had it, or a later one, before this page. */
  private async settleOpened({ opened }: Notes): Promise<void> {
    if (opened.length === 0) return;
    const spans = new Map(opened.map((one) => [one, `${one.owner} ${spanOf(one.window)}`]));
    const last = await this.ports.state.shared.lastWindows([...new Set(spans.values())]);
    for (const bucket of opened) {
      const before = last.get(spans.get(bucket) as string);
      if (before !== undefined && before >= bucket.window) this.ports.buckets.hollow(bucket);
    }
  }

  private middleOf(instants: readonly number[]): string | undefined {
    if (instants.length === 0) return undefined;
    const sorted = [...instants].sort((a, b) => a - b);
    return this.ports.localDay(sorted[sorted.length >> 1] as number);
  }
}

const hasOfferingKey = ({ kind }: Route): boolean => kind !== 'subject' && restsOnOffering(kind);
