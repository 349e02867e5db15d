import { makeBag, ownTags, payloadManifest, sha256, type BagInfo, type Files } from './bag.js';
import type { CaseFileInput, ExportedBy, LogProof } from './case-file-input.js';
import { integrityFiles, sealed } from './integrity.js';
import { checkpointCode } from './log/checkpoint.js';
import type { SigningKey } from './log/signing-key.js';
import { payloadOf } from './payload.js';
import { keepingOf } from './retention.js';
import type { ExportRecord } from './verify/seal-check.js';
import { signedTags } from './verify/tag-check.js';
import { zip } from './zip.js';

export interface CaseFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * A case file: a BagIt bag in a ZIP. `data/**`, the payload manifest and `bag-info.txt` depend on
 * case version and profile only; who exported when lies in `integrity/export.json`, which is signed and
 * names the hash of every other tag file.
 */
export const caseFile = async (
  input: CaseFileInput,
  proof: LogProof,
  by: ExportedBy,
  key: SigningKey,
): Promise<CaseFile> => {
  const payload = await payloadOf(input);
  const manifest = payloadManifest(payload);
  const tags = new Map([
    ...ownTags(payload, manifest, infoOf(input, proof)),
    ...integrityFiles({ input, payload, proof, by, key }),
  ]);
  const record = recordOf({ input, proof, by, key }, manifest, tags);
  const name = `${input.caseId}_v${String(input.events.length)}_${input.profile}`;
  const bag = makeBag(payload, new Map([...tags, ...sealed(record, key)]));
  return { name: `${name}.zip`, bytes: zip(name, bag) };
};

interface Sealing {
  readonly input: CaseFileInput;
  readonly proof: LogProof;
  readonly by: ExportedBy;
  readonly key: SigningKey;
}

const recordOf = (
  { input, proof, by, key }: Sealing,
  manifest: Uint8Array,
  tags: Files,
): ExportRecord => ({
  exportId: by.id,
  case: input.caseId,
  version: input.events.length,
  profile: input.profile,
  manifest: sha256(manifest),
  size: proof.checkpoint.size,
  root: proof.checkpoint.root,
  keyId: key.keyId,
  // The student's file names no official.
  exportedBy: input.profile === 'student' ? by.role : `${by.role} ${by.person}`,
  exportedAt: by.at,
  tool: by.tool,
  timestamp: by.timestamp,
  timeZone: input.timeZone,
  tags: signedTags(tags),
});

const infoOf = (
  { caseId, profile, events, held, policyVersion, timeZone, organization }: CaseFileInput,
  proof: LogProof,
): BagInfo => {
  const { retention, legalHold } = keepingOf(events);
  return [
    ['Source-Organization', organization ?? 'Probity installation'],
    ['External-Identifier', caseId],
    ['Bagging-Date', localDate(events.at(-1)?.metadata.at, timeZone)],
    ['Case-Version', String(events.length)],
    ['Disclosure-Profile', profile],
    ['Policy-Version', policyVersion],
    ['Log-Size', String(proof.checkpoint.size)],
    ['Log-Root', proof.checkpoint.root],
    ['Checkpoint-Code', checkpointCode(proof.checkpoint)],
    ['Retention', retention],
    ['Legal-Hold', held ? 'yes (legal hold on record)' : legalHold],
  ];
};

/** `yyyy-mm-dd` of an instant, as the installation's calendar has it. */
const localDate = (at: string | undefined, timeZone: string): string =>
  at === undefined ? '' : new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(at));
