import { diff, withdrawAll } from '../diff.js';
import { isSubjectOwner, ownerOfKey, ownKeyOf, type Owner } from '../keys.js';
import type { Signal, SignalEvent } from '../signal.js';
import type { SignalIndex } from '../signal-index.js';
import type { Buckets } from './buckets.js';
import {
  ALL_WINDOWS,
  CONCLUSIONS,
  conclusionsOf,
  type BaselineRead,
  type DirtyMark,
  type KeyRef,
  type SeenWindow,
  type StoredMeasure,
} from './detection-state.js';
import type { DirtyMarks } from './dirty-marks.js';
import type { EventLoader } from './event-loader.js';
import type { Judging } from './measuring.js';
import type { OwnState } from './own-state.js';
import { spanOf, type Plan } from './plan.js';
import type { RegimeJudge } from './regimes.js';
import type { SignalCounts, SignalWriter } from './signal-writer.js';
import { TOO_MANY, type WindowEvents } from './window-gatherer.js';
import { Topics, type Mention } from './topics.js';
import { baseOf } from './variants.js';

export interface WindowJudgePorts {
  readonly state: OwnState;
  readonly signals: SignalIndex;
  readonly writer: SignalWriter;
  readonly loader: EventLoader;
  readonly buckets: Buckets;
  readonly judging: Judging;
  readonly plan: Plan;
  readonly regimes: readonly RegimeJudge[];
  readonly marks: DirtyMarks;
}

/** Owners read from the ledger at the same time. */
const TOGETHER = 32;

const nameOf = ({ detector, key }: KeyRef): string => `${detector}\n${key}`;
const placeOf = (one: StoredMeasure): string => `${nameOf(one)}\n${one.window}\n${one.owner}`;

/** What the judged windows came to, before it is compared with what is stored. */
interface Measured {
  readonly fresh: Map<string, StoredMeasure>;
  /** Judged windows by owner; a stored measure of them that did not come again is dropped. */
  readonly windows: Map<Owner, Set<string>>;
  /** Owners of which every window was judged. */
  readonly whole: Set<Owner>;
  /** Owners whose every key is concluded anew. */
  readonly forced: Set<Owner>;
  /** Keys that are concluded whatever their measures. */
  readonly asked: KeyRef[];
  readonly seen: SeenWindow[];
  readonly mentions: Map<string, Mention>;
}

/** What the conclusions of a round are drawn from. */
interface Judged {
  readonly measured: Measured;
  readonly stored: readonly StoredMeasure[];
  /** Signals of the owners whose every key is concluded anew. */
  readonly standing: readonly Signal[];
}

/**
 * Judges dirty windows: gathers each one's events, measures, compares with what is stored, draws
 * conclusions for the keys that changed, appends what follows and only then saves. A crash in
 * between leaves the marks in place, and judging them again changes nothing.
 */
export class WindowJudge {
  private readonly topics = new Topics();

  constructor(private readonly ports: WindowJudgePorts) {}

  /** Measures only: for a rebuild, which draws conclusions when all measures are there. */
  async measure(marks: readonly DirtyMark[]): Promise<void> {
    const measured = await this.measureAll(marks);
    const { changed, dropped } = compare(measured, await this.storedFor(measured));
    const { seen } = measured;
    const mentions = [...measured.mentions.values()];
    await this.ports.state.save({ clean: marks, seen, mentions, dropped, measures: changed });
  }

  async judge(marks: readonly DirtyMark[], cause: string): Promise<SignalCounts> {
    const { state, writer, signals } = this.ports;
    const measured = await this.measureAll(marks);
    const stored = await this.storedFor(measured);
    const { changed, dropped, keys } = compare(measured, stored);
    const reads: BaselineRead[] = [];
    const forced = [...measured.forced];
    const standing = forced.length > 0 ? await signals.ofOwners(forced) : [];
    const { now, later } = this.keysOf(keys, standing, measured);
    const events = await this.conclude(now, { measured, stored, standing }, reads, cause);
    const counts = await writer.write(events, cause);
    for (const mark of later) if (state.owns(mark.owner)) this.ports.marks.add(mark);
    await state.save({
      clean: marks,
      dirty: later,
      seen: measured.seen,
      mentions: [...measured.mentions.values()],
      dropped,
      measures: changed,
      reads,
    });
    return counts;
  }

