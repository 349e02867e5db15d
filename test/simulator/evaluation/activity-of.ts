import type { Activity } from '../../../libs/activity/activity.js';
import type { SourceClock } from '../../../libs/activity/decode.js';
import { parseInstant } from '../../../libs/activity/instant.js';
import type { SimEvent } from '../event.js';

type Interned = (text: string) => string;

/**
 * What `decodeActivity` makes of the event's bytes, without the bytes: writing and reading JSON
 * would be a third of the time. A spec holds the two together. `data` is the event's own, not a copy.
 */
export const activityOf = (event: SimEvent, clock: SourceClock, same: Interned): Activity => {
  const time = parseInstant(event.time) ?? Number.NaN;
  const { recordedtime } = event;
  const recorded = recordedtime === undefined ? undefined : parseInstant(recordedtime);
  return {
    source: same(event.source),
    id: event.id,
    type: same(event.type),
    account: event.subject,
    time,
    timeText: event.time,
    recorded,
    at: recorded ?? time,
    serverTimed: recorded !== undefined || clock === 'server',
    data: event.data,
  };
};
