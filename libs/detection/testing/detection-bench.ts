import { MemoryActivityLedger } from '../../adapters/memory/memory-activity-ledger.js';
import { MemoryDeadLetters } from '../../adapters/memory/memory-dead-letters.js';
import { MemoryDetectionState } from '../../adapters/memory/memory-detection-state.js';
import { MemoryEventStore } from '../../adapters/memory/memory-event-store.js';
import { MemorySignalIndex } from '../../adapters/memory/memory-signal-index.js';
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
    return {
      ledger: this.ledger,
      store: this.store,
      state: this.state,
      signals: this.signals,
      roster: this.roster.view,
      clock: new FixedClock(Date.parse('2026-06-30T00:00:00+08:00')),
      deadLetters: this.deadLetters,
      decode: (event) => decodeActivity(event, this.roster.view.sourceClock(event.source)),
      detectors: this.options.detectors ?? TINY,
      baselines: BASELINES,
      policy: this.options.policy ?? DEFAULT_POLICY,
      pseudonym: (kind, value) => `${kind}-${Buffer.from(value).toString('hex')}`,
      timeZone: 'Asia/Shanghai',
      cachedEvents: this.options.cachedEvents,
    };
  }

  async send(events: readonly SentEvent[]): Promise<void> {
    const batch = events.map((event) => {
      const { account, data, ...rest } = event;
      const raw = Buffer.from(
        JSON.stringify({ specversion: '1.0', ...rest, subject: account, data }),
      );
      const { source, id, type } = event;
      const time = Date.parse(event.time);
      return { source, id, account, time, type, mode: 'structured' as const, raw };
    });
    if (batch.length > 0) await this.ledger.append(batch, 0);
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

  /** Signals that stand, as people see them: without history, by student number. */
  async standing(): Promise<readonly unknown[]> {
    const all = await this.signals.list({ limit: 10_000 });
    return all
      .filter(({ state }) => state !== 'withdrawn')
      .map((signal) => ({
        student: this.roster.view.numberOf(signal.subject),
        detector: signal.detector,
        offering: signal.offering,
        anchor: signal.anchor,
        score: signal.score,
        events: signal.events.map(({ source, id }) => `${source}/${id}`),
      }))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
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
