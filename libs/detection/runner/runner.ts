import type { LedgerEvent, LedgerPage, LedgerPosition } from '../../activity/activity-ledger.js';
import { START, type Position } from '../../event-sourcing/recorded-event.js';
import type { RosterChange } from '../../roster/roster-view.js';
import type { BaselineView } from '../baselines/baseline-view.js';
import { VENDOR_RECORD } from '../baselines/names.js';
import { STANDING } from '../baselines/vendor-record.js';
import type { Policy } from '../policy/policy.js';
import type { Signal } from '../signal.js';
import { assemble, type Assembly } from './assembly.js';
import { ALL_WINDOWS, CONCLUSIONS, type DirtyMark, type Progress } from './detection-state.js';
import { LARGE_PAGE } from './ledger-pages.js';
import { Judging } from './measuring.js';
import { NOTHING_PLACED } from './meeting-places.js';
import type { OwnChanges } from './own-state.js';
import { Plan } from './plan.js';
import type { RunnerPorts } from './ports.js';
import { replay, type Replay } from './replay.js';
import { addCounts, type SignalCounts } from './signal-writer.js';
import { recordDue, VENDOR_RECORD_STREAM, type AccusationJudged } from './vendor-record.js';

/** Under a feed that never pauses, everything marked is judged after this many events at least, */
const DRAIN_EVERY = 100_000;
/** and this many a window: with many students, one day's first events are no reason to judge all. */
const EVENTS_A_WINDOW = 10;

