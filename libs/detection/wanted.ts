import { isMapped } from '../activity/intake/check-data.js';
import type { AttributedActivity } from './detector.js';
import { ofList } from './shared-list.js';

/** Types that the contract does not list: stored as they came, they still tell that somebody was there. */
export const UNLISTED = '*';

type Events = readonly AttributedActivity[];

/** The types in a window, those that are not listed as one, and the lists handed out of it. */
interface Kinds {
  readonly present: readonly string[];
  readonly unlisted: boolean;
  /** By the types of the window that they hold. */
  readonly lists: Map<string, Events>;
}

const kindsOf = ofList((events: Events): Kinds => {
  const types = new Set<string>();
  for (const { type } of events) types.add(type);
  const mapped = [...types].filter(isMapped);
  const unlisted = mapped.length < types.size;
  return { present: unlisted ? [...mapped, UNLISTED] : mapped, unlisted, lists: new Map() };
});

const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

const setOf = (types: readonly string[]): ReadonlySet<string> => {
  const set = sets.get(types) ?? new Set(types);
  sets.set(types, set);
  return set;
};

/**
 * Events of the types that a detector names, in their order. Whoever wants the same of a window gets
 * the same list, `events` itself where nothing is left out: an event costs a detector that does
 * not want it nothing, and what is worked out of a list can be shared (shared-list.ts).
 */
export const wantedOf = (types: readonly string[], events: Events): Events => {
  const wanted = setOf(types);
  const { present, unlisted, lists } = kindsOf(events);
  const held = present.filter((type) => wanted.has(type));
  if (held.length === present.length) return events;
  const name = held.join(' ');
  const known = lists.get(name);
  if (known) return known;
  const some = new Set(held);
  const list = unlisted
    ? events.filter(({ type }) => some.has(isMapped(type) ? type : UNLISTED))
    : events.filter(({ type }) => some.has(type));
  lists.set(name, list);
  return list;
};
