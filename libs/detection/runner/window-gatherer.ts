import { MAX_WINDOW_EVENTS, type AttributedActivity } from '../detector.js';

/** Stands for the events of a window that are too many to be held, let alone judged. */
export const TOO_MANY = 'too many';

export type WindowEvents = AttributedActivity[] | typeof TOO_MANY;

/** Events held at once: windows beyond it are read again, some at a time. */
const MOST_HELD = 4 * MAX_WINDOW_EVENTS;

/** Told of each event that may lie in a wanted window. */
export type Reading = (put: (window: string, event: AttributedActivity) => void) => Promise<void>;

/**
 * Sorts an owner's events into windows without holding more than some at a time, whatever a feed
 * pours onto one key: what does not fit is counted, and read again a few windows at a time.
 */
export async function* gather(read: Reading): AsyncGenerator<readonly [string, WindowEvents]> {
  const held = new Map<string, AttributedActivity[]>();
  const counts = new Map<string, number>();
  let total = 0;
  await read((window, event) => {
    counts.set(window, (counts.get(window) ?? 0) + 1);
    total += 1;
    if (total > MOST_HELD) held.clear();
    else push(held, window, event);
  });
  if (total <= MOST_HELD) {
    for (const [window, events] of held)
      yield [window, events.length > MAX_WINDOW_EVENTS ? TOO_MANY : events];
    return;
  }
  for (const group of groupsOf(counts)) yield* again(read, group);
  for (const [window, count] of counts) if (count > MAX_WINDOW_EVENTS) yield [window, TOO_MANY];
}

async function* again(
  read: Reading,
  wanted: ReadonlySet<string>,
): AsyncGenerator<readonly [string, WindowEvents]> {
  const held = new Map<string, AttributedActivity[]>();
  await read((window, event) => {
    if (wanted.has(window)) push(held, window, event);
  });
  yield* held;
}

/** The windows that can be judged, as many together as may be held at once. */
const groupsOf = (counts: ReadonlyMap<string, number>): readonly ReadonlySet<string>[] => {
  const groups: Set<string>[] = [];
  let room = 0;
  for (const [window, count] of counts) {
    if (count > MAX_WINDOW_EVENTS) continue;
    if (count > room) {
      groups.push(new Set());
      room = MOST_HELD;
    }
    groups.at(-1)?.add(window);
    room -= count;
  }
  return groups;
};

const push = (
  held: Map<string, AttributedActivity[]>,
  window: string,
  event: AttributedActivity,
): void => {
  const members = held.get(window);
  if (members) members.push(event);
  else held.set(window, [event]);
};
