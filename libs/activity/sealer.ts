import type { Clock } from '../event-sourcing/clock.js';
import type { EventStore } from '../event-sourcing/event-store.js';
import { systemActor } from '../event-sourcing/recorded-event.js';
import { LEDGER_STREAM, type SegmentsSealed } from '../event-sourcing/sealed.js';
import type { ActivityLedger, LedgerPosition, Seal } from './activity-ledger.js';

export interface SealingPolicy {
  /** An account with this many unsealed events is worth a segment. */
  readonly minEvents: number;
  /** An unsealed event waits no longer than this, in milliseconds. */
  readonly longestWait: number;
}

const DAY = 24 * 60 * 60 * 1000;

/** Larger segments are smaller on disk: 20 events ask about half as much again as 64. */
export const SEALING: SealingPolicy = { minEvents: 64, longestWait: 7 * DAY };

export interface SealerPorts {
  readonly ledger: ActivityLedger;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly newId: () => string;
  /** The position that every reader of the ledger has passed: nothing behind it is read live again. */
  readonly floor: () => Promise<LedgerPosition>;
}

/** Segments of one domain event, so that its size stays bounded. */
const SEGMENTS_AN_EVENT = 500;

/**
 * Seals behind the readers and tells of it in stream `ledger`. A crash between the two leaves
 * seals without their record: they are recorded first, and never twice. One at a time.
 */
export class Sealer {
  /** Version of the stream, as far as known. */
  private version: number | undefined;

  constructor(
    private readonly ports: SealerPorts,
    private readonly policy: SealingPolicy = SEALING,
  ) {}

  /** Seals what is due now; answers the number of segments. `stopped` ends it between two steps. */
  async run(stopped: () => boolean = () => false): Promise<number> {
    const { ledger, clock, floor } = this.ports;
    await this.record(await ledger.unrecordedSeals());
    const upTo = await floor();
    const { minEvents, longestWait } = this.policy;
    let segments = 0;
    while (!stopped()) {
      const receivedBefore = clock.now() - longestWait;
      const seals = await ledger.seal({ upTo, minEvents, receivedBefore });
      if (seals.length === 0) break;
      await this.record(seals);
      segments += seals.length;
    }
    return segments;
  }

  private async record(seals: readonly Seal[]): Promise<void> {
    for (let from = 0; from < seals.length; from += SEGMENTS_AN_EVENT)
      await this.tell(seals.slice(from, from + SEGMENTS_AN_EVENT));
    if (seals.length > 0)
      await this.ports.ledger.sealsRecorded(seals.map(({ segment }) => segment));
  }

  private async tell(seals: readonly Seal[]): Promise<void> {
    for (let untold = seals; untold.length > 0;) {
      const event = {
        id: this.ports.newId(),
        type: 'SegmentsSealed' as const,
        data: { segments: untold },
        metadata: {
          at: new Date(this.ports.clock.now()).toISOString(),
          actor: systemActor('ledger'),
        },
      };
      const expected = this.version ?? 'none';
      const result = await this.ports.store.append<SegmentsSealed>(LEDGER_STREAM, expected, [
        event,
      ]);
      if (result.ok) {
        this.version = result.version;
        return;
      }
      // The stream has moved on, perhaps by this very record before a crash.
      this.version = result.current;
      const told = await this.newestTold(result.current);
      untold = untold.filter(({ segment }) => segment > told);
    }
  }

  /** Segments grow and are told in order, so the newest one told stands for all before it. */
  private async newestTold(current: number): Promise<number> {
    for (let version = current; version > 0; version--) {
      const [event] = await this.ports.store.readStream<SegmentsSealed>(LEDGER_STREAM, {
        from: version,
        to: version,
      });
      if (event?.type === 'SegmentsSealed')
        return Math.max(...event.data.segments.map(({ segment }) => segment));
    }
    return 0;
  }
}
