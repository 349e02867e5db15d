import type { SignalEvent } from '../../../libs/detection/signal.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import type { Violation } from '../../../libs/detection/violation.js';
import type { CaseKey } from './case-register.js';

export interface Suspicion extends CaseKey {
  readonly violation: Violation;
}

/** Every student, offering and violation that a signal was ever raised on. */
export class SuspicionKeys {
  private readonly keys = new Map<string, Suspicion>();

  add({ data }: RecordedEvent): Suspicion {
    const { subject, offering, violation } = data as SignalEvent['data'];
    const text = JSON.stringify([subject, offering, violation]);
    const known = this.keys.get(text);
    if (known) return known;
    const key = { student: subject, offering, violation };
    this.keys.set(text, key);
    return key;
  }

  where(wanted: (key: Suspicion) => boolean): readonly Suspicion[] {
    return [...this.keys.values()].filter(wanted);
  }
}
