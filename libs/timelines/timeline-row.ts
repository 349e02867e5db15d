import type { LedgerEvent } from '../activity/activity-ledger.js';
import { envelopeOf, offeringIn } from '../activity/raw.js';
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

const offeringOf = ({ raw, mode, offering }: LedgerEvent): string | undefined =>
  (offering === undefined ? offeringIn(envelopeOf(raw, mode)) : offering) ?? undefined;
