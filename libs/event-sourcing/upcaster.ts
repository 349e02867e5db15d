import type { DomainEvent, RecordedEvent } from './recorded-event.js';

/** Turns the data of one type from schema `from` into schema `from + 1`. Pure, never fails. */
export interface Upcaster {
  readonly type: string;
  /** 1 is the schema of events that name none. */
  readonly from: number;
  readonly upcast: (data: unknown) => unknown;
}

/**
 * The shapes that old events had. A type's upcasters form a chain without holes from schema 1; the
 * number behind its end is the schema that is written today. A double or a hole is an error at
 * start.
 */
export class Upcasters {
  private readonly chains = new Map<string, readonly Upcaster[]>();

  constructor(upcasters: readonly Upcaster[] = []) {
    for (const type of new Set(upcasters.map((upcaster) => upcaster.type))) {
      const chain = upcasters
        .filter((upcaster) => upcaster.type === type)
        .sort((a, b) => a.from - b.from);
      chain.forEach(({ from }, index) => {
        if (from !== index + 1)
          throw new Error(
            `upcasters of ${type}: expected one from schema ${index + 1}, got ${from}`,
          );
      });
      this.chains.set(type, chain);
    }
  }

  /** The schema that an event of this type is written with. */
  current(type: string): number {
    return (this.chains.get(type)?.length ?? 0) + 1;
  }

  /** The event in today's shape; the very same object when it is. */
  upcast<Event extends DomainEvent>(event: RecordedEvent<Event>): RecordedEvent<Event> {
    const chain = this.chains.get(event.type);
    const schema = event.metadata.schema ?? 1;
    if (schema > this.current(event.type))
      throw new Error(
        `event ${event.id} (${event.type}) has schema ${schema}: written by a newer version of the program`,
      );
    if (chain === undefined || schema > chain.length) return event;
    const data = chain.slice(schema - 1).reduce<unknown>((d, step) => step.upcast(d), event.data);
    const metadata = { ...event.metadata, schema: this.current(event.type) };
    return { ...event, data: data as Event['data'], metadata };
  }
}
