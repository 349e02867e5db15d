import type { SignalEvent } from '../../../libs/detection/signal.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { VIOLATIONS, type Violation } from '../../../libs/detection/violation.js';
import type { CaseKey } from './case-register.js';

export interface Suspicion extends CaseKey {
  readonly violation: Violation;
}

/** Kinds of art. 24: the others go the short path, which opens no case of this family. */
const ARTICLE_24: ReadonlySet<Violation> = new Set(
  VIOLATIONS.filter((kind) => kind !== 'excessive_absence' && kind !== 'non_participation'),
);

/** Every student, offering and violation that a signal was ever raised on. */
export class SuspicionKeys {
  private readonly keys = new Map<string, Suspicion>();

  /** Undefined for a kind that no case of this family is opened on. */
  add({ data }: RecordedEvent): Suspicion | undefined {
    const { subject, offering, violation } = data as SignalEvent['data'];
    if (!ARTICLE_24.has(violation)) return undefined;
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
