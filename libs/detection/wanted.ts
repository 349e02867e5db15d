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
  /** Of a list of those who want something, whom it concerns. */
  readonly concerned: Map<readonly Wanting[], readonly Concerned[]>;
  /** The mix that it becomes with an event of a type, as it was met. */
  readonly with: Map<string, Mix>;
}

/** Whoever wants events of some types. */
interface Wanting {
  readonly types: readonly string[];
}

interface Concerned {
  readonly one: Wanting;
  readonly held: Held;
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
  const fresh: Mix = { present, held: new Map(), concerned: new Map(), with: new Map() };
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
  const kinds = (own.kinds ??= read(events));
  return listOf(heldOf(kinds.mix, types), kinds, events);
};

const listOf = (held: Held, { mix, lists }: Kinds, events: Events): Events => {
  if (held.mix === mix) return events;
  if (held.types.size === 0) return NONE;
  const known = lists.get(held.name);
  if (known) return known;
  const list = ofTypes(held.types, events);
  lists.set(held.name, list);
  kept(list).kinds = { mix: held.mix, lists };
  return list;
};

/**
 * Tells, in their order, each of `all` that wants something of these events, with what it wants
 * (`wantedOf`). Which of them that is hangs on the types alone and is known of most windows.
 */
export const tellConcerned = <One extends Wanting>(
  all: readonly One[],
  events: Events,
  tell: (one: One, wanted: Events) => void,
): void => {
  if (events.length === 0) return;
  const own = kept(events);
  const kinds = (own.kinds ??= read(events));
  for (const { one, held } of concernedOf(kinds.mix, all))
    tell(one as One, listOf(held, kinds, events));
};

const concernedOf = (mix: Mix, all: readonly Wanting[]): readonly Concerned[] => {
  const known = mix.concerned.get(all);
  if (known) return known;
  if (mix.concerned.size >= MOST_MIXES) mix.concerned.clear();
  const concerned = all
    .map((one): Concerned => ({ one, held: heldOf(mix, one.types) }))
    .filter(({ held }) => held.types.size > 0);
  mix.concerned.set(all, concerned);
  return concerned;
};
