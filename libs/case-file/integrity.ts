import { createHash, getHashes } from 'node:crypto';
import type { Files } from './bag.js';
import type { CaseFileInput, ExportedBy, LogProof, Replayed } from './case-file-input.js';
import { disclosureFor } from './disclosure/disclosure-for.js';
import { checkpointText } from './log/checkpoint.js';
import type { SigningKey } from './log/signing-key.js';
import { bytesOf, jsonFile } from './parts/bytes.js';
import { rawKey } from './redaction/raw-text.js';
import { SM3_FILE } from './verify/digests-check.js';
import { isGiven, type RawIndex } from './verify/raw-check.js';
import type { ExportRecord } from './verify/seal-check.js';
import type { Segments } from './verify/segments-check.js';
import { TOKEN_FILE } from './verify/token-check.js';
import { verifyText } from './verify-text.js';

interface Sealing {
  readonly input: CaseFileInput;
  readonly payload: Files;
  readonly proof: LogProof;
  readonly by: ExportedBy;
  readonly key: SigningKey;
}

/** The tag files in `integrity/` but the record: what proves the payload, and how to check it. */
export const integrityFiles = ({ input, payload, proof, by, key }: Sealing): Files => {
  const { checkpoint, inclusion, segments, token } = proof;
  const given = segmentsGiven(payload, segments);
  return new Map([
    ['integrity/checkpoint.txt', bytesOf(checkpointText(checkpoint.size, checkpoint.root))],
    ['integrity/checkpoint.sig', bytesOf(`${checkpoint.signature}\n`)],
    ['integrity/checkpoint-key.pem', bytesOf(checkpoint.publicKey)],
    ['integrity/public-key.pem', bytesOf(key.publicPem)],
    ['integrity/inclusion.json', bytesOf(`${JSON.stringify(inclusion)}\n`)],
    ['integrity/segments.json', bytesOf(`${JSON.stringify(given)}\n`)],
    ['integrity/VERIFY.md', bytesOf(verifyText)],
    ...(by.verifier === undefined ? [] : [['integrity/verify.mjs', bytesOf(by.verifier)] as const]),
    ...(by.replays === undefined
      ? []
      : [['integrity/replay.json', jsonFile(replaysGiven(input, by.replays))] as const]),
    ...(token === undefined ? [] : [[TOKEN_FILE, token] as const]),
    ...(input.profile === 'archive' ? sm3Digests(payload) : []),
  ]);
};

/** The record of the export with its signature, which by the hashes in it covers the whole bag. */
export const sealed = (record: ExportRecord, key: SigningKey): Files => {
  const exported = jsonFile(record);
  const signature = Buffer.from(key.sign(exported)).toString('base64');
  return new Map([
    ['integrity/export.json', exported],
    ['integrity/export.sig', bytesOf(`${signature}\n`)],
  ]);
};

/** Proofs of the vendors' events whose bytes are in the payload; of the others their leaf, which is salted. */
const segmentsGiven = (payload: Files, { events, seals }: LogProof['segments']): Segments => {
  const index = JSON.parse(
    new TextDecoder().decode(payload.get('raw/index.json') ?? bytesOf('[]')),
  ) as RawIndex;
  const given = new Set(index.filter(isGiven).map(rawKey));
  const isShown = (event: (typeof events)[number]): boolean => given.has(rawKey(event));
  return {
    events: events.filter(isShown).map(({ source, id, segment, index: at, count, salt, path }) => ({
      ...{ source, id, segment, index: at, count, salt, path },
    })),
    withheld: events
      .filter((event) => !isShown(event))
      .map(({ segment, index: at, count, path, leaf }) => ({
        segment,
        index: at,
        count,
        path,
        leaf,
      }))
      // Not in the order of source and id, which they do not tell.
      .sort((a, b) => a.segment - b.segment || a.index - b.index),
    seals,
  };
};

/** Without internals: whether it came out the same, of the signals that are shown at all. */
const replaysGiven = (input: CaseFileInput, replays: readonly Replayed[]): readonly object[] => {
  const disclosure = disclosureFor(input);
  if (disclosure.internals) return replays;
  return replays
    .filter(({ signal }) => disclosure.signal({ id: signal }) !== undefined)
    .map(({ signal, revision, detector, detectorVersion, same }) => ({
      ...{ signal, revision, detector, detectorVersion, same },
    }));
};

/** For archives that ask for the national hash (GB/T 32905); BagIt tools do not know it. */
const sm3Digests = (payload: Files): (readonly [string, Uint8Array])[] => {
  if (!getHashes().includes('sm3')) return [];
  const lines = [...payload]
    .map(([path, bytes]) => [`data/${path}`, bytes] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => `${createHash('sm3').update(bytes).digest('hex')}  ${path}\n`);
  return [[SM3_FILE, bytesOf(lines.join(''))]];
};
