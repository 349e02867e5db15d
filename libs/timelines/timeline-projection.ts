import type { ActivityLedger, LedgerEvent } from '../activity/activity-ledger.js';
import type { Checkpoints } from '../event-sourcing/checkpoints.js';
import type { Position } from '../event-sourcing/recorded-event.js';
import type { PositionedSource } from '../event-sourcing/source.js';
import type { RebuildOutcome, TimelineIndex } from './timeline-index.js';
import { timelineRow } from './timeline-row.js';

/** Name of the projection's checkpoint. */
export const TIMELINE_READER = 'timeline';

/** Few statements per commit are the lever: bigger batches cost memory only. */
export const TIMELINE_BATCH = 2_000;

/** The ledger as a processor reads it. */
export const ledgerSource = (ledger: ActivityLedger): PositionedSource<LedgerEvent> => ({
  read: (after, limit) => ledger.readFrom(after, limit),
  head: () => ledger.head(),
  onAppend: (listener) => ledger.onAppend(listener),
});

/** The effect of a batch: rows and checkpoint in one transaction; again, it changes nothing. */
export const projectTimeline =
  (index: TimelineIndex) =>
  (events: readonly LedgerEvent[], next: Position): Promise<void> =>
    index.append(
      events.flatMap((event) => timelineRow(event) ?? []),
      TIMELINE_READER,
      next,
    );

/**
 * Recomputes all timelines from the ledger and compares. What the projection had not read yet is
 * read first, so that being behind is no difference. Nobody else may project meanwhile.
 */
export const rebuildTimeline = async (
  ledger: ActivityLedger,
  index: TimelineIndex,
  checkpoints: Checkpoints,
): Promise<RebuildOutcome> => {
  const project = projectTimeline(index);
  let after = await checkpoints.load(TIMELINE_READER);
  for (;;) {
    const page = await ledger.readFrom(after, TIMELINE_BATCH);
    if (page.next <= after) break;
    await project(page.events, page.next);
    after = page.next;
  }
  const rebuild = await index.rebuild();
  for await (const events of ledger.scan()) {
    await rebuild.add(events.flatMap((event) => timelineRow(event) ?? []));
  }
  return rebuild.finish();
};
