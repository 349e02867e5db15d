import type { Checkpoints } from './checkpoints.js';
import type { Clock } from './clock.js';
import type { DeadLetters } from './dead-letters.js';
import {
  backOff,
  describeError,
  PATIENT,
  waitingForEngine,
  type Failure,
  type FailureAnswer,
  type RetryPolicy,
} from './failure.js';
import { START, type Position } from './recorded-event.js';
import { isStoreUnavailable } from './store-errors.js';
import type { Positioned, PositionedSource, SourcePage } from './source.js';

export type ProcessorState =
  | { readonly kind: 'created' }
  | { readonly kind: 'running' }
  /** Asked to stop; the batch at hand was finished first. */
  | { readonly kind: 'stopped' }
  /** Stopped by itself: nothing behind `position` was lost, nothing after it was done. */
  | { readonly kind: 'failed'; readonly reason: string; readonly position: Position };

export interface ProcessorOptions<Event extends Positioned> {
  /** Name of the checkpoint; stable across restarts. */
  readonly reader: string;
  readonly source: PositionedSource<Event>;
  readonly checkpoints: Checkpoints;
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
  /**
   * The effect of a batch, never empty, in order of position. It must bear being called again with
   * the same events: a crash between effect and checkpoint repeats it. `next` is the checkpoint
   * that belongs to the batch.
   */
  readonly handle: (events: readonly Event[], next: Position) => Promise<void>;
  /** True when `handle` saves `next` under `reader` in the transaction of its own rows. */
  readonly handleSavesCheckpoint?: boolean;
  /** `stop` when absent. */
  readonly onFailure?: (failure: Failure<Event>) => FailureAnswer;
  readonly retry?: RetryPolicy;
  /** Waits that long, or until the signal aborts; it may then resolve or reject. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>;
  /**
   * Resolves when it is this reader's turn: others with more urgent work share the thread. Asked before each
   * read once the log's end was reached; whoever waits for the reader ends the wait.
   */
  readonly turn?: () => Promise<void>;
  /** Told of each change of state: logs, metrics, readiness. */
  readonly onState?: (state: ProcessorState) => void;
  readonly batchSize?: number;
}

/** Checkpoints over nothing but filtered events wait until this many positions have passed. */
const LAZY_CHECKPOINT = 10_000;

/** A page, and the log's end as it was before the page was asked for: what came in between is not yet dealt with. */
interface Read<Event extends Positioned> {
  readonly head: Position;
  readonly page: SourcePage<Event>;
  /** Asked for during the step before: appends since then may have woken nobody. */
  readonly early: boolean;
}

/** A failure that ends the run; the message becomes the state's reason. */
class ProcessorFailure extends Error {}

/**
 * Reads a log from its checkpoint on and carries out an effect per batch: effect first, checkpoint
 * after it, hence at least once. On failure it retries, skips (dead letter first) or stops, as
 * `onFailure` answers; an engine that cannot be reached (`StoreUnavailable`) it waits for, however
 * long that takes. One instance runs once.
 */
export class Processor<Event extends Positioned> {
  private current: ProcessorState = { kind: 'created' };
  private position: Position = START;
  private saved: Position = START;
  /** Everything up to here is dealt with, even if the log's last positions are holes. */
  private clearTo: Position = START;
  private woken = false;
  private wakeUp: (() => void) | undefined;
  private readonly stopping = new AbortController();
  private starting: Promise<void> | undefined;
  private loop: Promise<void> | undefined;
  private waiters: (() => void)[] = [];
  /** Ends the wait for a turn. */
  private hurry: (() => void) | undefined;
  /** More is known to lie behind the last page: no turn is waited for. */
  private behind = true;
  /** The page behind the one at hand, asked for while that one is dealt with. */
  private ahead: { readonly after: Position; readonly read: Promise<Read<Event>> } | undefined;

  constructor(private readonly options: ProcessorOptions<Event>) {}

  get state(): ProcessorState {
    return this.current;
  }

  /** Resolves once the checkpoint is loaded; the work goes on in the background. Idempotent. */
  start(): Promise<void> {
    this.starting ??= this.begin();
    return this.starting;
  }

  private async begin(): Promise<void> {
    if (this.current.kind !== 'created')
      throw new Error(`${this.options.reader} was started before`);
    this.enter({ kind: 'running' });
    try {
      const { checkpoints, reader, delay } = this.options;
      const load = () => checkpoints.load(reader);
      this.position = this.saved = await waitingForEngine(load, delay, this.stopping.signal);
    } catch (error) {
      this.end(error, this.position);
      throw error;
    }
    const unsubscribe = this.options.source.onAppend(() => this.wake());
    this.loop = this.run().finally(unsubscribe);
  }

  /** Finishes the batch at hand, saves the checkpoint and resolves. Idempotent. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    this.hurry?.();
    // A start that failed has told its caller.
    await this.starting?.catch(() => undefined);
    await this.loop;
    if (this.current.kind === 'created') this.enter({ kind: 'stopped' });
  }

  /** Positions between the log's head and what is dealt with; an upper bound on events, 0 when idle. */
  async lag(): Promise<number> {
    const head = await this.options.source.head();
    return Math.max(0, head - Math.max(this.position, this.clearTo));
  }

  /** Resolves once everything in the log at this moment is dealt with; rejects if it never will be. */
  async caughtUp(): Promise<void> {
    const head = await this.options.source.head();
    while (Math.max(this.position, this.clearTo) < head) {
      if (this.current.kind === 'failed') throw new ProcessorFailure(this.current.reason);
      if (this.current.kind === 'stopped') throw new ProcessorFailure('the processor is stopped');
      await new Promise<void>((resolve) => {
        this.waiters.push(resolve);
        this.hurry?.();
      });
    }
  }

