import type { Activity, ActivityData, RawMode } from './activity.js';
import { parseInstant } from './instant.js';
import { envelopeOf } from './raw.js';

/** Who stamps a source's `time`: the vendor's server, or the learner's device (law 3). */
export type SourceClock = 'server' | 'device';

/**
 * Raw bytes of an accepted event to what the house reads.
 *
 * @throws Error naming the attribute when the bytes are no event that intake would have accepted
 */
export const decodeActivity = (
  event: { readonly raw: Uint8Array; readonly mode: RawMode },
  clock: SourceClock,
): Activity => {
  const envelope = envelopeOf(event.raw, event.mode);
  const timeText = text(envelope['time'], 'time');
  const time = instant(timeText, 'time');
  const sent = envelope['recordedtime'];
  const recorded =
    sent === undefined || sent === null
      ? undefined
      : instant(text(sent, 'recordedtime'), 'recordedtime');
  const subject = envelope['subject'];
  return {
    source: text(envelope['source'], 'source'),
    id: text(envelope['id'], 'id'),
    type: text(envelope['type'], 'type'),
    account: typeof subject === 'string' ? subject : undefined,
    time,
    timeText,
    recorded,
    at: recorded ?? time,
    serverTimed: recorded !== undefined || clock === 'server',
    data: isObject(envelope['data']) ? withCommon(envelope['data']) : {},
  };
};

const TEXTS = ['offering', 'activity', 'session'] as const;

/**
 * The members that every reader takes by name are what their types say, or absent: intake rejects
 * others for the types it knows, but stores as they came those that it does not. Changes `data`.
 */
export const withCommon = (data: ActivityData): ActivityData => {
  const common = data as Record<string, unknown>;
  for (const name of TEXTS)
    if (common[name] !== undefined && typeof common[name] !== 'string') common[name] = undefined;
  if (common['client'] !== undefined && !isObject(common['client'])) common['client'] = undefined;
  return data;
};

const text = (value: unknown, name: string): string => {
  if (typeof value !== 'string') throw new Error(`stored event without ${name}`);
  return value;
};

const instant = (value: string, name: string): number => {
  const at = parseInstant(value);
  if (at === undefined) throw new Error(`stored event with an unreadable ${name}`);
  return at;
};

const isObject = (value: unknown): value is ActivityData =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
