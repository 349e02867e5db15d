import { diff, withdrawAll } from '../diff.js';
import { ownerOfKey, type Owner } from '../keys.js';
import type { Signal, SignalEvent } from '../signal.js';
import type { SignalIndex } from '../signal-index.js';
import {
  conclusionsOf,
  TOUCHED,
  type BaselineRead,
  type DirtyMark,
  type KeyRef,
  type StoredMeasure,
} from './detection-state.js';
import type { DirtyMarks } from './dirty-marks.js';
import type { OwnState } from './own-state.js';
import type { Plan } from './plan.js';
import type { RegimeJudge } from './regimes.js';
import type { SignalCounts, SignalWriter } from './signal-writer.js';
import type { TouchedKeys } from './touched-keys.js';
import { baseOf } from './variants.js';
import { nameOf, placeOf, type Measured, type WindowMeasurer } from './window-measurer.js';

export interface WindowJudgePorts {
  readonly state: OwnState;
  readonly signals: SignalIndex;
  readonly writer: SignalWriter;
  readonly measurer: WindowMeasurer;
  readonly plan: Plan;
  readonly regimes: readonly RegimeJudge[];
  readonly marks: DirtyMarks;
  readonly touched: TouchedKeys;
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
  constructor(private readonly ports: WindowJudgePorts) {}

  /** Measures only: for a rebuild, which draws conclusions when all measures are there. */
  async measure(marks: readonly DirtyMark[]): Promise<void> {
    await this.measureAlone(marks, () => []);
  }

  /** Measures, and notes which keys are to be concluded once the windows at hand are done. */
  async measureFirst(marks: readonly DirtyMark[]): Promise<void> {
    await this.measureAlone(marks, (measured, changes) => {
      const owners = new Set([...changes.keys(), ...measured.forced]);
      return [...owners].flatMap((owner) => this.touch(owner, measured, changes.get(owner) ?? []));
    });
  }

  private async measureAlone(
    marks: readonly DirtyMark[],
    marksOf: (
      measured: Measured,
      changes: ReadonlyMap<Owner, readonly KeyRef[]>,
    ) => readonly DirtyMark[],
  ): Promise<void> {
    const { measurer, state } = this.ports;
    const measured = await measurer.measure(marks);
    const { changed, dropped } = compare(measured, await this.storedFor(measured, measured.whole));
    const { seen, index } = measured;
    const mentions = [...measured.mentions.values()];
    const dirty = marksOf(
      measured,
      groupBy([...changed, ...dropped], ({ owner }) => owner),
    );
    await state.save({ clean: marks, dirty, index, seen, mentions, dropped, measures: changed });
  }

  private touch(owner: Owner, { forced }: Measured, keys: readonly KeyRef[]): readonly DirtyMark[] {
    const { marks, touched } = this.ports;
    const mark = { owner, window: TOUCHED, forced: forced.has(owner) };
    const isNew = marks.get(mark) === undefined;
    touched.note(
      owner,
      keys.map(({ detector, key }) => ({ detector: baseOf(detector), key })),
      isNew,
    );
    return marks.add(mark) ? [mark] : [];
  }

  async judge(marks: readonly DirtyMark[], cause: string): Promise<SignalCounts> {
    const { state, writer, signals, measurer } = this.ports;
    const measured = await measurer.measure(marks);
    const everything = new Set([...measured.whole, ...measured.forced]);
    const stored = await this.storedFor(measured, everything);
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
      index: measured.index,
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
    { forced, asked, touched: before }: Measured,
  ): { readonly now: ReadonlyMap<string, KeyRef>; readonly later: readonly DirtyMark[] } {
    const { plan } = this.ports;
    const now = new Map<string, KeyRef>();
    const later = new Map<string, DirtyMark>();
    const own = [...forced].flatMap((owner) => plan.keysOf(owner));
    for (const ref of [...touched.values(), ...before, ...standing, ...own]) {
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

  /** What is stored of the judged windows, and of all windows of some owners. */
  private async storedFor(
    measured: Measured,
    everything: ReadonlySet<Owner>,
  ): Promise<readonly StoredMeasure[]> {
    const state = this.ports.state.shared;
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
