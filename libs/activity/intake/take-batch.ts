import { splitBatch } from '../formats/cloudevents/split-batch.js';
import type { IncomingEvent, RejectedEvent } from '../activity-ledger.js';
import type { RawMode } from '../activity.js';
import { LIMITS } from './limits.js';
import { takeEvent } from './take-event.js';

/** A body as it came over some binding, decompressed. */
export type Delivery =
  | { readonly kind: 'batch'; readonly body: Uint8Array }
  | { readonly kind: 'single'; readonly mode: RawMode; readonly raw: Uint8Array };

export interface RejectedAt extends RejectedEvent {
  /** Place in the batch, from 0. */
  readonly index: number;
}

export type Intake =
  | {
      readonly ok: true;
      readonly events: readonly IncomingEvent[];
      /** Place in the batch of each of `events`. */
      readonly places: readonly number[];
      readonly rejected: readonly RejectedAt[];
    }
  | { readonly ok: false; readonly refusal: 'Unparseable'; readonly message: string }
  | { readonly ok: false; readonly refusal: 'TooManyEvents' };

/**
 * Everything that can be said of a delivery without the ledger. Rejects are booked on the sender,
 * whatever source they claim.
 */
export const takeBatch = (delivery: Delivery, owner: string): Intake => {
  const units = unitsOf(delivery);
  if (!units.ok) return units;
  const events: IncomingEvent[] = [];
  const places: number[] = [];
  const rejected: RejectedAt[] = [];
  const mode = delivery.kind === 'batch' ? 'structured' : delivery.mode;
  for (const [index, raw] of units.raws.entries()) {
    const taken = takeEvent(raw, mode, owner);
    if (!taken.ok && taken.unreadable && delivery.kind === 'single')
      return { ok: false, refusal: 'Unparseable', message: taken.reject.message };
    if (taken.ok) {
      events.push(taken.event);
      places.push(index);
    } else rejected.push({ index, source: owner, id: taken.id, ...taken.reject, raw });
  }
  return { ok: true, events, places, rejected };
};

type Units =
  { readonly ok: true; readonly raws: readonly Uint8Array[] } | Extract<Intake, { ok: false }>;

const unitsOf = (delivery: Delivery): Units => {
  if (delivery.kind === 'single')
    return delivery.mode === 'structured'
      ? oneObject(delivery.raw)
      : { ok: true, raws: [delivery.raw] };
  const split = splitBatch(delivery.body);
  if (!split.ok) {
    const message = `${split.message}, at byte ${split.offset}`;
    return { ok: false, refusal: 'Unparseable', message };
  }
  if (split.slices.length > LIMITS.batchEvents) return { ok: false, refusal: 'TooManyEvents' };
  return {
    ok: true,
    raws: split.slices.map(({ start, end }) => delivery.body.subarray(start, end)),
  };
};

/** A single structured event: the body without the blanks around it. */
const oneObject = (body: Uint8Array): Units => {
  let start = 0;
  let end = body.length;
  while (isBlank(body[start])) start += 1;
  while (end > start && isBlank(body[end - 1])) end -= 1;
  const raw = body.subarray(start, end);
  if (raw[0] !== 0x7b || raw.at(-1) !== 0x7d)
    return { ok: false, refusal: 'Unparseable', message: 'an event is a JSON object' };
  return { ok: true, raws: [raw] };
};

const isBlank = (byte: number | undefined): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
