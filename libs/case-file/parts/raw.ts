import { envelopeOf } from '../../activity/raw.js';
import { sha256, type Files } from '../bag.js';
import type { RawEvent } from '../case-file-input.js';
import type { RawEntry } from '../verify/raw-check.js';
import { jsonFile } from './bytes.js';

/** What is known of each vendor event, in order of source and id. */
export const rawIndex = (raw: readonly RawEvent[]): readonly RawEntry[] =>
  sorted(raw).map((event, at) => {
    const { source, id, bytes, mode, receivedAt } = event;
    return {
      source,
      id,
      path: `raw/${String(at + 1).padStart(5, '0')}.${mode === 'binary' ? 'http' : 'json'}`,
      sha256: sha256(bytes),
      size: bytes.length,
      mode,
      ...clocksOf(event),
      receivedAt: new Date(receivedAt).toISOString(),
    };
  });

/** `raw/index.json` and one file an event, byte for byte as received. */
export const rawFiles = (raw: readonly RawEvent[], index: readonly RawEntry[]): Files => {
  const events = sorted(raw);
  return new Map([
    ['raw/index.json', jsonFile(index)],
    ...index.flatMap(({ path }, at) => {
      const event = events[at];
      return event ? [[path, event.bytes] as const] : [];
    }),
  ]);
};

/** The source's clock as it wrote it: the vendor's server where it tells, else the event's time. */
const clocksOf = ({ bytes, mode, receivedAt }: RawEvent): Partial<RawEntry> => {
  const { recordedtime, time } = readEnvelope(bytes, mode);
  const sourceClock = typeof recordedtime === 'string' ? recordedtime : time;
  if (typeof sourceClock !== 'string') return {};
  const instant = Date.parse(sourceClock);
  return Number.isNaN(instant) ? { sourceClock } : { sourceClock, skewMs: receivedAt - instant };
};

const readEnvelope = (bytes: Uint8Array, mode: RawEvent['mode']) => {
  try {
    return envelopeOf(bytes, mode);
  } catch {
    return {};
  }
};

const sorted = (raw: readonly RawEvent[]): readonly RawEvent[] =>
  [...raw].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));

const sortKey = ({ source, id }: RawEvent): string => `${source}\u0000${id}`;
