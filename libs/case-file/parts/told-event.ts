import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { DisclosedEvent, Disclosure } from '../disclosure/disclosure.js';

/** An event of the case and how it goes out. */
export interface OutgoingEvent {
  readonly event: RecordedEvent;
  readonly disclosed: DisclosedEvent;
  /** What may be read of it: itself, or the extract; undefined where nothing may. */
  readonly told: RecordedEvent | undefined;
}

export const outgoing = (
  events: readonly RecordedEvent[],
  disclosure: Disclosure,
): readonly OutgoingEvent[] =>
  events.map((event) => {
    const disclosed = disclosure.event(event);
    if (disclosed.kind === 'whole') return { event, disclosed, told: event };
    const { extract } = disclosed;
    return { event, disclosed, told: extract && { ...event, ...extract } };
  });

export const toldOf = (events: readonly OutgoingEvent[]): readonly RecordedEvent[] =>
  events.flatMap(({ told }) => told ?? []);
