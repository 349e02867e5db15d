import type { ActivityLedger } from '../../activity/activity-ledger.js';
import type { EventStore } from '../../event-sourcing/event-store.js';
import type { Ownership } from '../../event-sourcing/ownership.js';
import { backOff, describeError, PATIENT } from '../../event-sourcing/failure.js';
import type { Position } from '../../event-sourcing/recorded-event.js';
import { isStoreUnavailable } from '../../event-sourcing/store-errors.js';
import type { RosterChange } from '../../roster/roster-view.js';
import type { DetectionRunner } from './runner.js';

/** Where changes of reference data come from; the roster's reader is one. */
export interface RosterFeed {
  caughtUp(): Promise<void>;
  changesAfter(position: Position): Promise<readonly RosterChange[]>;
  onChange(listener: (changes: readonly RosterChange[], position: Position) => void): () => void;
}

export interface PumpPorts {
  readonly ledger: ActivityLedger;
  readonly store: EventStore;
  readonly roster: RosterFeed;
  /** Which shares of the keys are judged here. */
  readonly ownership: Ownership;
  /** Instances that would judge otherwise do not take part at the same time; `judgementOf` tells. */
  readonly judgement?: string;
  /** Waits that long, or until the signal aborts; it may then resolve or reject. */
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onFailed?: (reason: string) => void;
  /** Waits for a turn before each piece of work, where others go first. */
  readonly turn?: () => Promise<void>;
}

type Job = () => Promise<void>;

/** Keeps a runner going: one piece of work at a time, woken by whatever comes in. */
export class DetectionPump {
  private readonly jobs: Job[] = [];
  private readonly stopping = new AbortController();
  private readonly leave: (() => void)[] = [];
  private woken = false;
  private wakeUp: (() => void) | undefined;
  private loop: Promise<void> | undefined;
  private ended = false;
  /** Who waits for an assignment to be dealt with. */
  private readonly handedOver = new Set<() => void>();
  /** Why the work has stopped by itself. */
  failure: string | undefined;

  constructor(
    private runner: DetectionRunner,
    private readonly ports: PumpPorts,
  ) {}

  /** Resolves once the work goes on from where it was saved, or other instances were joined. */
  async start(): Promise<void> {
    const { ledger, roster, store, ownership } = this.ports;
    this.leave.push(
      roster.onChange((changes, position) =>
        this.enqueue(() => this.runner.rosterChanged(changes, position)),
      ),
      ledger.onAppend(() => this.wake()),
      store.onAppend(() => this.wake()),
    );
    this.runner.own([]);
    this.loop = this.run();
    await ownership.start((shares) => this.takeInHand(shares), this.ports.judgement);
    if (this.failure !== undefined) throw new Error(this.failure);
  }

  /** Finishes the piece of work at hand, and gives everything away. Idempotent. */
  async stop(): Promise<void> {
    this.stopping.abort();
    for (const unsubscribe of this.leave.splice(0)) unsubscribe();
    this.wake();
    await this.loop;
    await this.ports.ownership.stop();
  }

  /** Between two pieces of work: what is given away is not worked on any more once this resolves. */
  private takeInHand(shares: readonly number[]): Promise<void> {
    if (this.loop === undefined || this.ended) return Promise.resolve();
    return new Promise((resolve) => {
      this.handedOver.add(resolve);
      this.enqueue(async () => {
        this.runner.own(shares);
        await this.takeUp(this.runner);
        this.handedOver.delete(resolve);
        resolve();
      });
    });
  }

  async lag(): Promise<number> {
    const behind = await this.runner.lag();
    // Where nobody knows who has the work in hand, nobody knows what there is to do.
    return behind + this.jobs.length + (this.ports.ownership.inTouch ? 0 : 1);
  }

  /** Runs something between two pieces of work; the runner is nobody else's meanwhile. */
  exclusively<T>(work: (runner: DetectionRunner) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.enqueue(() => work(this.runner).then(resolve, reject));
    });
  }

  /**
   * Another runner on the same state takes the work over where it is saved: one that judges by other
   * policies. Resolves when it has. It begins as after a restart, and so does a crash before it is done.
   */
  goOnWith(next: DetectionRunner): Promise<void> {
    return new Promise((resolve) => {
      this.enqueue(async () => {
        next.own(this.runner.owned);
        await this.takeUp(next);
        this.runner = next;
        resolve();
      });
    });
  }

  /**
   * Claims, and then hears what was missed: others may have judged by more of the roster than has been
   * heard here, and nothing may be judged by less.
   */
  private async takeUp(runner: DetectionRunner): Promise<void> {
    const { roster, store } = this.ports;
    await runner.open();
    const head = await store.head();
    await roster.caughtUp();
    const saved = runner.rosterPosition;
    const changes = await roster.changesAfter(saved);
    if (head > saved) await runner.rosterChanged(changes, head);
  }

  private async run(): Promise<void> {
    try {
      await this.work();
    } finally {
      this.ended = true;
      for (const resolve of this.handedOver) resolve();
    }
  }

  private async work(): Promise<void> {
    let [attempt, isBroken] = [1, false];
    for (let waits = 1; !this.stopping.signal.aborted;) {
      try {
        this.woken = false;
        // What is in memory may lack what a failed piece has saved, and the other way round.
        if (isBroken) await this.takeUp(this.runner);
        isBroken = false;
        if (await this.piece()) await this.sleep();
        attempt = waits = 1;
      } catch (error) {
        isBroken = true;
        // An engine that cannot be reached is waited for, however long that takes.
        if (!isStoreUnavailable(error)) attempt += 1;
        if (attempt > PATIENT.attempts + 1) return this.fail(error);
        await this.ports
          .delay(backOff(PATIENT, waits), this.stopping.signal)
          .catch(() => undefined);
        waits += 1;
      }
    }
  }

  /** True when there is nothing left to do. */
  private async piece(): Promise<boolean> {
    await this.ports.turn?.();
    const [job] = this.jobs;
    if (!job) return (await this.runner.step()) === 'idle';
    await job();
    // Only now: a job that fails is tried again.
    this.jobs.shift();
    return false;
  }

  private fail(error: unknown): void {
    this.failure = describeError(error);
    this.ports.onFailed?.(this.failure);
    // Others may do what cannot be done here.
    void this.ports.ownership.stop().catch(() => undefined);
  }

  private enqueue(job: Job): void {
    this.jobs.push(job);
    this.wake();
  }

  private wake(): void {
    this.woken = true;
    this.wakeUp?.();
  }

  private async sleep(): Promise<void> {
    if (this.woken || this.stopping.signal.aborted) return;
    await new Promise<void>((resolve) => (this.wakeUp = resolve));
    this.wakeUp = undefined;
  }
}
