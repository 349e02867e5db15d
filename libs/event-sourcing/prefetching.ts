import type { Position } from './recorded-event.js';
import type { Positioned, PositionedSource, SourcePage } from './source.js';

/**
 * Fetches the next page while the reader works on this one: log and reader are often two threads.
 * Only behind a full page; an empty page is always asked for anew, so that a reader which finds
 * nothing has looked after its last question for the head.
 */
export const prefetching = <Event extends Positioned>(
  source: PositionedSource<Event>,
): PositionedSource<Event> => {
  let ahead: { readonly after: Position; readonly page: Promise<SourcePage<Event>> } | undefined;
  const fetched = async (after: Position): Promise<SourcePage<Event> | undefined> => {
    const waiting = ahead;
    ahead = undefined;
    if (waiting?.after !== after) return undefined;
    const page = await waiting.page.catch(() => undefined);
    return page !== undefined && page.next > after ? page : undefined;
  };
  return {
    head: () => source.head(),
    onAppend: (listener) => source.onAppend(listener),
    read: async (after, limit) => {
      const page = (await fetched(after)) ?? (await source.read(after, limit));
      if (page.events.length >= limit) {
        const next = source.read(page.next, limit);
        // Whoever asks for it hears of a failure by asking again.
        next.catch(() => undefined);
        ahead = { after: page.next, page: next };
      }
      return page;
    },
  };
};
