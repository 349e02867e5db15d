import { START } from '../../../libs/event-sourcing/recorded-event.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';

/** A store to try commands out on: reads are real, an append answers as if and writes nothing. */
export const withoutAppending = (store: EventStore): EventStore => ({
  readStream: (stream, options) => store.readStream(stream, options),
  readAll: (options) => store.readAll(options),
  head: () => store.head(),
  onAppend: (listener) => store.onAppend(listener),
  append: async (stream, expected, events) => {
    const current = (await store.readStream(stream)).at(-1)?.version ?? 0;
    if (expected !== 'any' && (expected === 'none' ? 0 : expected) !== current)
      return { ok: false, refusal: 'WrongExpectedVersion', current };
    return { ok: true, version: current + events.length, position: START };
  },
});
