import type { LedgerEvent, LedgerPosition } from '../../activity/activity-ledger.js';
import { START, type Position } from '../../event-sourcing/recorded-event.js';
import type { RosterChange } from '../../roster/roster-view.js';
import { BaselineKeeper } from '../baselines/baseline-keeper.js';
import { BaselineView } from '../baselines/baseline-view.js';
import { weeksBy } from '../baselines/iso-week.js';
import { VENDOR_RECORD } from '../baselines/names.js';
import { STANDING } from '../baselines/vendor-record.js';
import { localDayIn } from '../local-day.js';
import type { Policy } from '../policy/policy.js';
import { FeedTally } from '../quality/feed-tally.js';
import { Attribution } from './attribution.js';
import { BaselinePublisher } from './baseline-publisher.js';
import { Buckets } from './buckets.js';
import {
  ALL_WINDOWS,
  CONCLUSIONS,
  type DirtyMark,
  type Progress,
  type StateChanges,
} from './detection-state.js';
import { DirtyMarks } from './dirty-marks.js';
import { EventLoader } from './event-loader.js';
import { JudgedBy } from './judged-by.js';
import { LARGE_PAGE, LedgerPages } from './ledger-pages.js';
import { Letters } from './letters.js';
import { MeetingPlaces, NOTHING_PLACED } from './meeting-places.js';
import { Judging } from './measuring.js';
import { PageTaker } from './page-taker.js';
import { Plan } from './plan.js';
import { REWEIGHED, type Signal } from '../signal.js';
import type { RunnerPorts } from './ports.js';
import { Publishing } from './publishing.js';
import { Regimes } from './regimes.js';
import { replay, type Replay } from './replay.js';
import { recordDue, VENDOR_RECORD_STREAM, type AccusationJudged } from './vendor-record.js';
import { RosterKeys } from './roster-keys.js';
import { RosterMarks } from './roster-marks.js';
import {
  addCounts,
  NO_SIGNALS,
  SignalsMoved,
  SignalWriter,
  type SignalCounts,
} from './signal-writer.js';
import { asSet } from './variants.js';
import { WindowJudge } from './window-judge.js';

/** Windows judged in one transaction; whole owners count for many. */
const WINDOWS_AT_ONCE = 200;
const OWNERS_AT_ONCE = 40;
/** Under a feed that never pauses, everything marked is judged after this many events at least, */
const DRAIN_EVERY = 100_000;
/** and this many a window: with many students, one day's first events are no reason to judge all. */
const EVENTS_A_WINDOW = 10;
/** About 1 KiB each, and as much again before it is collected. */
const CACHED_EVENTS = 20_000;

export type Step = 'busy' | 'idle';

/**
 * The detection service without its surroundings: takes ledger events and changes of reference
 * data, judges what they touch, and keeps its place. All methods but `lag` are called one at a time.
 *
 * However events come – order, pages, duplicates, restarts – the current signals end up the same:
 * every judgement is of a window's whole set, read back from the ledger where memory lacks it.
 */
export class DetectionRunner {
  readonly view: BaselineView;
  private readonly localDay: (at: number) => string;
  readonly plan: Plan;
  readonly judging: Judging;
  readonly loader: EventLoader;
  private readonly writer: SignalWriter;
  private readonly buckets: Buckets;
  private readonly marks = new DirtyMarks();
  private readonly keeper: BaselineKeeper;
  private readonly feeds: FeedTally;
  private readonly publisher: BaselinePublisher;
  private readonly publishing: Publishing;
  private readonly rosterKeys: RosterKeys;
  private readonly taker: PageTaker;
  private readonly roster: RosterMarks;
  private readonly windows: WindowJudge;
  private position: LedgerPosition = START;
  /** Everything up to here is dealt with, even if the last positions are holes. */
  private clearTo: LedgerPosition = START;
  private readonly pages: LedgerPages;
  private sinceDrain = 0;
  private settled = false;
  /** Until all events are in, nothing is concluded: half of them would withdraw what stands. */
  private recomputing = false;
  /** Whatever has to be concluded again is so because another policy judges. */
  private reweighing = false;
  private readonly letters: Letters;
  private readonly judgedBy: JudgedBy;

