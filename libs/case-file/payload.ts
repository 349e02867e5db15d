import { documentsOf } from './documents/documents-of.js';
import { eventLeaf, leafEvent } from './log/event-leaf.js';
import { sha256, type Files } from './bag.js';
import type { CaseFileInput, RawEvent } from './case-file-input.js';
import { vaultRefs, type Content } from './verify/contents-check.js';
import type { EventLine } from './verify/events-check.js';
import { jcs } from '../event-sourcing/jcs.js';
import type { RawIndex } from './verify/raw-check.js';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = (value: unknown): Uint8Array => bytesOf(`${JSON.stringify(value, null, 2)}\n`);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** The files below `data/`: printable documents, and all that they are made from. */
export const payloadOf = async (input: CaseFileInput): Promise<Files> => {
  const records = recordsOf(input);
  return new Map([...(await documentsOf(input, records)), ...records]);
};

/** Events, contents, evidence, raw vendor bytes, rules, regulation. */
const recordsOf = (input: CaseFileInput): Files => {
  const contents = contentsOf(input);
  return new Map([
    ['case.json', json(input.view)],
    ['events.jsonl', bytesOf(input.events.map((event) => `${jcs(lineOf(event))}\n`).join(''))],
    ['contents.json', json(contents.index)],
    ...contents.files,
    ...evidenceFiles(input),
    ...rawFiles(input.raw),
    ...input.signals.map(
      (signal) =>
        [`rules/${signal.id}.json`, json({ type: signal.type, data: signal.data })] as const,
    ),
    ...input.rules.map(
      ({ cite, text }) =>
        [`regulation/${fileName(cite)}.txt`, bytesOf(`${cite}\n\n${text}\n`)] as const,
    ),
  ]);
};

const lineOf = (event: CaseFileInput['events'][number]): EventLine => ({
  event: leafEvent(event),
  salt: event.salt,
  leaf: hex(eventLeaf(event)),
});

/** Texts and files that the events refer to, each once, with the salt that its hash needs. */
const contentsOf = ({ events, vault }: CaseFileInput): { index: Content[]; files: Files } => {
  const files = new Map<string, Uint8Array>();
  const index: Content[] = [];
  const seen = new Set<string>();
  for (const { vault: id } of events.flatMap((event) => vaultRefs(event.data))) {
    if (seen.has(id)) continue;
    seen.add(id);
    const entry = vault.get(id);
    if (!entry) {
      index.push({ vault: id, withheld: 'erased' });
      continue;
    }
    const path = `contents/${fileName(id)}.${extension(entry.mediaType)}`;
    files.set(path, entry.bytes);
    index.push({ vault: id, path, salt: hex(entry.salt) });
  }
  return { index, files };
};

interface EvidenceEvent {
  readonly id: string;
  readonly copy?: { readonly vault: string; readonly sha256: string };
  readonly evidence?: string;
}

/** For each item: what it is, and its custody from entry to the version exported (ISO/IEC 27037). */
const evidenceFiles = ({ events }: CaseFileInput): Files => {
  const files = new Map<string, Uint8Array>();
  const added = events.filter(({ type }) => type === 'EvidenceAdded');
  for (const event of added) {
    const item = event.data as EvidenceEvent;
    const custody = events
      .filter(({ data }) => event.data === data || (data as EvidenceEvent).evidence === item.id)
      .map(({ type, version, metadata }) => ({
        version,
        what: type,
        at: metadata.at,
        by: metadata.actor,
      }));
    files.set(`evidence/${fileName(item.id)}/meta.json`, json(item));
    files.set(`evidence/${fileName(item.id)}/custody.json`, json(custody));
  }
  return files;
};

const rawFiles = (raw: readonly RawEvent[]): Files => {
  const sorted = [...raw].sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const index: RawIndex = sorted.map((event, at) => ({
    source: event.source,
    id: event.id,
    path: `raw/${String(at + 1).padStart(5, '0')}.${event.mode === 'binary' ? 'http' : 'json'}`,
    sha256: sha256(event.bytes),
    receivedAt: new Date(event.receivedAt).toISOString(),
  }));
  return new Map([
    ['raw/index.json', json(index)],
    ...index.map(({ path }, at) => [path, (sorted[at] as RawEvent).bytes] as const),
  ]);
};

const sortKey = ({ source, id }: RawEvent): string => `${source}\u0000${id}`;

/** Safe on every file system; `#`, `@` and Chinese stay. */
const fileName = (text: string): string => text.replaceAll(/[^\p{L}\p{N}@#._-]/gu, '_');

const extension = (mediaType: string): string => {
  const known: Readonly<Record<string, string>> = {
    'application/json': 'json',
    'application/pdf': 'pdf',
    'image/png': 'png',
    'image/jpeg': 'jpg',
  };
  return known[mediaType] ?? (mediaType.startsWith('text/plain') ? 'txt' : 'bin');
};
