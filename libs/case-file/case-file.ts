import { makeBag, payloadManifest, sha256, type BagInfo } from './bag.js';
import type { CaseFileInput, ExportedBy, LogProof } from './case-file-input.js';
import { integrityFiles } from './integrity.js';
import { checkpointCode } from './log/checkpoint.js';
import type { SigningKey } from './log/signing-key.js';
import { payloadOf } from './payload.js';
import { keepingOf } from './retention.js';
import type { ExportRecord } from './verify/seal-check.js';
import { zip } from './zip.js';

export interface CaseFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * A case file: a BagIt bag in a ZIP. `data/**`, the payload manifest and `bag-info.txt` depend on
 * case version and profile only; who exported when lies in `integrity/export.json`, signed.
 */
export const caseFile = async (
  input: CaseFileInput,
  proof: LogProof,
  by: ExportedBy,
  key: SigningKey,
): Promise<CaseFile> => {
  const payload = await payloadOf(input);
  const version = input.events.length;
  const info = infoOf(input, proof);
  const manifest = payloadManifest(payload);
  const record: ExportRecord = {
    exportId: by.id,
    case: input.caseId,
    version,
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
  };
  const name = `${input.caseId}_v${String(version)}_${input.profile}`;
  const tags = integrityFiles({ input, payload, proof, by, record, key });
  const bag = makeBag(payload, manifest, info, tags);
  return { name: `${name}.zip`, bytes: zip(name, bag) };
};

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