  constructor(private readonly ports: RunnerPorts) {
    const { state, signals, store, clock, ledger, policy, pseudonym } = ports;
    const localDay = (this.localDay = localDayIn(ports.timeZone));
    const weekOf = weeksBy(localDay);
    this.letters = new Letters(ports.deadLetters, clock);
    const attribution = new Attribution(ports.decode, ports.roster);
    const unreadable = (event: LedgerEvent, error: unknown) =>
      this.letters.unreadable(event.position, error);
    const history = ports.history ?? [{ policy, from: -Infinity }];
    const regimes = new Regimes(ports.detectors, history, ports.roster);
    this.plan = new Plan(regimes.variants, asSet(policy));
    this.judgedBy = new JudgedBy(regimes.fingerprint, this.plan, ports.baselines);
    this.view = new BaselineView(ports.baselines, weekOf, pseudonym);
    this.buckets = new Buckets(ports.cachedEvents ?? CACHED_EVENTS);
    this.writer = new SignalWriter(store, signals, clock);
    const shared = { ...ports, plan: this.plan, localDay, attribution, unreadable };
    this.loader = new EventLoader({ ...shared, ledger });
    this.keeper = new BaselineKeeper({
      ...{ definitions: ports.baselines, state, view: this.view, weekOf, pseudonym },
      closingAccounts: policy.baselines.closingAccounts,
      latenessMs: policy.baselines.latenessHours * 3_600_000,
    });
    this.feeds = new FeedTally(state);
    this.publisher = new BaselinePublisher(store, this.view, clock);
    this.pages = new LedgerPages(ledger);
    this.rosterKeys = new RosterKeys(this.plan, ports.roster);
    const { keeper, view, publisher, rosterKeys } = this;
    const mark = (marks: readonly DirtyMark[]) => this.mark(marks, {});
    this.publishing = new Publishing({ state, keeper, view, publisher, rosterKeys, mark });
    const judgingBy = (one: Policy) =>
      new Judging({
        ...shared,
        policy: asSet(one),
        baselines: this.view,
        failed: (detector, error) => this.letters.failed(detector, error, this.position),
        overfull: (ref) => this.letters.overfull(ref, this.position),
      });
    this.judging = judgingBy(policy);
    const judges = regimes.list.map((one) => ({ ...one, judging: judgingBy(one.policy) }));
    const inner = {
      buckets: this.buckets,
      marks: this.marks,
      keeper: this.keeper,
      feeds: this.feeds,
    };
    this.taker = new PageTaker({ ...shared, ...inner });
    const places = new MeetingPlaces({ ...shared, ledger, loader: this.loader });
    this.roster = new RosterMarks({ ...shared, loader: this.loader, places, rosterKeys });
    const { judging, loader, plan, writer, buckets } = this;
    this.windows = new WindowJudge({
      ...{ state, signals, judging, loader, plan, writer, buckets, marks: this.marks },
      regimes: judges,
    });
  }

  /** Where changes of reference data are to be taken up again. */
  async rosterPosition(): Promise<Position> {
    return (await this.ports.state.progress()).roster;
  }

  /** Takes up the work where it was saved. Also what to do after a failed step. */
  async open(): Promise<void> {
    const { state } = this.ports;
    this.buckets.clear();
    this.marks.clear();
    this.keeper.forget();
    this.feeds.forget();
    this.taker.forget();
    this.settled = false;
    this.pages.forget();
    await this.writer.catchUp();
    await this.publisher.catchUp(this.ports.baselines);
    this.recomputing = await this.startOver();
    await this.keeper.lookAgain();
    for (const mark of await state.dirty()) this.marks.add(mark);
    const progress = await state.progress();
    this.position = progress.ledger;
    const judgedBy = this.judgedBy.text;
    this.reweighing = progress.judgedBy === this.judgedBy.underWay;
    if (!this.recomputing && !this.reweighing && progress.judgedBy !== judgedBy) {
      // A new policy or detector: everybody is judged anew, by the way every change takes.
      const window = this.judgedBy.keepsMeasures(progress.judgedBy) ? CONCLUSIONS : ALL_WINDOWS;
      const marks = progress.ledger === START ? [] : await this.everybody(window);
      this.reweighing = marks.length > 0 && !this.judgedBy.hasPoliciesOf(progress.judgedBy);
      await this.mark(marks, { judgedBy: this.reweighing ? this.judgedBy.underWay : judgedBy });
    }
  }

