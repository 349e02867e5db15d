import { ownerOfKey } from '../../detection/keys.js';
import type { EventRef, Signal, SignalEvent } from '../../detection/signal.js';
import { foldSignal } from '../../detection/signal-fold.js';
import type { SignalIndex, SignalQuery } from '../../detection/signal-index.js';
import { eventKey, type SignalLink } from '../../detection/signal-links.js';
import { START, type Position, type RecordedEvent } from '../../event-sourcing/recorded-event.js';

/** Signals as they stand, for unit tests. */
export class MemorySignalIndex implements SignalIndex {
  private at: Position = START;
  private readonly signals = new Map<string, Signal>();
  private readonly streams = new Map<string, number>();

  async position(): Promise<Position> {
    return this.at;
  }

  async apply(events: readonly RecordedEvent<SignalEvent>[], next: Position): Promise<void> {
    for (const event of events) {
      if (event.position <= this.at) continue;
      const told = { type: event.type, data: event.data } as SignalEvent;
      const signal = foldSignal(this.signals.get(event.data.id), told);
      if (signal) this.signals.set(signal.id, signal);
      this.streams.set(event.stream, event.version);
    }
    this.at = Math.max(this.at, next);
  }

  async get(id: string): Promise<Signal | undefined> {
    return this.signals.get(id);
  }

  async list(query: SignalQuery): Promise<readonly Signal[]> {
    return [...this.signals.values()]
      .filter((signal) => fits(signal, query))
      .sort((a, b) => b.lastAt - a.lastAt || (a.id < b.id ? -1 : 1))
      .slice(0, query.limit);
  }

  async ofKeys(
    keys: readonly { readonly detector: string; readonly key: string }[],
  ): Promise<readonly Signal[]> {
    const wanted = new Set(keys.map(({ detector, key }) => `${detector} ${key}`));
    return [...this.signals.values()].filter((one) => wanted.has(`${one.detector} ${one.key}`));
  }

  async ofOwners(owners: readonly string[]): Promise<readonly Signal[]> {
    return [...this.signals.values()].filter((one) => owners.includes(ownerOfKey(one.key)));
  }

  async owners(): Promise<readonly string[]> {
    const standing = [...this.signals.values()].filter(({ state }) => state !== 'withdrawn');
    return [...new Set(standing.map(({ key }) => ownerOfKey(key)))];
  }

  async versions(streams: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return new Map(
      streams.flatMap((stream) => {
        const version = this.streams.get(stream);
        return version === undefined ? [] : [[stream, version] as const];
      }),
    );
  }

  async linksOf(events: readonly EventRef[]): Promise<ReadonlyMap<string, readonly SignalLink[]>> {
    const links = new Map<string, SignalLink[]>();
    for (const key of new Set(events.map(eventKey))) {
      const citing = [...this.signals.values()]
        .filter(({ state, events: own }) => state !== 'withdrawn' && own.some(isCalled(key)))
        .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
      if (citing.length > 0) links.set(key, citing.map(linkOf));
    }
    return links;
  }
}

const isCalled =
  (key: string) =>
  (event: EventRef): boolean =>
    eventKey(event) === key;

const linkOf = ({ id, detector, violation, score, state }: Signal): SignalLink => ({
  ...{ id, detector, violation, score, state },
});

const fits = (signal: Signal, query: SignalQuery): boolean =>
  (query.subject === undefined || signal.subject === query.subject) &&
  (query.offering === undefined || signal.offering === query.offering) &&
  (query.violation === undefined || signal.violation === query.violation) &&
  (query.detector === undefined || signal.detector === query.detector) &&
  (query.minScore === undefined || signal.score >= query.minScore) &&
  (query.state === undefined || signal.state === query.state) &&
  (query.offerings === undefined || query.offerings.includes(signal.offering)) &&
  (query.after === undefined ||
    signal.lastAt < query.after.lastAt ||
    (signal.lastAt === query.after.lastAt && signal.id > query.after.id));
