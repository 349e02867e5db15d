import { Inject, Injectable } from '@nestjs/common';
import { signalStream, type Signal, type SignalEvent } from '../../../libs/detection/signal.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { EVENT_STORE } from '../../../libs/platform/tokens.js';

/** Reads what signals stand for a student in an offering, withdrawn ones included. */
@Injectable()
export class SignalReader {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** Each signal in its latest revision, in the order in which they were first raised. */
  async current(student: string, offering: string): Promise<readonly Signal[]> {
    const events = await this.store.readStream<SignalEvent>(signalStream(student, offering));
    const signals = new Map<string, Signal>();
    for (const { type, data } of events as unknown as readonly SignalEvent[]) {
      if (type !== 'SignalWithdrawn') {
        signals.set(data.id, data);
        continue;
      }
      const former = signals.get(data.id);
      const { revision } = data;
      if (former) signals.set(data.id, { ...former, state: 'withdrawn', revision });
    }
    return [...signals.values()];
  }
}