  /**
   * A state without events, one whose recomputing was cut short, or one in which nobody noted what a
   * new detector or baseline wants to know of events long past, is worth nothing. True when
   * there are signals that it led to before: they stand until all events are in again.
   */
  private async startOver(): Promise<boolean> {
    const { state, signals } = this.ports;
    const { ledger, roster, judgedBy } = await state.progress();
    if (ledger !== START && judgedBy !== '' && this.judgedBy.suffices(judgedBy)) return false;
    await state.clear();
    await state.save({ progress: { roster } });
    return (await signals.owners()).length > 0;
  }

  /** Marks what changes of reference data touch; `position` is the place they lead up to. */
  async rosterChanged(changes: readonly RosterChange[], position: Position): Promise<void> {
    this.settled = false;
    const nothingYet = this.position === START && this.marks.size === 0;
    const { marks, ...placed } = nothingYet
      ? NOTHING_PLACED
      : await this.roster.touchedByAll(changes);
    this.buckets.dropOwners(new Set(marks.map(({ owner }) => owner)));
    await this.mark(marks, { roster: position }, placed);
  }

  /** Publishes what has become of vendors' accusations before people, if that is news. */
  async accusationsJudged(): Promise<void> {
    const facts = await this.ports.store.readStream<AccusationJudged>(VENDOR_RECORD_STREAM);
    const due = recordDue(facts, this.view.latest(VENDOR_RECORD, STANDING));
    if (due.length === 0) return;
    this.settled = false;
    await this.publishing.announce(due);
  }

  /** One piece of work; `idle` when only something new could change a signal. */
  async step(): Promise<Step> {
    const head = await this.ports.ledger.head();
    const page = await this.pages.after(this.position);
    if (page.next > this.position) {
      await this.take(page.events, page.next);
      return 'busy';
    }
    if (this.recomputing) {
      await this.concludeAnew(this.position);
      return 'busy';
    }
    this.pages.forget();
    this.sinceDrain = 0;
    if (this.marks.size > 0) {
      await this.judge(this.marks.first(WINDOWS_AT_ONCE), 'events');
      return 'busy';
    }
    if (this.reweighing) {
      this.reweighing = false;
      await this.ports.state.save({ progress: { judgedBy: this.judgedBy.text } });
    }
    if (await this.publishing.publish(true)) return 'busy';
    this.clearTo = Math.max(this.clearTo, head);
    this.settled = true;
    return 'idle';
  }

  /** Events and windows not dealt with, 0 when idle. */
  async lag(): Promise<number> {
    const head = await this.ports.ledger.head();
    const behind = Math.max(0, head - Math.max(this.position, this.clearTo));
    return behind + this.marks.size + (this.settled ? 0 : 1);
  }

  /**
   * Forgets everything that follows from the two logs, works it out again and appends the
   * differences: each event is decoded once, in the ledger's own order, account by account. All
   * counts are 0 unless something was amiss.
   */
  async recomputeAll(): Promise<
    SignalCounts & { readonly events: number; readonly baselines: number }
  > {
    try {
      return await this.recompute();
    } catch (error) {
      await this.open();
      throw error;
    }
  }

  private async recompute(): ReturnType<DetectionRunner['recomputeAll']> {
    const { state, ledger } = this.ports;
    await state.save({ progress: { ledger: START, judgedBy: '' } });
    await this.open();
    this.recomputing = true;
    const head = await ledger.head();
    let events = 0;
    let waiting: LedgerEvent[] = [];
    const settle = async () => {
      await this.absorb(waiting, START);
      await this.measureAll();
      events += waiting.length;
      waiting = [];
    };
    for await (const batch of ledger.scan()) {
      waiting.push(...batch);
      if (waiting.length >= LARGE_PAGE) await settle();
    }
    await settle();
    await this.concludeAnew(head);
    let counts = await this.judgeAll('rebuild');
    const baselines = await this.publishing.publish(true);
    counts = addCounts(counts, await this.judgeAll('rebuild'));
    return { ...counts, events, baselines };
  }

