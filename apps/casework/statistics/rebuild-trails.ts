import { isDeepStrictEqual } from 'node:util';
import { caseStream, type CaseEvent } from '../../../libs/cases/events.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { CaseTrail } from '../../../libs/statistics/case-trail.js';
import type { CaseTrails } from '../../../libs/statistics/case-trails.js';
import { trailOf } from '../../../libs/statistics/trail-of.js';
import { flaggedCases, type Rebuilt } from '../cases/rebuild-cases.js';

/** Reader of the trails; its checkpoint is set to where the rebuild began. */
export const CASE_TRAIL_READER = 'case-trails';

const PAGE = 500;

/**
 * Drops the trails and folds them anew from the streams. Compares before it drops. The caller holds
 * the data folder alone.
 */
export const rebuildTrails = async (store: EventStore, trails: CaseTrails): Promise<Rebuilt> => {
  const head = await store.head();
  const anew = new Map<string, CaseTrail>();
  for (const id of await flaggedCases(store)) {
    const trail = trailOf(await store.readStream<CaseEvent>(caseStream(id)));
    if (trail) anew.set(id, trail);
  }
  const differences: string[] = [];
  const stored = new Set<string>();
  for await (const trail of allTrails(trails)) {
    stored.add(trail.id);
    if (!isDeepStrictEqual(trail, anew.get(trail.id))) differences.push(trail.id);
  }
  for (const id of anew.keys()) if (!stored.has(id)) differences.push(id);
  await trails.clear();
  const rows = [...anew.values()];
  for (let at = 0; at < rows.length; at += PAGE) await trails.put(rows.slice(at, at + PAGE));
  await trails.save(CASE_TRAIL_READER, head);
  return { cases: rows.length, differences };
};

/** Every trail that a query finds, page by page. */
export async function* allTrails(
  trails: CaseTrails,
  query: Omit<Parameters<CaseTrails['page']>[0], 'limit' | 'after'> = {},
): AsyncIterable<CaseTrail> {
  // Parsed between two turns of the event loop: some two milliseconds a page.
  const limit = 500;
  for (let after: string | undefined; ;) {
    const page = await trails.page({ ...query, limit, ...(after !== undefined && { after }) });
    yield* page;
    if (page.length < limit) return;
    after = page.at(-1)?.id;
  }
}
