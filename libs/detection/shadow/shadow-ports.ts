import type { ActivityLedger, LedgerEvent } from '../../activity/activity-ledger.js';
import type { DeadLetters } from '../../event-sourcing/dead-letters.js';
import type { EventStore } from '../../event-sourcing/event-store.js';
import { START, type RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { baselineStream } from '../baselines/baseline.js';
import { VENDOR_RECORD } from '../baselines/names.js';
import type { SignalEvent } from '../signal.js';
import type { ShadowSignals } from './shadow-signals.js';

const BASELINES = baselineStream('');
/** What people decided: no events lead to it, and no policy changes it. */
const RECORD = baselineStream(VENDOR_RECORD);

/**
 * The event store as a judgement in the shadow sees it: it reads the baselines that were published,
 * where it is to judge by them, and what it appends goes nowhere but among its own signals.
 */
export const shadowStore = (
  store: EventStore,
  signals: ShadowSignals,
  { readsBaselines }: { readonly readsBaselines: boolean },
): EventStore => ({
  append: async (stream, _, events) => {
    if (stream.startsWith('signal-'))
      for (const event of events) signals.take(event as unknown as RecordedEvent<SignalEvent>);
    return { ok: true, version: events.length, position: START };
  },
  readStream: async (stream, options) =>
    stream === RECORD || (readsBaselines && stream.startsWith(BASELINES))
      ? store.readStream(stream, options)
      : [],
  readAll: async ({ after }) => ({ events: [], next: after }),
  head: async () => START,
  onAppend: () => () => undefined,
});

/** The ledger, read at a pace: `turn` is waited for before each page, and may throw to end it all. */
export const pacedLedger = (
  ledger: ActivityLedger,
  turn: (events: number) => Promise<void>,
): ActivityLedger => {
  async function* scan(): AsyncGenerator<readonly LedgerEvent[]> {
    for await (const page of ledger.scan()) {
      await turn(page.length);
      yield page;
    }
  }
  return new Proxy(ledger, {
    get: (target, name) => {
      if (name === 'scan') return scan;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
};

/** A detector that fails here has failed, and was listed, where it counts. */
export const NO_LETTERS: DeadLetters = {
  put: async () => undefined,
  list: async () => [],
};
