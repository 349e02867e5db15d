import type { ActivityLedger } from '../../activity/activity-ledger.js';
import { windowOf, WHOLE } from '../judge.js';
import { ownerFor, restsOnOffering, type Pseudonym } from '../keys.js';
import type {
  DetectionState,
  DirtyMark,
  IndexEntry,
  SeenWindow,
  StateChanges,
} from './detection-state.js';
import { meetingOwner, type EventLoader } from './event-loader.js';
import { spanOf, type Plan } from './plan.js';
import { Topics, type Mention } from './topics.js';

export interface MeetingPlacesPorts {
  readonly ledger: ActivityLedger;
  readonly state: DetectionState;
  readonly loader: EventLoader;
  readonly plan: Plan;
  readonly pseudonym: Pseudonym;
  readonly localDay: (at: number) => string;
}

/** Windows to be judged, and what has to be saved with their marks. */
export interface Placed extends Required<Pick<StateChanges, 'index' | 'seen' | 'mentions'>> {
  readonly marks: readonly DirtyMark[];
}

export const NOTHING_PLACED: Placed = { marks: [], index: [], seen: [], mentions: [] };

/** Events read from the ledger at once. */
const TOGETHER = 1000;

/**
 * Finds the events that name a meeting and no offering, and puts them where they lie now that the
 * meeting's row came or changed. Where they lay before they are passed over when they are read.
 */
export class MeetingPlaces {
  private readonly topics = new Topics();

  constructor(private readonly ports: MeetingPlacesPorts) {}

  async find(meetings: readonly string[]): Promise<Placed> {
    const { state } = this.ports;
    const owners = [...new Set(meetings)].map((id) => ({ owner: meetingOwner(id), window: WHOLE }));
    const entries = owners.length > 0 ? await state.positions(owners) : [];
    const index: IndexEntry[] = [];
    const mentions = new Map<string, Mention>();
    for (let from = 0; from < entries.length; from += TOGETHER)
      await this.place(entries.slice(from, from + TOGETHER), index, mentions);
    return {
      index,
      mentions: [...mentions.values()],
      seen: index.map(seenIn),
      marks: index.map(({ owner, window }) => ({ owner, window, forced: true })),
    };
  }

  private async place(
    entries: readonly IndexEntry[],
    index: IndexEntry[],
    mentions: Map<string, Mention>,
  ): Promise<void> {
    const { ledger, loader, plan, pseudonym, localDay } = this.ports;
    for (const event of await ledger.readPositions(entries.map(({ position }) => position)))
      for (const activity of await loader.decodeAll([event]))
        for (const { kind, span } of plan.routesOf(activity.type)) {
          if (kind === 'subject' || !restsOnOffering(kind)) continue;
          const owner = ownerFor(kind, activity, undefined, pseudonym);
          if (owner === undefined) continue;
          const window = windowOf({ window: span }, activity.at, localDay);
          index.push({ owner, window, position: event.position });
          for (const topic of this.topics.of(activity))
            mentions.set(`${topic}\n${owner}`, { topic, owner });
        }
  }
}

const seenIn = ({ owner, window }: IndexEntry): SeenWindow => ({
  span: `${owner} ${spanOf(window)}`,
  owner,
  last: window,
});
