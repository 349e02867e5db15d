import type { EventStore } from '../../event-sourcing/event-store.js';
import { START, type Position, type RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { Baseline } from '../baselines/baseline.js';
import { differing, type BaselineKeeper } from '../baselines/baseline-keeper.js';
import { settledWeeks } from '../baselines/settled-weeks.js';
import type { BaselineView } from '../baselines/baseline-view.js';
import { ownerOfKey } from '../keys.js';
import type { SignalEvent } from '../signal.js';
import { SIGNAL_TYPES } from '../signal-fold.js';
import type { SignalIndex } from '../signal-index.js';
import type { BaselinePublisher, Published } from './baseline-publisher.js';
import { CONCLUSIONS, type DirtyMark } from './detection-state.js';
import type { OwnState } from './own-state.js';
import type { Publishing } from './publishing.js';
import type { SignalWriter } from './signal-writer.js';
import type { AccusationJudged } from './vendor-record.js';

export interface StoreNewsPorts {
  readonly store: EventStore;
  readonly signals: SignalIndex;
  readonly definitions: readonly Baseline[];
  readonly state: OwnState;
  readonly view: BaselineView;
  readonly keeper: BaselineKeeper;
  readonly writer: SignalWriter;
  readonly publisher: BaselinePublisher;
  readonly publishing: Publishing;
  readonly mark: (marks: readonly DirtyMark[]) => Promise<void>;
}

const PAGE = 1000;
const PUBLISHED = 'BaselinePublished';
const JUDGED: AccusationJudged['type'] = 'AccusationJudged';
const TYPES: readonly string[] = [...SIGNAL_TYPES, PUBLISHED, JUDGED];

/**
 * What others put into the event store while this instance judges. Baselines that another published
 * have the keys judged again that read them. Facts about signals of this instance's own keys that it
 * did not append come from one that had the key before and was slow to notice: the key is judged
 * again, whatever it said.
 */
export class StoreNews {
  private cursor: Position = START;
  /** Whether something was heard of vendors' accusations, or nobody has looked yet. */
  accusations = true;

  constructor(private readonly ports: StoreNewsPorts) {}

  /** Puts the view where the log stands. Signals are looked at that come from now on. */
  async open(): Promise<void> {
    const { store, definitions, state, publisher, writer, keeper } = this.ports;
    this.cursor = await store.head();
    keeper.settle(await settledWeeks(store));
    writer.forget();
    this.accusations = true;
    const all = await publisher.published(definitions);
    const dealtWith = state.ownsNothing ? Infinity : state.least('baselines');
    publisher.forget();
    for (const one of all) {
      if (one.position <= dealtWith) publisher.take(one);
      else await this.hear(one);
    }
  }

  /** Whether the log goes on behind what was looked at. */
  async isBehind(): Promise<boolean> {
    return (await this.ports.store.head()) > this.cursor;
  }

  async follow(): Promise<void> {
    while (await this.isBehind()) {
      const { events, next } = await this.ports.store.readAll({
        after: this.cursor,
        limit: PAGE,
        types: TYPES,
      });
      if (next <= this.cursor) return;
      for (const event of events) if (event.type === PUBLISHED) await this.hear(event as Published);
      await this.heal(events.filter(({ type }) => SIGNAL_TYPES.some((one) => one === type)));
      this.accusations ||= events.some(({ type }) => type === JUDGED);
      this.cursor = next;
    }
  }

  /** Marks first, and only then lets the view tell of it: as with what is published here. */
  private async hear(event: Published): Promise<void> {
    const { state, view, keeper, publisher, publishing } = this.ports;
    if (!publisher.knows(event)) {
      const { name, window } = event.data;
      const former = view.latest(name, window);
      const changed = former && differing(former, event.data);
      if (changed?.length !== 0) await publishing.heed([{ event, changed }]);
      publisher.take(event);
      if (state.ownsPopulation) keeper.lookAt(name, window);
    }
    await state.save({}, { baselines: event.position });
  }

  private async heal(facts: readonly RecordedEvent[]): Promise<void> {
    const { writer, signals, state, mark } = this.ports;
    const others = facts.filter((fact) => !writer.isMine(fact)) as RecordedEvent<SignalEvent>[];
    if (others.length === 0) return;
    await writer.catchUp();
    const owners = new Set<string>();
    for (const id of new Set(others.map(({ data }) => data.id))) {
      const signal = await signals.get(id);
      const owner = signal && ownerOfKey(signal.key);
      if (owner !== undefined && state.owns(owner)) owners.add(owner);
    }
    await mark([...owners].map((owner) => ({ owner, window: CONCLUSIONS, forced: true })));
  }
}
