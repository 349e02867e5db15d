import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { RawEvent } from '../case-file-input.js';
import type { Withheld } from '../verify/lines.js';

/** An event as it goes out. The leaf of a withheld one stays, so that the root is the same. */
export type DisclosedEvent =
  | { readonly kind: 'whole' }
  | {
      readonly kind: 'withheld';
      readonly reason: Withheld;
      /** What may be read of it, if anything. */
      readonly extract?: Pick<RecordedEvent, 'data' | 'metadata'>;
    };

/** What a reader gets to see. Pure: depends on the case's version, the profile and what was erased. */
export interface Disclosure {
  event(event: RecordedEvent): DisclosedEvent;
  /** Why the content behind a vault reference is not given, if so. */
  content(vault: string): Withheld | undefined;
  /** What is given of a withheld copy of evidence. */
  copy(copy: unknown): unknown;
  /** Of `case.json`. */
  view(view: unknown): unknown;
  raw(event: RawEvent): boolean;
  /** Data of a signal's event; undefined where it is not given. */
  signal(data: unknown): unknown;
  /** Whether policies, parameters and recomputed signals are given. */
  readonly internals: boolean;
}
