import { sha256 } from '../bag.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { rawKey } from '../redaction/raw-text.js';
import { isGiven, type RawEntry, type WithheldRaw } from '../verify/raw-check.js';
import type { EvidenceEvent, EvidenceSources } from './evidence-sources.js';

interface Step {
  readonly version: number;
  readonly what: string;
  readonly at: string;
  readonly by: RecordedEvent['metadata']['actor'];
}

/**
 * Custody of one item from its entry to the version exported (ISO/IEC 27037:2012, 5.4 and 6.1: unique
 * id, who, when, where from, with what, changes). Reads and exports of the case are in the access log.
 */
export const custodyOf = (event: EvidenceEvent, { told, vault, raw }: EvidenceSources): object => {
  const { data, metadata } = event;
  const entry = vault.get(data.copy.vault);
  const received = data.events.flatMap((ref) => raw.get(rawKey(ref)) ?? []);
  const copied = entry && sha256(entry.bytes);
  const excluded = told.find((one) => one.type === 'EvidenceExcluded' && concerns(one, data.id));
  return {
    id: data.id,
    sha256: copied ?? null,
    size: data.copy.size,
    mediaType: entry?.mediaType ?? null,
    sourceSystem: sourcesOf(data.events, data.attachment),
    collector: metadata.actor,
    collectedAt: metadata.at,
    tool: toolsOf(data.events.length + data.signals.length > 0, entry?.bytes),
    acquired: received.length === 0 ? null : acquiredOf(received),
    exclusion: excluded ? stepOf(excluded) : null,
    transformations: received.length === 0 ? [] : [copiedFrom(received, copied)],
    steps: [event, ...told.filter((one) => concerns(one, data.id))].map(stepOf),
  };
};

const concerns = ({ type, data }: RecordedEvent, id: string): boolean =>
  /^Evidence(Excluded|Reaffirmed)$/.test(type) && (data as { evidence?: string }).evidence === id;

const stepOf = ({ version, type, metadata }: RecordedEvent): Step => ({
  version,
  what: type,
  at: metadata.at,
  by: metadata.actor,
});

const sourcesOf = (
  events: readonly { readonly source: string }[],
  attachment: string | undefined,
): readonly string[] => {
  if (events.length > 0) return [...new Set(events.map(({ source }) => source))].sort();
  return [attachment === undefined ? 'entered in the case' : `attachment ${attachment}`];
};

interface Tool {
  readonly name: string;
  readonly version: string;
}

/** What took the copy, and the detectors whose signals are in it. */
const toolsOf = (copies: boolean, bytes: Uint8Array | undefined): readonly Tool[] => {
  if (!copies || !bytes) return [];
  const { signals = [] } = JSON.parse(new TextDecoder().decode(bytes)) as {
    signals?: readonly { readonly detector: string; readonly detectorVersion: string }[];
  };
  const detectors = signals.map((one) => ({ name: one.detector, version: one.detectorVersion }));
  return [{ name: 'probity evidence copy', version: '1' }, ...detectors];
};

type Received = readonly (RawEntry | WithheldRaw)[];

/** First and last by both clocks; the least skew is the best guess of the clocks' difference. */
const acquiredOf = (received: Received): object => {
  const source = received.flatMap(({ sourceClock }) => sourceClock ?? []);
  const byInstant = source.sort((a, b) => Date.parse(a) - Date.parse(b));
  const server = received.flatMap(({ receivedAt }) => receivedAt ?? []).sort();
  const skews = received.flatMap(({ skewMs }) => skewMs ?? []).sort((a, b) => a - b);
  return {
    events: received.length,
    sourceClock: { first: byInstant[0] ?? null, last: byInstant.at(-1) ?? null },
    serverClock: { first: server[0], last: server.at(-1) },
    skewMs: { least: skews[0] ?? null, most: skews.at(-1) ?? null },
  };
};

/** Parents are the vendors' events as received; the child is the copy in the case. */
const copiedFrom = (received: Received, child: string | undefined): object => ({
  what: 'copied unchanged, base64 within one JSON document',
  from: received.map((one) =>
    isGiven(one)
      ? { path: one.path, sha256: one.sha256 }
      : { path: one.redacted?.path, withheld: one.withheld },
  ),
  to: child ?? null,
});
