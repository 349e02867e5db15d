import { isMapped } from '../activity/intake/check-data.js';
import type { AttributedActivity } from './detector.js';
import { ofList } from './shared-list.js';

/** Types that the contract does not list: stored as they came, they still tell that somebody was there. */
export const UNLISTED = '*';

type Events = readonly AttributedActivity[];

/** Types that windows hold together, and what is left of them for a detector's types. */
interface Mix {
  readonly present: readonly string[];
  readonly held: Map<readonly string[], Held>;
  /** The mix that it becomes with an event of a type, as it was met. */
  readonly with: Map<string, Mix>;
}

/** The part of a mix that a detector wants. */
interface Held {
  readonly name: string;
  readonly types: ReadonlySet<string>;
  readonly mix: Mix;
}

/** A list's mix, and the lists handed out of its window by what they hold. */
interface Kinds {
  readonly mix: Mix;
  readonly lists: Map<string, Events>;
}

/** Mixes recur from window to window; there are few. */
const mixes = new Map<string, Mix>();
const MOST_MIXES = 1024;

const NONE: Events = [];
const NO_TYPES: readonly string[] = [];

const mixOf = (present: readonly string[]): Mix => {
  const name = present.join(' ');
  const known = mixes.get(name);
  if (known) return known;
  if (mixes.size >= MOST_MIXES) mixes.clear();
  const fresh: Mix = { present, held: new Map(), with: new Map() };
  mixes.set(name, fresh);
  return fresh;
};

const heldOf = (mix: Mix, types: readonly string[]): Held => {
  const known = mix.held.get(types);
  if (known) return known;
  if (mix.held.size >= MOST_MIXES) mix.held.clear();
  const wanted = new Set(types);
  const left = mix.present.filter((type) => wanted.has(type));
  const held = { name: left.join(' '), types: new Set(left), mix: mixOf(left) };
  mix.held.set(types, held);
  return held;
};

/** The mix with an event of one more type: in one order, whichever type came first. */
const mixWith = (mix: Mix, type: string): Mix => {
  const known = mix.with.get(type);
  if (known) return known;
  const name = isMapped(type) ? type : UNLISTED;
  const grown = mix.present.includes(name) ? mix : mixOf([...mix.present, name].sort());
  if (mix.with.size >= MOST_MIXES) mix.with.clear();
  mix.with.set(type, grown);
  return grown;
};

const read = (events: Events): Kinds => {
  let mix = mixOf(NO_TYPES);
  let last: string | undefined;
  for (const { type } of events) {
    if (type === last) continue;
    mix = mixWith(mix, type);
    last = type;
  }
  return { mix, lists: new Map() };
};

/** A list's kinds; of a list that was handed out they are known, and lead back to its window's. */
const kept = ofList<AttributedActivity, [], { kinds?: Kinds }>(() => ({}));

function ofTypes(types: ReadonlySet<string>, events: Events): Events {
  const list: AttributedActivity[] = [];
  const unlisted = types.has(UNLISTED);
  let last: string | undefined;
  let wanted = false;
  for (const event of events) {
    const { type } = event;
    if (type !== last) {
      last = type;
      wanted = types.has(unlisted && !isMapped(type) ? UNLISTED : type);
    }
    if (wanted) list.push(event);
  }
  return list;
}

/**
 * Events of the types that a detector names, in their order. Whoever wants the same of a window gets
 * the same list, the whole itself where nothing is left out: an event costs a detector that does
 * not want it nothing, and what is worked out of a list can be shared (shared-list.ts). So it is with
 * whoever wants a part of such a list, whichever list of the window it is a part of.
 */
export const wantedOf = (types: readonly string[], events: Events): Events => {
  const own = kept(events);
  const { mix, lists } = (own.kinds ??= read(events));
  const held = heldOf(mix, types);
  if (held.mix === mix) return events;
  if (held.types.size === 0) return NONE;
  const known = lists.get(held.name);
  if (known) return known;
  const list = ofTypes(held.types, events);
  lists.set(held.name, list);
  kept(list).kinds = { mix: held.mix, lists };
  return list;
};