  /**
   * Keys to be concluded now, and those of many students, which wait unless they were asked for: each
   * is concluded once, when the students' own windows are done.
   */
  private keysOf(
    touched: ReadonlyMap<string, KeyRef>,
    standing: readonly Signal[],
    { forced, asked }: Measured,
  ): { readonly now: ReadonlyMap<string, KeyRef>; readonly later: readonly DirtyMark[] } {
    const { plan } = this.ports;
    const now = new Map<string, KeyRef>();
    const later = new Map<string, DirtyMark>();
    const own = [...forced].flatMap((owner) => plan.keysOf(owner));
    for (const ref of [...touched.values(), ...standing, ...own]) {
      const { key } = ref;
      const detector = baseOf(ref.detector);
      const name = nameOf({ detector, key });
      if (!plan.isShared(detector)) now.set(name, { detector, key });
      else
        later.set(name, { owner: ownerOfKey(key), window: conclusionsOf(detector), forced: true });
    }
    for (const ref of asked) {
      now.set(nameOf(ref), ref);
      later.delete(nameOf(ref));
    }
    return { now, later: [...later.values()] };
  }

  private async measureAll(marks: readonly DirtyMark[]): Promise<Measured> {
    const measured: Measured = {
      fresh: new Map(),
      windows: new Map(),
      whole: new Set(),
      forced: new Set(),
      asked: [],
      seen: [],
      mentions: new Map(),
    };
    const wanted = new Map<Owner, Set<string>>();
    for (const { owner, window, forced } of marks) {
      if (window !== CONCLUSIONS && window.startsWith(CONCLUSIONS)) {
        const detector = window.slice(CONCLUSIONS.length);
        measured.asked.push({ detector, key: ownKeyOf(owner) });
        continue;
      }
      if (forced) measured.forced.add(owner);
      if (window === CONCLUSIONS) continue;
      wanted.set(owner, (wanted.get(owner) ?? new Set()).add(window));
    }
    const owners = [...wanted];
    for (let from = 0; from < owners.length; from += TOGETHER)
      await Promise.all(
        owners
          .slice(from, from + TOGETHER)
          .map(([owner, windows]) =>
            windows.has(ALL_WINDOWS)
              ? this.measureOwner(owner, measured)
              : this.measureWindows(owner, windows, measured),
          ),
      );
    return measured;
  }

  private async measureWindows(
    owner: Owner,
    windows: ReadonlySet<string>,
    measured: Measured,
  ): Promise<void> {
    const { buckets, loader } = this.ports;
    measured.windows.set(owner, new Set(windows));
    const missing: string[] = [];
    for (const window of windows) {
      const bucket = buckets.get({ owner, window });
      if (bucket?.complete) this.measureOne(owner, window, bucket.events, measured);
      else missing.push(window);
    }
    if (missing.length === 0) return;
    for await (const [window, events] of loader.windows(owner, missing)) {
      this.measureOne(owner, window, events, measured);
      if (events !== TOO_MANY) buckets.fill({ owner, window }, events);
    }
  }

  private async measureOwner(owner: Owner, measured: Measured): Promise<void> {
    const { buckets, loader, state } = this.ports;
    measured.whole.add(owner);
    // What came since the mark was set seemed to be all there is: only now is it known what was.
    buckets.dropOwners(new Set([owner]));
    if (isSubjectOwner(owner)) {
      for await (const [window, events] of loader.windows(owner, [ALL_WINDOWS])) {
        this.measureOne(owner, window, events, measured);
        this.mention(owner, events, measured);
      }
      return;
    }
    // Such owners may be large: one window at a time is enough in memory.
    for (const window of await state.shared.windowsOf(owner))
      for await (const [, events] of loader.windows(owner, [window]))
        this.measureOne(owner, window, events, measured);
  }

  /** Events that came before their account was mapped mention the student only now. */
  private mention(owner: Owner, events: WindowEvents, measured: Measured): void {
    if (events === TOO_MANY) return;
    for (const event of events)
      for (const topic of this.topics.of(event))
        measured.mentions.set(`${topic}\n${owner}`, { topic, owner });
  }

  private measureOne(owner: Owner, window: string, events: WindowEvents, measured: Measured): void {
    if (events.length > 0)
      measured.seen.push({ span: `${owner} ${spanOf(window)}`, owner, last: window });
    for (const measure of this.ports.judging.measure({ owner, window }, events))
      measured.fresh.set(placeOf(measure), measure);
  }

  private async storedFor(measured: Measured): Promise<readonly StoredMeasure[]> {
    const state = this.ports.state.shared;
    const everything = new Set([...measured.whole, ...measured.forced]);
    const refs = [...measured.windows]
      .filter(([owner]) => !everything.has(owner))
      .flatMap(([owner, windows]) => [...windows].map((window) => ({ owner, window })));
    const [some, all] = await Promise.all([
      refs.length > 0 ? state.measuresIn(refs) : [],
      everything.size > 0 ? state.measuresOfOwners([...everything]) : [],
    ]);
    return [...some, ...all];
  }

