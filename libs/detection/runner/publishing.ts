import type { BaselineKeeper, DueBaseline } from '../baselines/baseline-keeper.js';
import type { BaselineView } from '../baselines/baseline-view.js';
import { FEED_COMPLETE, FEED_REACH } from '../baselines/names.js';
import type { BaselinePublisher } from './baseline-publisher.js';
import { CONCLUSIONS, type DirtyMark } from './detection-state.js';
import type { OwnState } from './own-state.js';
import type { FeedMove, RosterKeys } from './roster-keys.js';

export interface PublishingPorts {
  readonly state: OwnState;
  readonly keeper: BaselineKeeper;
  readonly view: BaselineView;
  readonly publisher: BaselinePublisher;
  readonly rosterKeys: RosterKeys;
  readonly mark: (marks: readonly DirtyMark[]) => Promise<void>;
}

/** Publishes what is due, and has everybody judged again whose conclusions it may change. */
export class Publishing {
  constructor(private readonly ports: PublishingPorts) {}

  /** Marks first, then publishes: a crash in between costs a judgement, not a revision. */
  async publish(revise: boolean): Promise<number> {
    return this.announce(await this.ports.keeper.due(revise));
  }

  /** The same for what follows from elsewhere than the vendors' events. */
  async announce(due: readonly DueBaseline[]): Promise<number> {
    if (due.length === 0) return 0;
    await this.heed(due);
    for (const { event } of due) await this.ports.publisher.publish(event);
    return due.length;
  }

  /** Marks whom it concerns, before the view holds it. */
  async heed(due: readonly DueBaseline[]): Promise<void> {
    const { rosterKeys, mark } = this.ports;
    const owners = await this.readersOf(due);
    const readers = [...owners].map((owner) => ({ owner, window: CONCLUSIONS, forced: true }));
    await mark([...readers, ...rosterKeys.touchedBy(due.flatMap((one) => this.movesOf(one)))]);
  }

  private async readersOf(due: readonly DueBaseline[]): Promise<ReadonlySet<string>> {
    const owners = new Set<string>();
    for (const { event, changed } of due) {
      const { name, window } = event.data;
      for (const owner of await this.ports.state.shared.readers(name, window, changed))
        owners.add(owner);
    }
    return owners;
  }

  /** Where a feed's completeness changes with what is about to be published. */
  private movesOf({ event, changed }: DueBaseline): readonly FeedMove[] {
    const { name, window, values } = event.data;
    if (name !== FEED_COMPLETE && name !== FEED_REACH) return [];
    const { view } = this.ports;
    const former = view.latest(name, window)?.values ?? {};
    return (changed ?? Object.keys(values)).flatMap((source) => {
      const ends = [former[source]?.[0], values[source]?.[0]].filter((end) => end !== undefined);
      const declared = view.feeds().next(FEED_COMPLETE, source, -Infinity) !== undefined;
      const upTo = Math.max(...ends);
      // Who declares is taken at the word; whose feed was only seen alive, no longer.
      if (name === FEED_REACH) return declared ? [] : [{ source, after: -Infinity, upTo }];
      if (!declared) return [{ source, after: -Infinity, upTo: Infinity }];
      return [{ source, after: view.instantBefore(name, source, Math.min(...ends)), upTo }];
    });
  }
}