  private async run(): Promise<void> {
    try {
      while (!this.stopping.signal.aborted) await this.step();
      if (this.position > this.saved) await this.save(this.position);
      this.enter({ kind: 'stopped' });
    } catch (error) {
      this.end(error, this.saved);
    }
  }

  /** Asked to stop while an engine is away: what was not saved is done again by whoever goes on. */
  private end(error: unknown, position: Position): void {
    if (this.stopping.signal.aborted && isStoreUnavailable(error)) this.enter({ kind: 'stopped' });
    else this.enter({ kind: 'failed', reason: describeReason(error), position });
  }

  private async step(): Promise<void> {
    await this.untilTurn();
    if (this.stopping.signal.aborted) return;
    this.woken = false;
    const { head, page, early } = await this.persist(() => this.nextPage());
    this.behind = page.next < head;
    if (page.next <= this.position) {
      this.clearTo = Math.max(this.clearTo, head);
      this.notify();
      return early ? undefined : this.sleep();
    }
    if (this.behind) this.readAhead(page.next);
    if (page.events.length > 0 && !(await this.deal(page.events, page.next))) return;
    this.position = page.next;
    if (page.events.length > 0 || this.position - this.saved >= LAZY_CHECKPOINT)
      await this.save(this.position);
    this.notify();
  }

  private nextPage(): Promise<Read<Event>> {
    const { ahead } = this;
    this.ahead = undefined;
    return ahead?.after === this.position ? ahead.read : this.read(this.position, false);
  }

  private async read(after: Position, early: boolean): Promise<Read<Event>> {
    const { source, batchSize = 500 } = this.options;
    const head = await source.head();
    return { head, page: await source.read(after, batchSize), early };
  }

  private readAhead(after: Position): void {
    const read = this.read(after, true);
    // Awaited with the next step; until then a failure is nobody's.
    read.catch(() => undefined);
    this.ahead = { after, read };
  }

  private async untilTurn(): Promise<void> {
    const { turn } = this.options;
    if (!turn || this.behind || this.waiters.length > 0 || this.stopping.signal.aborted) return;
    await Promise.race([turn(), new Promise<void>((resolve) => (this.hurry = resolve))]);
    this.hurry = undefined;
  }

  /** Carries out the effect; false when asked to stop between two attempts. */
  private async deal(events: readonly Event[], next: Position): Promise<boolean> {
    let attempt = 1;
    for (let waits = 1; !this.stopping.signal.aborted || waits === 1; waits += 1) {
      try {
        await this.options.handle(events, next);
        if (this.options.handleSavesCheckpoint) this.saved = next;
        return true;
      } catch (error) {
        // No event is to blame, and the readers must go on when the engine is back.
        if (!isStoreUnavailable(error)) {
          const answer = this.answerTo({ error, events, attempt });
          if (answer === 'stop') throw error;
          if (answer === 'skip') return this.skip(events, error);
          attempt += 1;
        }
        await this.wait(waits);
      }
    }
    return false;
  }

  private answerTo(failure: Failure<Event>): FailureAnswer {
    const { retry = PATIENT, onFailure } = this.options;
    const answer = onFailure?.(failure) ?? 'stop';
    return answer === 'retry' && failure.attempt > retry.attempts ? retry.then : answer;
  }

  /** One event goes to the dead letters; a batch is taken apart, so that only the culprit does. */
  private async skip(events: readonly Event[], error: unknown): Promise<boolean> {
    const [only, ...others] = events;
    if (only !== undefined && others.length === 0) {
      const { reader, clock, deadLetters } = this.options;
      const reason = describeError(error);
      const letter = { reader, position: only.position, reason, at: clock.now() };
      await deadLetters.put(letter).catch((failure: unknown) => {
        throw new ProcessorFailure(
          `dead letter for position ${only.position} could not be written: ${describeError(failure)}`,
        );
      });
      return true;
    }
    for (const event of events) if (!(await this.deal([event], event.position))) return false;
    return true;
  }

  private async save(position: Position): Promise<void> {
    if (position <= this.saved) return;
    await this.persist(() => this.options.checkpoints.save(this.options.reader, position));
    this.saved = position;
  }

  /** Reading and checkpointing have no event to blame: retried, then the run ends. */
  private async persist<T>(work: () => Promise<T>): Promise<T> {
    const { retry = PATIENT } = this.options;
    let attempt = 1;
    for (let waits = 1; ; waits += 1) {
      try {
        return await work();
      } catch (error) {
        if (!isStoreUnavailable(error)) attempt += 1;
        if (attempt > retry.attempts + 1 || this.stopping.signal.aborted) throw error;
        await this.wait(waits);
      }
    }
  }

  private async wait(attempt: number): Promise<void> {
    const { delay, retry = PATIENT } = this.options;
    try {
      await delay(backOff(retry, attempt), this.stopping.signal);
    } catch (error) {
      if (!this.stopping.signal.aborted) throw error;
    }
  }

  private wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  private async sleep(): Promise<void> {
    if (this.woken) return;
    await new Promise<void>((resolve) => (this.wakeUp = resolve));
    this.wakeUp = undefined;
  }

  private enter(state: ProcessorState): void {
    this.current = state;
    this.notify();
    this.options.onState?.(state);
  }

  private notify(): void {
    const waiting = this.waiters;
    this.waiters = [];
    for (const resolve of waiting) resolve();
  }
}

const describeReason = (error: unknown): string =>
  error instanceof ProcessorFailure ? error.message : describeError(error);
