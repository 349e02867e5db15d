import type { Api } from './api.js';

export interface SourcedEvent {
  readonly source: string;
}

export interface Receipt {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly object[];
}

/** What one batch may hold is the server's limit; what it should hold is the test's choice. */
export type BatchSize = () => number;

/** Splits events into batches of one source each, the order within a source kept. */
export const batchesOf = <E extends SourcedEvent>(
  events: readonly E[],
  size: BatchSize = () => 500,
): E[][] => {
  const open = new Map<string, { batch: E[]; room: number }>();
  const batches: E[][] = [];
  for (const event of events) {
    let current = open.get(event.source);
    if (!current || current.batch.length >= current.room) {
      current = { batch: [], room: size() };
      open.set(event.source, current);
      batches.push(current.batch);
    }
    current.batch.push(event);
  }
  return batches;
};

/** Each vendor sends its own events; anything but full acceptance is an error. */
export const sendAll = async (
  api: Api,
  events: readonly SourcedEvent[],
  size?: BatchSize,
): Promise<{ accepted: number; duplicates: number }> => {
  const sum = { accepted: 0, duplicates: 0 };
  for (const batch of batchesOf(events, size)) {
    const source = batch[0]?.source ?? '';
    const { status, body } = await api.as(`dev:vendor:${source}`).send<Receipt>(batch);
    if (status !== 202 || body.rejected.length > 0)
      throw new Error(`not accepted: ${status} ${JSON.stringify(body).slice(0, 500)}`);
    sum.accepted += body.accepted;
    sum.duplicates += body.duplicates;
  }
  return sum;
};

export const loadRoster = async (api: Api, roster: object): Promise<void> => {
  const { status, body } = await api.put<{ rejected: object[] }>('/api/v1/roster', roster);
  if (status !== 200 || body.rejected.length > 0)
    throw new Error(`roster: ${status} ${JSON.stringify(body).slice(0, 500)}`);
};

/** All pages of a list. */
export const listAll = async <Item>(api: Api, path: string): Promise<Item[]> => {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({
      limit: '500',
      ...(cursor === undefined ? {} : { cursor }),
    });
    const { status, body } = await api.get<{ items: Item[]; next?: string }>(
      `${path}${path.includes('?') ? '&' : '?'}${query.toString()}`,
    );
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    items.push(...body.items);
    cursor = body.next;
  } while (cursor !== undefined);
  return items;
};
