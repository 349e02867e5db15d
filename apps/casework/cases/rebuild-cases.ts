import { isDeepStrictEqual } from 'node:util';
import type { CaseIndex, CaseRow } from '../../../libs/cases/case-index.js';
import { rowOf } from '../../../libs/cases/case-row.js';
import { caseStream, type CaseEvent } from '../../../libs/cases/events.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { START } from '../../../libs/event-sourcing/recorded-event.js';
import { foldCase } from './case-desk.js';

export interface Rebuilt {
  readonly cases: number;
  /** Cases whose row in the index was not what their stream says, or that only the index had. */
  readonly differences: readonly string[];
}

/** Reader of the case index; its checkpoint is set to where the rebuild began. */
export const CASE_INDEX_READER = 'case-index';

/**
 * Drops the case index and builds it anew from the streams; people's events are replayed, nothing
 * is decided again. Compares before it drops. The caller holds the data folder alone.
 */
export const rebuildCases = async (store: EventStore, index: CaseIndex): Promise<Rebuilt> => {
  const head = await store.head();
  const rows: CaseRow[] = [];
  for (const id of await flaggedCases(store)) {
    const found = foldCase(await store.readStream<CaseEvent>(caseStream(id)));
    if (found) rows.push(rowOf(found));
  }
  const differences = await compare(rows, index);
  await index.clear();
  for (let at = 0; at < rows.length; at += PAGE) await index.put(rows.slice(at, at + PAGE));
  await index.save(CASE_INDEX_READER, head);
  return { cases: rows.length, differences };
};

const PAGE = 500;

/** Ids of all cases that were ever flagged. */
export const flaggedCases = async (store: EventStore): Promise<readonly string[]> => {
  const ids = new Set<string>();
  for (let after = START; ;) {
    const page = await store.readAll({ after, limit: PAGE, types: ['CaseFlagged'] });
    if (page.next <= after) return [...ids];
    for (const { data } of page.events) ids.add((data as { id: string }).id);
    after = page.next;
  }
};

const compare = async (rows: readonly CaseRow[], index: CaseIndex): Promise<readonly string[]> => {
  const differences: string[] = [];
  const known = new Set(rows.map(({ id }) => id));
  for (const row of rows)
    if (!isDeepStrictEqual(asStored(row), await index.get(row.id))) differences.push(row.id);
  for (const id of await index.ids()) if (!known.has(id)) differences.push(id);
  return differences;
};

/** As it comes back from storage: members that are undefined are not there. */
const asStored = (row: CaseRow): unknown => JSON.parse(JSON.stringify(row));
