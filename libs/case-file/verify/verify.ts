import { bagInfo, checkBag, isPayload, type BagFiles } from './bag-check.js';
import { checkBagInfo } from './bag-info-check.js';
import { checkContents } from './contents-check.js';
import { checkDigests } from './digests-check.js';
import { checkDisclosure } from './disclosure-check.js';
import { checkEvents, checkInclusion } from './events-check.js';
import { checkEvidence } from './evidence-check.js';
import { factsOf, isWhole, type Claimed, type Facts, type WholeFacts } from './facts.js';
import { distinct, type Fault } from './finding.js';
import { readFolder } from './folder-reader.js';
import { tagsUnsigned, type Note } from './notes.js';
import { opened, type Opened } from './opening.js';
import { partsOf, type Parts } from './parts.js';
import { checkRaw } from './raw-check.js';
import { unreadable } from './reading.js';
import {
  checkCheckpoint,
  checkRecord,
  checkRoot,
  checkSignatures,
  checkSigner,
  checkState,
} from './seal-check.js';
import { checkSegments } from './segments-check.js';
import { checkNeeded } from './tag-check.js';
import { checkToken } from './token-check.js';
import type { Trust } from './trust.js';
import { Unreadable } from './unreadable.js';
import { readZip } from './zip-reader.js';

export type Verdict =
  | { readonly kind: 'intact'; readonly facts: WholeFacts; readonly notes: readonly Note[] }
  | {
      readonly kind: 'tampered';
      /** As far as they can be read. */
      readonly facts: Facts;
      readonly faults: readonly Fault[];
      readonly notes: readonly Note[];
    }
  | {
      readonly kind: 'unreadable';
      readonly code: Unreadable['code'];
      readonly detail: string;
      readonly zh: string;
    };

/** Offline check of a case file; needs Node and nothing else. */
export const verifyCaseFile = (zip: Buffer, trust: Trust = {}): Verdict =>
  verdictOf(() => opened(readZip(zip), zip), trust);

/** The same of a case file that somebody unpacked. */
export const verifyFolder = (folder: string, trust: Trust = {}): Verdict =>
  verdictOf(() => opened(readFolder(folder)), trust);

const verdictOf = (open: () => Opened, trust: Trust): Verdict => {
  try {
    return judged(open(), trust);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const { code, detail, zh } = error;
    return { kind: 'unreadable', code, detail, zh };
  }
};

const judged = ({ files, notes }: Opened, trust: Trust): Verdict => {
  const { parts, faults: unread } = partsOf(files);
  const claimed = claimedOf(files, parts);
  const found = checksOf(files, parts, claimed, trust).flatMap(([where, check]) => {
    try {
      return check();
    } catch {
      return [unreadable(where)];
    }
  });
  const faults = distinct([...checkBag(files), ...checkNeeded(files), ...unread, ...found]);
  const facts = { ...factsOf(files, parts, claimed), ...trustIn(trust, parts) };
  const unsigned = parts.record?.tags === undefined ? [tagsUnsigned(unsignedIn(files))] : [];
  if (faults.length > 0 || !isWhole(facts))
    return { kind: 'tampered', facts, faults, notes: notes('faults') };
  const rest = unsigned.length > 0 ? 'listed' : 'signed';
  return { kind: 'intact', facts, notes: [...notes(rest), ...unsigned] };
};

/** What the bag says of itself, else what was signed. */
const claimedOf = (files: BagFiles, { record }: Parts): Claimed => {
  const info = bagInfo(files);
  const version = info.get('Case-Version');
  return {
    name: info.get('External-Identifier') ?? record?.case ?? '',
    version: version === undefined ? (record?.version ?? 0) : Number(version),
    profile: info.get('Disclosure-Profile') ?? record?.profile ?? '',
  };
};

type Check = readonly [where: string, check: () => readonly Fault[]];

/** Each check with the file that it reads; what a file that cannot be read was to tell is left out. */
const checksOf = (
  files: BagFiles,
  parts: Parts,
  { name, version, profile }: Claimed,
  trust: Trust,
): readonly Check[] => {
  const { lines, extracts, contents, raw, inclusion, segments, record } = parts;
  const events = 'data/events.jsonl';
  const proofs = 'integrity/inclusion.json';
  return [
    [events, () => (lines ? checkEvents(lines, `case-${name}`, version) : [])],
    [proofs, () => (lines && inclusion ? checkInclusion(lines, inclusion) : [])],
    [
      events,
      () =>
        lines && contents && raw
          ? checkDisclosure(profile, { lines, extracts, contents, raw })
          : [],
    ],
    [
      'data/contents.json',
      () => (lines && contents ? checkContents(files, lines, extracts, contents) : []),
    ],
    ['data/evidence', () => (lines ? checkEvidence(files, lines, extracts) : [])],
    ['data/raw/index.json', () => (raw ? checkRaw(files, raw, lines ?? [], contents ?? []) : [])],
    [
      'integrity/segments.json',
      () => (raw && segments && inclusion ? checkSegments(files, raw, segments, inclusion) : []),
    ],
    ['integrity/export.sig', () => checkSignatures(files)],
    ['integrity/checkpoint.txt', () => (inclusion ? checkCheckpoint(files, inclusion) : [])],
    ['integrity/export.json', () => (record ? checkRecord(files, record, version) : [])],
    ['integrity/export.json', () => (record && inclusion ? checkState(record, inclusion) : [])],
    ['bag-info.txt', () => checkBagInfo(files, parts)],
    ['integrity/digests-sm3.txt', () => checkDigests(files)],
    ['integrity/root.tsr', () => checkToken(files).faults],
    [
      'integrity/public-key.pem',
      () => (trust.key === undefined ? [] : checkSigner(files, trust.key)),
    ],
    [
      proofs,
      () => (trust.root === undefined || !inclusion ? [] : checkRoot(inclusion, trust.root)),
    ],
  ];
};

const trustIn = (trust: Trust, { inclusion }: Parts): Pick<Facts, 'signer' | 'rootChecked'> => ({
  signer: trust.key === undefined ? 'not_checked' : 'checked',
  rootChecked: trust.root !== undefined && inclusion !== undefined,
});

/** Tag files that nothing else proves: checkpoint, proofs and token are checked against the log's root. */
const PROVEN = /^integrity\/(checkpoint|public-key|inclusion|segments|export|root\.tsr)/;

const unsignedIn = (files: BagFiles): readonly string[] =>
  [...files.keys()].filter(
    (path) => !isPayload(path) && !/manifest/.test(path) && !PROVEN.test(path),
  );
