import type { Checkpoints } from '../event-sourcing/checkpoints.js';
import type { Clock } from '../event-sourcing/clock.js';
import type { DeadLetters } from '../event-sourcing/dead-letters.js';
import type { EventStore } from '../event-sourcing/event-store.js';
import { Processor, type ProcessorState } from '../event-sourcing/processor.js';
import { START, type Position, type RecordedEvent } from '../event-sourcing/recorded-event.js';
import { eventsOf } from '../event-sourcing/source.js';
import type { Vault } from '../event-sourcing/vault.js';
import { MutableRosterView, type ChangeSink } from './mutable-roster-view.js';
import {
  ROSTER_STREAM,
  ROSTER_VIEW_TYPES,
  rosterViewEvent,
  type RosterViewEvent,
} from './roster-events.js';
import type { RosterChange } from './roster-view.js';

/** An event may hold hundreds of rows: a page of them is already much. */
const PAGE = 5;

export interface RosterReaderPorts {
  readonly store: EventStore;
  readonly vault: Vault;
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
  readonly delay: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly onState?: (state: ProcessorState) => void;
}

/** Told after a batch was folded in; `position` is the log's place that the view then stands at. */
export type RosterListener = (changes: readonly RosterChange[], position: Position) => void;

/**
 * Keeps the roster's view in step with the event store: folded from the beginning at each start,
 * from then on event by event. Any number of processes may read; each holds its own view.
 */
export class RosterReader {
  readonly view = new MutableRosterView();
  /** Version of stream `roster` that the view stands at: what the next append expects. */
  version = 0;
  private position: Position = START;
  private readonly listeners = new Set<RosterListener>();
  private readonly processor: Processor<RecordedEvent>;

  constructor(private readonly ports: RosterReaderPorts) {
    const { store, ...rest } = ports;
    this.processor = new Processor({
      ...rest,
      reader: 'roster-view',
      source: eventsOf(store, ROSTER_VIEW_TYPES),
      checkpoints: FROM_THE_BEGINNING,
      handleSavesCheckpoint: true,
      batchSize: PAGE,
      onFailure: () => 'retry',
      handle: (events, next) => this.fold(events, next),
    });
  }

  /** Resolves once the view holds everything recorded so far. */
  async start(): Promise<void> {
    await this.processor.start();
    await this.processor.caughtUp();
  }

  /** Resolves once the view holds everything recorded at the moment of the call. */
  async caughtUp(): Promise<void> {
    await this.processor.caughtUp();
  }

  async stop(): Promise<void> {
    await this.processor.stop();
  }

  /** Listeners are called synchronously, before `caughtUp` resolves. Answers the way to leave. */
  onChange(listener: RosterListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * What changed behind `position` and up to the view's own place: for a reader that acted on
   * changes up to there when it was stopped. Costs a fold of the whole log unless nothing changed.
   */
  async changesAfter(position: Position): Promise<readonly RosterChange[]> {
    if (position >= this.position) return [];
    const { store, vault } = this.ports;
    const view = new MutableRosterView();
    const changes: RosterChange[] = [];
    const collect: ChangeSink = (change) => changes.push(change);
    for (let after = START; after < this.position;) {
      const page = await store.readAll({ after, limit: PAGE, types: ROSTER_VIEW_TYPES });
      if (page.next <= after) break;
      for (const event of page.events.filter((one) => one.position <= this.position)) {
        const sink = event.position > position ? collect : ignore;
        await foldInto(view, [event], vault, sink);
      }
      after = page.next;
    }
    return changes;
  }

  private async fold(events: readonly RecordedEvent[], next: Position): Promise<void> {
    const changes: RosterChange[] = [];
    const sink: ChangeSink = this.listeners.size > 0 ? (change) => changes.push(change) : ignore;
    await foldInto(this.view, events, this.ports.vault, sink);
    const last = events.findLast((event) => event.stream === ROSTER_STREAM);
    if (last !== undefined) this.version = last.version;
    this.position = next;
    if (changes.length > 0) for (const listener of this.listeners) listener(changes, next);
  }
}

const ignore: ChangeSink = () => undefined;

/** The view lives in memory: it is folded anew at each start. */
const FROM_THE_BEGINNING: Checkpoints = {
  load: () => Promise.resolve(START),
  save: () => Promise.resolve(),
};

const foldInto = async (
  view: MutableRosterView,
  events: readonly RecordedEvent[],
  vault: Vault,
  sink: ChangeSink,
): Promise<void> => {
  const ours = events.flatMap((event) => rosterViewEvent(event) ?? []);
  const ids = ours.flatMap(vaultIds);
  const entries = ids.length === 0 ? undefined : await vault.get(ids);
  for (const event of ours) {
    view.apply(
      event,
      ({ vault: id }) => {
        const entry = entries?.get(id);
        return entry && (JSON.parse(Buffer.from(entry.bytes).toString('utf8')) as unknown);
      },
      sink,
    );
  }
};

const vaultIds = (event: RosterViewEvent): readonly string[] => {
  if (event.type === 'StudentsUpserted') return event.data.rows.map(({ ref }) => ref.vault);
  if (event.type === 'PeopleUpserted') {
    return event.data.rows.flatMap(({ ref }) => (ref === null ? [] : [ref.vault]));
  }
  return [];
};
