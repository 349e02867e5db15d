import type { LedgerEvent } from '../activity/activity-ledger.js';
import { envelopeOf } from '../activity/raw.js';
import type { TimelineRow } from './timeline-index.js';

/** The event's row; undefined for events that are about no account. */
export const timelineRow = (event: LedgerEvent): TimelineRow | undefined => {
  if (event.account === undefined) return undefined;
  return {
    source: event.source,
    account: event.account,
    id: event.id,
    time: event.time,
    type: event.type,
    offering: offeringOf(event),
    position: event.position,
  };
};

/** Whatever the type is: unmapped types keep their place by offering too, where they name one. */
const offeringOf = (event: LedgerEvent): string | undefined => {
  const { data } = envelopeOf(event.raw, event.mode);
  if (typeof data !== 'object' || data === null) return undefined;
  const { offering } = data as { readonly offering?: unknown };
  return typeof offering === 'string' ? offering : undefined;
};