  private async conclude(
    keys: ReadonlyMap<string, KeyRef>,
    { measured, stored, standing }: Judged,
    reads: BaselineRead[],
    cause: string,
  ): Promise<readonly SignalEvent[]> {
    const { signals, state, plan, regimes } = this.ports;
    const rest = [...keys.values()].filter(
      ({ detector, key }) => plan.isShared(detector) || !measured.forced.has(ownerOfKey(key)),
    );
    const [others, current] = await Promise.all([
      rest.length > 0
        ? state.shared.measuresOf(rest.flatMap((ref) => variantsOf(ref, regimes)))
        : [],
      rest.length > 0 ? signals.ofKeys(rest) : [],
    ]);
    const measures = this.overlay(measured, [...stored, ...others]);
    // A key of many students whose owner is judged anew stands in both.
    const byId = new Map([...standing, ...current].map((signal) => [signal.id, signal]));
    const signalsByKey = groupBy([...byId.values()], nameOf);
    return [...keys].flatMap(([name, ref]) =>
      this.concludeKey(ref, measures, signalsByKey.get(name) ?? [], reads, cause),
    );
  }

  /** Each policy says what becomes of the offerings that it covers, and hears of no others. */
  private concludeKey(
    { detector: name, key }: KeyRef,
    measures: ReadonlyMap<string, readonly StoredMeasure[]>,
    current: readonly Signal[],
    reads: BaselineRead[],
    cause: string,
  ): readonly SignalEvent[] {
    const owner = ownerOfKey(key);
    return this.ports.regimes.flatMap((regime) => {
      const standing = current.filter(({ offering }) => regime.covers(offering));
      const detector = regime.detector(name);
      // Switched off, or no longer there: what it said does not stand any more.
      if (!detector) return withdrawAll(standing, cause);
      const own = measures.get(nameOf({ detector: detector.name, key })) ?? [];
      const findings = regime.judging
        .conclude({ detector, key }, own, (baseline, window, asked) =>
          reads.push({ owner, name: baseline, window, key: asked }),
        )
        .filter(({ offering }) => regime.covers(offering));
      const judgement = { detector: { ...detector, name }, key, policy: regime.policy };
      return diff(judgement, findings, standing, cause);
    });
  }

  /** All measures by key as they stand after this judgement. */
  private overlay(
    measured: Measured,
    stored: readonly StoredMeasure[],
  ): ReadonlyMap<string, readonly StoredMeasure[]> {
    const standing = new Map<string, StoredMeasure>();
    for (const one of stored) if (!isJudged(one, measured)) standing.set(placeOf(one), one);
    for (const [place, one] of measured.fresh) standing.set(place, one);
    return groupBy([...standing.values()], nameOf);
  }
}

/** The names that a key's measures are stored under. */
const variantsOf = (
  { detector: name, key }: KeyRef,
  regimes: readonly RegimeJudge[],
): readonly KeyRef[] => {
  const names = new Set(regimes.flatMap((regime) => regime.detector(name)?.name ?? []));
  return [...names].map((detector) => ({ detector, key }));
};

const isJudged = (one: StoredMeasure, measured: Measured): boolean =>
  measured.whole.has(one.owner) || (measured.windows.get(one.owner)?.has(one.window) ?? false);

const compare = (measured: Measured, stored: readonly StoredMeasure[]) => {
  const keys = new Map<string, KeyRef>();
  const changed: StoredMeasure[] = [];
  const dropped: StoredMeasure[] = [];
  const before = new Map(stored.map((one) => [placeOf(one), one.measure]));
  const touch = ({ detector, key }: KeyRef) =>
    keys.set(nameOf({ detector, key }), { detector, key });
  for (const [place, one] of measured.fresh) {
    if (before.get(place) !== one.measure) changed.push(one);
    if (before.get(place) !== one.measure || measured.forced.has(one.owner)) touch(one);
  }
  for (const one of stored) {
    const vanished = isJudged(one, measured) && !measured.fresh.has(placeOf(one));
    if (vanished) dropped.push(one);
    if (vanished || measured.forced.has(one.owner)) touch(one);
  }
  return { changed, dropped, keys };
};

const groupBy = <T>(
  items: readonly T[],
  name: (item: T) => string,
): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(name(item));
    if (group) group.push(item);
    else groups.set(name(item), [item]);
  }
  return groups;
};
