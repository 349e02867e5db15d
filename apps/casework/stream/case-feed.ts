import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Listeners } from '../../../libs/event-sourcing/listeners.js';
import { Processor } from '../../../libs/event-sourcing/processor.js';
import type { Position, RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { Problem } from '../../../libs/platform/problem.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { changesAmong } from './case-change.js';
import { RecentChanges, type ChangesPage } from './recent-changes.js';

/** About 1 KB each. A stream whose reader is further behind is closed, and resumes from the store. */
const KEPT = 4_096;
const PAGE = 500;

/**
 * The changes of all cases, for the streams of this process: the event store is read once, from its end
 * on, however many listen. Whoever comes back later catches up from the store, one page at a time.
 */
@Injectable()
export class CaseFeed implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: Processor<RecordedEvent>;
  private readonly recent = new RecentChanges(Infinity, KEPT);
  private readonly news = new Listeners();
  private listening = 0;
  /** Catching up is done for one after the other: it takes reads, and nobody waits for it. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly ports: ReaderPorts) {
    const options = ports.options('case-stream');
    this.processor = new Processor({
      ...options,
      // It begins where the store ends: what was before is nobody's news here.
      checkpoints: { load: () => this.begin(), save: async () => undefined },
      source: eventsOf(ports.store),
      handle: (events, next) => this.take(events, next),
      onState: (state) => {
        options.onState(state);
        this.news.announce();
      },
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.processor.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.processor.stop();
  }

  head(): Promise<Position> {
    return this.ports.store.head();
  }

  /** For a stream: told after each batch of changes. Returns the function that ends it. */
  listen(listener: () => void): () => void {
    const end = this.watch(listener);
    this.listening += 1;
    return () => {
      this.listening -= 1;
      end();
    };
  }

  /** The same for who needs no changes to be read on its behalf. */
  watch(listener: () => void): () => void {
    return this.news.add(listener);
  }

  /** Whether what comes after `position` is at hand: a reader further behind has lost touch. */
  keeps(position: Position): boolean {
    return position >= this.recent.from;
  }

  /** @throws Problem when the feed has stopped: nobody waits here for what will not come */
  async after(position: Position): Promise<ChangesPage> {
    if (this.processor.state.kind === 'failed')
      throw new Problem(503, 'unavailable', 'the stream of cases has stopped; the log says more');
    return this.recent.after(position, PAGE) ?? (await this.inTurn(() => this.stored(position)));
  }

  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.queue.then(work);
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  private async stored(after: Position): Promise<ChangesPage> {
    const { store } = this.ports;
    const { events, next } = await store.readAll({ after, limit: PAGE });
    return { changes: await changesAmong(store, events), next };
  }

  private async begin(): Promise<Position> {
    const head = await this.head();
    this.recent.restart(head);
    return head;
  }

  private async take(events: readonly RecordedEvent[], next: Position): Promise<void> {
    if (this.listening === 0) {
      this.recent.restart(next);
      return;
    }
    this.recent.add(await changesAmong(this.ports.store, events), next);
    this.news.announce();
  }
}
