import { MemoryActivityLedger } from '../../adapters/memory/memory-activity-ledger.js';
import { MemoryDeadLetters } from '../../adapters/memory/memory-dead-letters.js';
import { MemoryDetectionState } from '../../adapters/memory/memory-detection-state.js';
import { MemoryEventStore } from '../../adapters/memory/memory-event-store.js';
import { MemorySignalIndex } from '../../adapters/memory/memory-signal-index.js';
import type { IncomingEvent, LedgerEvent } from '../../activity/activity-ledger.js';
import { decodeActivity } from '../../activity/decode.js';
import { FixedClock } from '../../event-sourcing/clock.js';
import { RosterInMemory } from '../../roster/testing/roster-in-memory.js';
import { BASELINES } from '../baselines/all.js';
import type { Detector } from '../detector.js';
import { DEFAULT_POLICY } from '../policy/default-policy.js';
import type { Policy } from '../policy/policy.js';
import type { RunnerPorts } from '../runner/ports.js';
import { DetectionRunner } from '../runner/runner.js';
import type { Signal } from '../signal.js';
import { standingSignals } from './standing-signals.js';
import { TINY } from './tiny-detectors.js';

/** A vendor's event as it comes in. */
export interface SentEvent {
  readonly source: string;
  readonly id: string;
  readonly type: string;
  readonly account: string | undefined;
  readonly time: string;
  readonly recordedtime?: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface BenchOptions {
  readonly detectors?: readonly Detector[];
  readonly policy?: Policy;
  readonly cachedEvents?: number;
}

/** An event as the intake would hand it to the ledger. */
export const incoming = (event: SentEvent): IncomingEvent => {
  const { account, data, ...rest } = event;
  const raw = Buffer.from(JSON.stringify({ specversion: '1.0', ...rest, subject: account, data }));
  const { source, id, type } = event;
  return { source, id, account, time: Date.parse(event.time), type, mode: 'structured', raw };
};

/** What a runner stands on besides the logs and what follows from them. */
export const benchPorts = (options: BenchOptions, { view }: RosterInMemory) => ({
  roster: view,
  clock: new FixedClock(Date.parse('2026-06-30T00:00:00+08:00')),
  decode: (event: LedgerEvent) => decodeActivity(event, view.sourceClock(event.source)),
  detectors: options.detectors ?? TINY,
  baselines: BASELINES,
  policy: options.policy ?? DEFAULT_POLICY,
  pseudonym: (kind: string, value: string) => `${kind}-${Buffer.from(value).toString('hex')}`,
  timeZone: 'Asia/Shanghai',
  ...(options.cachedEvents !== undefined && { cachedEvents: options.cachedEvents }),
});

/** The real runner on ports in memory. */
export class DetectionBench {
  readonly ledger = new MemoryActivityLedger();
  readonly store = new MemoryEventStore();
  readonly state = new MemoryDetectionState();
  signals = new MemorySignalIndex();
  readonly roster = new RosterInMemory();
  readonly deadLetters = new MemoryDeadLetters();
  runner: DetectionRunner;
  private rosterPosition = 0;

  constructor(private readonly options: BenchOptions = {}) {
    this.runner = new DetectionRunner(this.ports());
  }

  ports(): RunnerPorts {
    const { ledger, store, state, signals, deadLetters } = this;
    return {
      ...benchPorts(this.options, this.roster),
      ...{ ledger, store, state, signals, deadLetters },
    };
  }

  async send(events: readonly SentEvent[]): Promise<void> {
    if (events.length > 0) await this.ledger.append(events.map(incoming), 0);
  }

  /** Changes of reference data reach the runner as the roster's reader would tell them. */
  async know(file: unknown): Promise<void> {
    const { changes } = await this.roster.put(file);
    this.rosterPosition += 1;
    await this.runner.rosterChanged(changes, this.rosterPosition);
  }

  async settle(): Promise<void> {
    while ((await this.runner.step()) === 'busy');
  }

  /** A new process on the same logs and state. */
  async restart(detectors?: readonly Detector[], policy?: Policy): Promise<void> {
    const ports = this.ports();
    this.runner = new DetectionRunner({
      ...ports,
      detectors: detectors ?? ports.detectors,
      policy: policy ?? ports.policy,
    });
    await this.runner.open();
  }

  standing(): Promise<readonly unknown[]> {
    return standingSignals(this.signals, this.roster.view);
  }

  async all(): Promise<readonly Signal[]> {
    return this.signals.list({ limit: 10_000 });
  }

  /** Appended facts about signals, oldest first. */
  async facts(): Promise<readonly string[]> {
    const { events } = await this.store.readAll({ after: 0, limit: 100_000 });
    return events.filter(({ type }) => type.startsWith('Signal')).map(({ type }) => type);
  }
}
