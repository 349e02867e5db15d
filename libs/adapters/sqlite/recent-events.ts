import type { AllPage, ReadAll } from '../../event-sourcing/event-store.js';
import type { Position, RecordedEvent } from '../../event-sourcing/recorded-event.js';

/** Together about 4 MiB of text at most. */
const MOST_EVENTS = 2_000;
const MOST_CHARACTERS = 2_000_000;

/** An event that was just appended; `read` makes it as it will come back from the file. */
export interface RecentEvent {
  readonly position: Position;
  readonly type: string;
  readonly characters: number;
  readonly read: () => RecordedEvent;
}

interface Held extends RecentEvent {
  event?: RecordedEvent;
}

/**
 * The end of the log in memory. A dozen readers follow the log, and each asks for the same few events
 * after every append: they get them without a way through the database's thread, and parsed once.
 */
export class RecentEvents {
  /** Without a hole, oldest first. */
  private held: Held[] = [];
  private characters = 0;

  /** Everything behind `from` and up to `head` is held. */
  constructor(
    private from: Position,
    private head = from,
  ) {}

  /** Committed events of one append, in order; out of order they end what is held. */
  add(events: readonly RecentEvent[]): void {
    const [first, last] = [events[0], events.at(-1)];
    if (first === undefined || last === undefined || last.position <= this.head) return;
    if (first.position !== this.head + 1) return this.skipTo(last.position);
    this.head = last.position;
    for (const event of events) {
      this.held.push({ ...event });
      this.characters += event.characters;
    }
    if (this.held.length > MOST_EVENTS || this.characters > MOST_CHARACTERS) this.shed();
  }

  /** Events up to `position` exist that are not held. */
  skipTo(position: Position): void {
    this.from = this.head = Math.max(this.head, position);
    this.held = [];
    this.characters = 0;
  }

  /** Undefined where the page begins before what is held. */
  page({ after, limit, types }: ReadAll): AllPage | undefined {
    if (after < this.from) return undefined;
    const events: RecordedEvent[] = [];
    for (let at = after - this.from; at < this.held.length; at += 1) {
      const held = this.held[at];
      if (held === undefined || (types && !types.includes(held.type))) continue;
      events.push((held.event ??= held.read()));
      if (events.length === limit) return { events, next: held.position };
    }
    return { events, next: Math.max(after, this.head) };
  }

  /** The older half goes: now and then, not with every event. */
  private shed(): void {
    let gone = 0;
    while (
      gone < this.held.length &&
      (this.held.length - gone > MOST_EVENTS / 2 || this.characters > MOST_CHARACTERS / 2)
    )
      this.characters -= this.held[gone++]?.characters ?? 0;
    this.held = this.held.slice(gone);
    this.from += gone;
  }
}
