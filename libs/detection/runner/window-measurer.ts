import { isSubjectOwner, ownKeyOf, type Owner } from '../keys.js';
import type { Buckets } from './buckets.js';
import {
  ALL_WINDOWS,
  CONCLUSIONS,
  TOUCHED,
  type DirtyMark,
  type IndexEntry,
  type KeyRef,
  type SeenWindow,
  type StoredMeasure,
} from './detection-state.js';
import type { EventLoader } from './event-loader.js';
import type { Judging } from './measuring.js';
import type { OwnState } from './own-state.js';
import { spanOf } from './plan.js';
import { Topics, type Mention } from './topics.js';
import type { TouchedKeys } from './touched-keys.js';
import { TOO_MANY, type WindowEvents } from './window-gatherer.js';

/** Owners read from the ledger at the same time. */
const TOGETHER = 32;

export const nameOf = ({ detector, key }: KeyRef): string => `${detector}\n${key}`;
export const placeOf = (one: StoredMeasure): string =>
  `${nameOf(one)}\n${one.window}\n${one.owner}`;

/** What the judged windows came to, before it is compared with what is stored. */
export interface Measured {
  readonly fresh: Map<string, StoredMeasure>;
  /** Judged windows by owner; a stored measure of them that did not come again is dropped. */
  readonly windows: Map<Owner, Set<string>>;
  /** Owners of which every window was judged. */
  readonly whole: Set<Owner>;
  /** Owners whose every key is concluded anew. */
  readonly forced: Set<Owner>;
  /** Keys that are concluded whatever their measures. */
  readonly asked: KeyRef[];
  /** Keys whose measures changed before. */
  readonly touched: KeyRef[];
  readonly seen: SeenWindow[];
  /** Of accounts that were read whole: who read their events as they came may not have noted this. */
  readonly index: IndexEntry[];
  readonly mentions: Map<string, Mention>;
}

export interface WindowMeasurerPorts {
  readonly state: OwnState;
  readonly loader: EventLoader;
  readonly buckets: Buckets;
  readonly judging: Judging;
  readonly touched: TouchedKeys;
}

/** Gathers the events of dirty windows, and measures them. */
export class WindowMeasurer {
  private readonly topics = new Topics();

  constructor(private readonly ports: WindowMeasurerPorts) {}

  async measure(marks: readonly DirtyMark[]): Promise<Measured> {
    const measured: Measured = {
      ...{ fresh: new Map(), windows: new Map(), whole: new Set(), forced: new Set() },
      ...{ asked: [], touched: [], seen: [], index: [], mentions: new Map() },
    };
    const wanted = new Map<Owner, Set<string>>();
    for (const mark of marks) {
      if (this.isOfConclusions(mark, measured)) continue;
      if (mark.forced) measured.forced.add(mark.owner);
      const windows = wanted.get(mark.owner);
      if (windows) windows.add(mark.window);
      else wanted.set(mark.owner, new Set([mark.window]));
    }
    const owners = [...wanted];
    for (let from = 0; from < owners.length; from += TOGETHER)
      await Promise.all(
        owners
          .slice(from, from + TOGETHER)
          .map(([owner, windows]) =>
            windows.has(ALL_WINDOWS)
              ? this.ofOwner(owner, measured)
              : this.ofWindows(owner, windows, measured),
          ),
      );
    return measured;
  }

  /** Whether the mark leaves the measures as they are. */
  private isOfConclusions({ owner, window, forced }: DirtyMark, measured: Measured): boolean {
    if (window === TOUCHED) {
      const keys = forced ? undefined : this.ports.touched.of(owner);
      if (keys) measured.touched.push(...keys);
      else measured.forced.add(owner);
      return true;
    }
    if (!window.startsWith(CONCLUSIONS)) return false;
    const detector = window.slice(CONCLUSIONS.length);
    if (detector !== '') measured.asked.push({ detector, key: ownKeyOf(owner) });
    else if (forced) measured.forced.add(owner);
    return true;
  }

  private async ofWindows(
    owner: Owner,
    windows: ReadonlySet<string>,
    measured: Measured,
  ): Promise<void> {
    const { buckets, loader } = this.ports;
    measured.windows.set(owner, new Set(windows));
    const missing: string[] = [];
    for (const window of windows) {
      const bucket = buckets.get({ owner, window });
      if (bucket?.complete) this.ofOne(owner, window, bucket.events, measured);
      else missing.push(window);
    }
    if (missing.length === 0) return;
    for await (const [window, events] of loader.windows(owner, missing)) {
      this.ofOne(owner, window, events, measured);
      if (events !== TOO_MANY) buckets.fill({ owner, window }, events);
    }
  }

  private async ofOwner(owner: Owner, measured: Measured): Promise<void> {
    const { buckets, loader, state } = this.ports;
    measured.whole.add(owner);
    // What came since the mark was set seemed to be all there is: only now is it known what was.
    buckets.dropOwners(new Set([owner]));
    if (isSubjectOwner(owner)) {
      const noted = (entry: IndexEntry) => measured.index.push(entry);
      for await (const [window, events] of loader.windows(owner, [ALL_WINDOWS], noted)) {
        this.ofOne(owner, window, events, measured);
        this.mention(owner, events, measured);
      }
      return;
    }
    // Such owners may be large: one window at a time is enough in memory.
    for (const window of await state.shared.windowsOf(owner))
      for await (const [, events] of loader.windows(owner, [window]))
        this.ofOne(owner, window, events, measured);
  }

  /** Events that came before their account was mapped mention the student only now. */
  private mention(owner: Owner, events: WindowEvents, measured: Measured): void {
    if (events === TOO_MANY) return;
    for (const event of events)
      for (const topic of this.topics.of(event))
        measured.mentions.set(`${topic}\n${owner}`, { topic, owner });
  }

  private ofOne(owner: Owner, window: string, events: WindowEvents, measured: Measured): void {
    if (events.length > 0)
      measured.seen.push({ span: `${owner} ${spanOf(window)}`, owner, last: window });
    for (const measure of this.ports.judging.measure({ owner, window }, events))
      measured.fresh.set(placeOf(measure), measure);
  }
}
