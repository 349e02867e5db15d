import { isUtf8 } from 'node:buffer';
import type { RawMode } from '../activity.js';
import type { IncomingEvent } from '../activity-ledger.js';
import { envelopeOf, offeringIn, type Envelope } from '../raw.js';
import { checkData, isMapped } from './check-data.js';
import { checkEnvelope } from './check-envelope.js';
import { checkValues } from './check-values.js';
import { LIMITS } from './limits.js';
import { reject, type Reject } from './reject.js';

export type Taken =
  | { readonly ok: true; readonly event: IncomingEvent }
  | {
      readonly ok: false;
      readonly id: string | undefined;
      readonly reject: Reject;
      /** The bytes are no event at all, well or badly filled in. */
      readonly unreadable: boolean;
    };

/**
 * One raw unit on its way in: size, parse, values, envelope, owner, data. The first step that
 * refuses gives the reason; what comes out is ready for the ledger.
 *
 * @param owner the source that the caller may write
 */
export const takeEvent = (raw: Uint8Array, mode: RawMode, owner: string): Taken => {
  if (raw.length > LIMITS.eventBytes)
    return refused(
      undefined,
      reject('too_large', '', `an event has at most ${LIMITS.eventBytes} bytes`),
    );
  const envelope = parse(raw, mode);
  if (!envelope) return refused(undefined, UNREADABLE);
  const fault = checkValues(envelope);
  if (fault) return refused(envelope, fault);
  const check = checkEnvelope(envelope, isMapped);
  if (!check.ok) return refused(envelope, check.reject);
  const { attributes } = check;
  if (attributes.source !== owner) return refused(envelope, FOREIGN);
  const misfit = checkData(attributes.type, envelope);
  if (misfit) return refused(envelope, misfit);
  return { ok: true, event: { ...attributes, mode, raw, offering: offeringIn(envelope) } };
};

const UNREADABLE = reject('invalid_envelope', '', 'not a JSON object in UTF-8');

const FOREIGN = reject('foreign_source', '/source', 'the caller may not write this source');

const parse = (raw: Uint8Array, mode: RawMode): Envelope | undefined => {
  // In binary mode a body of another type than JSON need not be text.
  if (mode === 'structured' && !isUtf8(raw)) return undefined;
  try {
    return envelopeOf(raw, mode);
  } catch {
    return undefined;
  }
};

/** The id is repeated where it can be told, so that the vendor finds the event again. */
const refused = (envelope: Envelope | undefined, why: Reject): Taken => {
  const id = envelope?.['id'];
  return {
    ok: false,
    unreadable: why === UNREADABLE,
    id: typeof id === 'string' && id.length <= LIMITS.text ? id : undefined,
    reject: why,
  };
};