  /** All events up to `ledger` are in: whoever has or had a signal is judged on all of them. */
  private async concludeAnew(ledger: LedgerPosition): Promise<void> {
    await this.measureAll();
    await this.mark(await this.everybody(CONCLUSIONS), { ledger, judgedBy: this.judgedBy.text });
    this.position = ledger;
    this.recomputing = false;
  }

  /** Recomputes a signal from the raw events by `policy`, the one it names; writes nothing. */
  async replay(signal: Signal, policy: Policy): Promise<Replay> {
    const { state, detectors, roster } = this.ports;
    const plan = new Plan(detectors, policy);
    const judging = new Judging({
      ...{ plan, policy, roster, baselines: this.view, localDay: this.localDay },
      failed: (detector, error) => this.letters.failed(detector, error, this.position),
    });
    return replay(signal, { state, loader: this.loader, plan, judging, policy });
  }

  private async measureAll(): Promise<void> {
    for (let marks = this.marks.first(WINDOWS_AT_ONCE); marks.length > 0;) {
      await this.windows.measure(marks);
      this.marks.remove(marks);
      marks = this.marks.first(WINDOWS_AT_ONCE);
    }
    this.buckets.shrink();
  }

  private async judgeAll(cause: string): Promise<SignalCounts> {
    let counts = NO_SIGNALS;
    while (this.marks.size > 0)
      counts = addCounts(counts, await this.judge(this.marks.first(WINDOWS_AT_ONCE), cause));
    return counts;
  }

  private async take(events: readonly LedgerEvent[], next: LedgerPosition): Promise<void> {
    this.settled = false;
    const day = await this.absorb(events, next);
    this.pages.taken(events.length);
    if (this.recomputing) return this.measureAll();
    this.sinceDrain += events.length;
    if (this.sinceDrain >= Math.max(DRAIN_EVERY, this.marks.size * EVENTS_A_WINDOW)) {
      this.sinceDrain = 0;
      await this.judgeAll('events');
      return;
    }
    for (;;) {
      const over = day === undefined ? [] : this.marks.before(day, WINDOWS_AT_ONCE);
      if (over.length === 0) break;
      await this.judge(over, 'events');
    }
    await this.publishing.publish(false);
  }

  private async absorb(
    events: readonly LedgerEvent[],
    next: LedgerPosition,
  ): Promise<string | undefined> {
    const { changes, day } = await this.taker.take(events);
    await this.ports.state.save({ ...changes, progress: { ledger: next } });
    this.position = next;
    this.buckets.shrink();
    return day;
  }

  private async judge(marks: readonly DirtyMark[], cause: string): Promise<SignalCounts> {
    // What events brought is told apart from what a policy makes of it, and comes first.
    const brought = this.reweighing ? marks.filter(({ forced }) => !forced) : [];
    const because = this.reweighing && brought.length === 0 ? REWEIGHED : cause;
    const all = brought.length > 0 ? brought : marks;
    const whole = all.filter(({ forced }) => forced).length;
    const some = whole > OWNERS_AT_ONCE ? all.slice(0, OWNERS_AT_ONCE) : all;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const counts = await this.windows.judge(some, because);
        this.marks.remove(some);
        this.buckets.shrink();
        return counts;
      } catch (error) {
        if (!(error instanceof SignalsMoved) || attempt >= 3) throw error;
      }
    }
  }

  private async everybody(window: string): Promise<readonly DirtyMark[]> {
    const { state, signals } = this.ports;
    // Also whoever has signals: one whose events are gone is judged too, and loses them.
    const owners = new Set([...(await state.owners()), ...(await signals.owners())]);
    const marks = [...owners].map((owner) => ({ owner, window, forced: true }));
    return [...marks, ...this.rosterKeys.everybody()];
  }

  private async mark(
    marks: readonly DirtyMark[],
    progress: Partial<Progress>,
    more: StateChanges = {},
  ): Promise<void> {
    const dirty = marks.filter((mark) => this.marks.add(mark));
    await this.ports.state.save({ ...more, dirty, progress });
  }
}
