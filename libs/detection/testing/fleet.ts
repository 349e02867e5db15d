import { MemoryActivityLedger } from '../../adapters/memory/memory-activity-ledger.js';
import { MemoryDeadLetters } from '../../adapters/memory/memory-dead-letters.js';
import { MemoryDetectionState } from '../../adapters/memory/memory-detection-state.js';
import { MemoryEventStore } from '../../adapters/memory/memory-event-store.js';
import { MemorySignalIndex } from '../../adapters/memory/memory-signal-index.js';
import type { RosterChange } from '../../roster/roster-view.js';
import { RosterInMemory } from '../../roster/testing/roster-in-memory.js';
import type { RunnerPorts } from '../runner/ports.js';
import { DetectionRunner } from '../runner/runner.js';
import { benchPorts, incoming, type BenchOptions, type SentEvent } from './detection-bench.js';
import { standingSignals } from './standing-signals.js';

/** Where an instance may lose its way: told before each call on a port, and after it. */
export type Mishap = (call: 'before' | 'after', method: string) => Promise<void>;

/** What all instances stand on: the two logs, the detection state and the index of signals. */
export class Fleet {
  readonly ledger = new MemoryActivityLedger();
  readonly store = new MemoryEventStore();
  readonly state = new MemoryDetectionState();
  readonly signals = new MemorySignalIndex();
  readonly deadLetters = new MemoryDeadLetters();
  /** What was loaded of reference data, in order; an instance hears of it in its own time. */
  readonly rosterLog: unknown[] = [];

  constructor(
    readonly partitions: number,
    readonly options: BenchOptions = {},
  ) {}

  async send(events: readonly SentEvent[]): Promise<void> {
    if (events.length > 0) await this.ledger.append(events.map(incoming), 0);
  }

  async standing(): Promise<readonly unknown[]> {
    const roster = new RosterInMemory();
    for (const file of this.rosterLog) await roster.put(file);
    return standingSignals(this.signals, roster.view);
  }

  /** Until nobody has anything left to do. */
  async settle(instances: readonly Instance[]): Promise<void> {
    for (let quiet = 0; quiet < 2;) {
      const steps = await Promise.all(instances.map((instance) => instance.step()));
      quiet = steps.every((step) => step === 'idle') ? quiet + 1 : 0;
    }
  }
}

/** One detection process as the pump would run it: its own runner, its own view of the roster. */
export class Instance {
  private readonly roster = new RosterInMemory();
  private readonly runner: DetectionRunner;
  private told = 0;

  constructor(
    private readonly fleet: Fleet,
    mishap?: Mishap,
  ) {
    this.runner = new DetectionRunner(this.ports(mishap));
    this.runner.own([]);
  }

  /** An assignment: what the pump does with it. */
  async takeInHand(shares: readonly number[]): Promise<void> {
    this.runner.own(shares);
    await this.reopen();
  }

  /** One piece of work; after a failure it goes on from where it was saved. */
  async step(): Promise<'busy' | 'idle'> {
    try {
      return await this.runner.step();
    } catch (error) {
      if (error instanceof Crash) throw error;
      await this.reopen();
      return 'busy';
    }
  }

  /** Hears of reference data up to there. */
  async hear(upTo = this.fleet.rosterLog.length): Promise<void> {
    while (this.told < upTo) {
      const changes = await this.put();
      try {
        await this.runner.rosterChanged(changes, this.told);
      } catch (error) {
        if (error instanceof Crash) throw error;
        await this.reopen();
      }
    }
  }

  recomputeAll(): ReturnType<DetectionRunner['recomputeAll']> {
    return this.runner.recomputeAll();
  }

  /** What was claimed may have been judged by more of the roster than was heard here: that first. */
  private async reopen(): Promise<void> {
    for (;;) {
      try {
        await this.runner.open();
        while (this.told < this.fleet.rosterLog.length) await this.put();
        const saved = this.runner.rosterPosition;
        if (this.told <= saved) return;
        const missed = await this.changesBetween(saved, this.told);
        return await this.runner.rosterChanged(missed, this.told);
      } catch (error) {
        if (error instanceof Crash) throw error;
      }
    }
  }

  private async changesBetween(from: number, to: number): Promise<readonly RosterChange[]> {
    const again = new RosterInMemory();
    const missed: RosterChange[] = [];
    for (const [at, file] of this.fleet.rosterLog.slice(0, to).entries()) {
      const { changes } = await again.put(file);
      if (at >= from) missed.push(...changes);
    }
    return missed;
  }

  private async put(): Promise<readonly RosterChange[]> {
    const { changes } = await this.roster.put(this.fleet.rosterLog[this.told]);
    this.told += 1;
    return changes;
  }

  private ports(mishap: Mishap | undefined): RunnerPorts {
    const { ledger, store, state, signals, deadLetters, options, partitions } = this.fleet;
    const perilous = <Port extends object>(port: Port): Port =>
      mishap === undefined ? port : withMishaps(port, mishap);
    return {
      ...benchPorts(options, this.roster),
      ...{ ledger: perilous(ledger), store: perilous(store), state: perilous(state) },
      ...{ signals: perilous(signals), deadLetters, partitions },
    };
  }
}

/** The process ends here, whatever it was about to do. */
export class Crash extends Error {}

/** The port with each of its calls announced before and after. */
export const withMishaps = <Port extends object>(port: Port, mishap: Mishap): Port =>
  new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function' || name === 'onAppend' || isPaged(name))
        return bound(member, target);
      return async (...args: readonly unknown[]) => {
        await mishap('before', String(name));
        const answer: unknown = await Reflect.apply(member, target, args);
        await mishap('after', String(name));
        return answer;
      };
    },
  });

const isPaged = (name: string | symbol): boolean => name === 'accountPages' || name === 'scan';

const bound = (member: unknown, target: object): unknown =>
  typeof member === 'function' ? (member.bind(target) as unknown) : member;