/** Pages that come one after the other, none of them full, and are judged one round together. */
const PAGES_A_ROUND = 5;

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
  private readonly parts: Assembly;
  /** Shares of the keys that this instance answers for. */
  private shares: readonly number[];
  private position: LedgerPosition = START;
  /** Everything up to here is dealt with, even if the last positions are holes. */
  private clearTo: LedgerPosition = START;
  private sinceDrain = 0;
  private sinceRound = 0;
  private settled = false;
  /** Until all events are in, nothing is concluded: half of them would withdraw what stands. */
  private recomputing = false;

  constructor(private readonly ports: RunnerPorts) {
    this.parts = assemble(ports, {
      mark: (marks) => this.mark(marks, {}),
      position: () => this.position,
    });
    this.view = this.parts.view;
    this.shares = this.parts.partitions.all.map((_, share) => share);
  }

  /** The shares that `open` takes in hand: all of them until told otherwise. */
  get owned(): readonly number[] {
    return this.shares;
  }

  /** Takes effect with the next `open`. */
  own(shares: readonly number[]): void {
    this.shares = shares;
  }

  /** Where changes of reference data are to be taken up again. */
  get rosterPosition(): Position {
    return this.parts.state.least('roster');
  }

  /** Takes its shares in hand and the work up where it was saved. Also what to do after a failed step. */
  async open(): Promise<void> {
    const { state, partitions, marks, keeper, writer, news } = this.parts;
    this.forget();
    await state.claim(this.shares.map((share) => partitions.named(share)));
    await writer.catchUp();
    await news.open();
    this.recomputing = await this.startOver();
    if (state.ownsPopulation) await keeper.lookAgain();
    for (const mark of await state.dirty()) marks.add(mark);
    this.position = state.least('ledger');
    this.parts.rounds.reweighing = false;
    if (!this.recomputing) await this.judgeAnew();
  }

  private forget(): void {
    const { buckets, marks, touched, keeper, feeds, taker, pages } = this.parts;
    for (const part of [keeper, feeds, taker, pages]) part.forget();
    for (const part of [buckets, marks, touched]) part.clear();
    this.settled = false;
  }

  /** A new policy or detector: everybody is judged anew, by the way every change takes. */
  private async judgeAnew(): Promise<void> {
    const { state, judgedBy } = this.parts;
    const former = state.judgedBy();
    const isNew = former.some((one) => one !== judgedBy.text && one !== judgedBy.underWay);
    this.parts.rounds.reweighing = former.includes(judgedBy.underWay);
    if (!isNew) return;
    const window = former.every((one) => judgedBy.keepsMeasures(one)) ? CONCLUSIONS : ALL_WINDOWS;
    const marks = state.untouched ? [] : await this.everybody(window);
    this.parts.rounds.reweighing =
      marks.length > 0 && !former.every((one) => judgedBy.hasPoliciesOf(one));
    await this.mark(marks, {
      judgedBy: this.parts.rounds.reweighing ? judgedBy.underWay : judgedBy.text,
    });
  }

  /**
   * A state without events, one whose recomputing was cut short, or one in which nobody noted what a
   * new detector or baseline wants to know of events long past, is worth nothing. True when
   * there are signals that it led to before: they stand until all events are in again.
   */
  private async startOver(): Promise<boolean> {
    const { state, judgedBy } = this.parts;
    const isWorth = state.claims.every(
      ({ ledger, judgedBy: by }) => ledger !== START && by !== '' && judgedBy.suffices(by),
    );
    if (isWorth) return false;
    await state.forget();
    return (await this.ports.signals.owners()).some(state.owns);
  }

  /** Marks what changes of reference data touch; `position` is the place they lead up to. */
  async rosterChanged(changes: readonly RosterChange[], position: Position): Promise<void> {
    const { state, marks: waiting, buckets, roster } = this.parts;
    this.settled = false;
    const nothingYet = state.untouched && waiting.size === 0;
    const { marks, index, seen, mentions } = nothingYet
      ? NOTHING_PLACED
      : await roster.touchedByAll(changes);
    buckets.dropOwners(new Set(marks.map(({ owner }) => owner)));
    const ours = <T extends { readonly owner: string }>(rows: readonly T[]) =>
      rows.filter(({ owner }) => state.owns(owner));
    await this.mark(
      marks,
      { roster: position },
      { index: ours(index), seen: ours(seen), mentions: ours(mentions) },
    );
  }

  /** Publishes what has become of vendors' accusations before people, if that is news. */
  private async accusationsJudged(): Promise<void> {
    const facts = await this.ports.store.readStream<AccusationJudged>(VENDOR_RECORD_STREAM);
    const due = recordDue(facts, this.view.latest(VENDOR_RECORD, STANDING));
    await this.parts.publishing.announce(due);
  }

  /** One piece of work; `idle` when only something new could change a signal. */
  async step(): Promise<Step> {
    const { state, pages, marks, news, judgedBy, publishing, rounds } = this.parts;
    if (state.ownsNothing) return this.rest(START);
    const head = await this.ports.ledger.head();
    await this.hear();
    const page = await pages.after(this.position, head);
    if (page.next > this.position) {
      await this.take(page, head);
      return 'busy';
    }
    if (this.recomputing) {
      await this.concludeAnew(this.position);
      return 'busy';
    }
    pages.forget();
    await this.answerCalls();
    if (marks.size > 0) {
      this.sinceRound = 0;
      await rounds.next('events');
      return 'busy';
    }
    this.sinceDrain = 0;
    if (rounds.reweighing) {
      rounds.reweighing = false;
      await state.save({}, { judgedBy: judgedBy.text });
    }
    if (state.ownsPopulation && (await publishing.publish(true))) return 'busy';
    return (await news.isBehind()) ? 'busy' : this.rest(head);
  }

  private rest(head: LedgerPosition): Step {
    this.clearTo = Math.max(this.clearTo, head);
    this.settled = true;
    return 'idle';
  }

  /** What others put into the event store. */
  private async hear(): Promise<void> {
    const { state, news } = this.parts;
    await news.follow();
    if (!news.accusations) return;
    if (state.ownsPopulation) await this.accusationsJudged();
    news.accusations = false;
  }

  /** Keys of many students wait for whoever has them in hand; others' students may move them. */
  private async answerCalls(): Promise<void> {
    const { partitions, state, marks } = this.parts;
    if (partitions.count === 1) return;
    const calls = await state.calls();
    if (calls.length === 0) return;
    const dirty = calls.map(({ owner, window, forced }) => ({ owner, window, forced }));
    await state.save({ answered: calls.map(({ id }) => id), dirty });
    for (const mark of dirty) marks.add(mark);
  }

  /** Events and windows not dealt with, 0 when idle. */
  async lag(): Promise<number> {
    const { state, marks, news } = this.parts;
    if (state.ownsNothing) return this.settled ? 0 : 1;
    const head = await this.ports.ledger.head();
    const behind = Math.max(0, head - Math.max(this.position, this.clearTo));
    const unheard = (await news.isBehind()) || !this.settled ? 1 : 0;
    return behind + marks.size + unheard;
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
    const { ledger } = this.ports;
    const { state, publishing, rounds } = this.parts;
    await state.goBack({ ledger: START, judgedBy: '' });
    await this.open();
    this.recomputing = true;
    const head = await ledger.head();
    let events = 0;
    let waiting: LedgerEvent[] = [];
    const settle = async () => {
      await this.absorb(waiting, START);
      await rounds.measureAll();
      events += waiting.length;
      waiting = [];
    };
    for await (const batch of ledger.scan()) {
      waiting.push(...batch);
      if (waiting.length >= LARGE_PAGE) await settle();
    }
    await settle();
    await this.concludeAnew(head);
    let counts = await rounds.all('rebuild');
    const baselines = state.ownsPopulation ? await publishing.publish(true) : 0;
    counts = addCounts(counts, await rounds.all('rebuild'));
    return { ...counts, events, baselines };
  }

  /** All events up to `ledger` are in: whoever has or had a signal is judged on all of them. */
  private async concludeAnew(ledger: LedgerPosition): Promise<void> {
    await this.parts.rounds.measureAll();
    await this.mark(await this.everybody(CONCLUSIONS), {
      ledger,
      judgedBy: this.parts.judgedBy.text,
    });
    this.position = ledger;
    this.recomputing = false;
  }

  /** Recomputes a signal from the raw events by `policy`, the one it names; writes nothing. */
  async replay(signal: Signal, policy: Policy): Promise<Replay> {
    const { state, detectors, roster } = this.ports;
    const { localDay, letters, loader } = this.parts;
    const plan = new Plan(detectors, policy);
    const judging = new Judging({
      ...{ plan, policy, roster, baselines: this.view, localDay },
      failed: (detector, error) => letters.failed(detector, error, this.position),
    });
    return replay(signal, { state, loader, plan, judging, policy });
  }

  private async take({ events, next }: LedgerPage, head: LedgerPosition): Promise<void> {
    const { pages, marks, state, publishing, rounds } = this.parts;
    this.settled = false;
    const day = await this.absorb(events, next);
    pages.taken(events.length);
    if (this.recomputing) return rounds.measureAll();
    this.sinceDrain += events.length;
    if (this.sinceDrain >= Math.max(DRAIN_EVERY, marks.size * EVENTS_A_WINDOW)) {
      this.sinceDrain = 0;
      await rounds.all('events');
      return;
    }
    await rounds.makeRoom(day);
    if (next >= head) await this.judgeNowAndThen();
    if (state.ownsPopulation) await publishing.publish(false);
  }

  /** A feed that never pauses, but leaves time, is judged while it comes in. */
  private async judgeNowAndThen(): Promise<void> {
    this.sinceRound += 1;
    if (this.sinceRound < PAGES_A_ROUND || this.parts.marks.size === 0) return;
    this.sinceRound = 0;
    await this.parts.rounds.next('events');
  }

  private async absorb(
    events: readonly LedgerEvent[],
    next: LedgerPosition,
  ): Promise<string | undefined> {
    const { taker, state } = this.parts;
    const { changes, day } = await taker.take(events);
    await state.save(changes, { ledger: next });
    this.position = next;
    return day;
  }

  private async everybody(window: string): Promise<readonly DirtyMark[]> {
    const { state, rosterKeys } = this.parts;
    // Also whoever has signals: one whose events are gone is judged too, and loses them.
    const owners = new Set([...(await state.owners()), ...(await this.ports.signals.owners())]);
    const marks = [...owners].map((owner) => ({ owner, window, forced: true }));
    return [...marks, ...rosterKeys.everybody()].filter(({ owner }) => state.owns(owner));
  }

  /** Others mark what is theirs: they hear of the same changes. */
  private async mark(
    touched: readonly DirtyMark[],
    progress: Partial<Progress>,
    more: OwnChanges = {},
  ): Promise<void> {
    const { state, marks } = this.parts;
    const dirty = touched.filter((mark) => state.owns(mark.owner) && marks.add(mark));
    await state.save({ ...more, dirty }, progress);
  }
}
