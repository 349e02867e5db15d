import { envelopeOf } from '../../activity/raw.js';
import { sha256, type Files } from '../bag.js';
import type { CaseFileInput, RawEvent } from '../case-file-input.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import type { Redacted } from '../redaction/redact.js';
import { bytesOf as textBytes } from '../redaction/redact.js';
import { rawKey } from '../redaction/raw-text.js';
import type { RawEntry, RawIndex, WithheldRaw } from '../verify/raw-check.js';
import { jsonFile } from './bytes.js';

export interface RawPart {
  /** `raw/index.json`, and a file an event: byte for byte as received, or a copy without names. */
  readonly files: Files;
  /** What is known of each that the reader may know of, by `rawKey`. */
  readonly entries: ReadonlyMap<string, RawEntry | WithheldRaw>;
}

/** Vendors' events in order of source and id; of those of other persons no more than that they are. */
export const rawPart = (
  { raw, redactedRaw }: Pick<CaseFileInput, 'raw' | 'redactedRaw'>,
  disclosure: Disclosure,
): RawPart => {
  const files = new Map<string, Uint8Array>();
  const entries = new Map<string, RawEntry | WithheldRaw>();
  for (const event of sorted(raw.filter((one) => disclosure.raw(one)))) {
    const instead = redactedRaw.get(rawKey(event));
    const place = `raw/${String(entries.size + 1).padStart(5, '0')}`;
    const [entry, path, bytes] = instead ? redacted(event, instead, place) : given(event, place);
    entries.set(rawKey(event), entry);
    files.set(path, bytes);
  }
  const others = raw
    .filter((one) => !disclosure.raw(one))
    .map((): WithheldRaw => ({ withheld: 'third_party' }));
  const index: RawIndex = [...entries.values(), ...others];
  return { files: new Map([['raw/index.json', jsonFile(index)], ...files]), entries };
};

type Placed = readonly [entry: RawEntry | WithheldRaw, path: string, bytes: Uint8Array];

const given = (event: RawEvent, place: string): Placed => {
  const { source, id, bytes, mode } = event;
  const path = `${place}.${mode === 'binary' ? 'http' : 'json'}`;
  const hash = { sha256: sha256(bytes), size: bytes.length };
  return [{ source, id, path, ...hash, mode, ...clocksOf(event) }, path, bytes];
};

/** Without hash and size: a name in an event whose every other word is known could be tried out. */
const redacted = (event: RawEvent, instead: Redacted, place: string): Placed => {
  const { source, mode } = event;
  const path = `${place}.redacted.txt`;
  const copy = { path, hides: instead.hides };
  const entry = {
    source,
    mode,
    ...clocksOf(event),
    withheld: 'third_party',
    redacted: copy,
  } as const;
  return [entry, path, textBytes(instead)];
};

type Clocks = Pick<RawEntry, 'sourceClock' | 'skewMs' | 'receivedAt'>;

/** The source's clock as it wrote it: the vendor's server where it tells, else the event's time. */
const clocksOf = ({ bytes, mode, receivedAt }: RawEvent): Clocks => {
  const received = { receivedAt: new Date(receivedAt).toISOString() };
  const { recordedtime, time } = readEnvelope(bytes, mode);
  const sourceClock = typeof recordedtime === 'string' ? recordedtime : time;
  if (typeof sourceClock !== 'string') return received;
  const instant = Date.parse(sourceClock);
  return Number.isNaN(instant)
    ? { sourceClock, ...received }
    : { sourceClock, skewMs: receivedAt - instant, ...received };
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
