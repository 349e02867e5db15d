import { makeBag, sha256, type BagInfo, type Files } from './bag.js';
import type { CaseFileInput, ExportedBy, LogProof } from './case-file-input.js';
import { checkpointCode, checkpointText } from './log/checkpoint.js';
import type { SigningKey } from './log/signing-key.js';
import { payloadOf } from './payload.js';
import type { ExportRecord } from './verify/seal-check.js';
import { verifyText } from './verify-text.js';
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
  // The manifest is needed before the tag files that sign it: the bag is laid out twice.
  const manifest = makeBag(payload, info, new Map()).get('manifest-sha256.txt') as Uint8Array;
  const record: ExportRecord = {
    case: input.caseId,
    version,
    profile: input.profile,
    manifest: sha256(manifest),
    size: proof.checkpoint.size,
    root: proof.checkpoint.root,
    keyId: key.keyId,
    exportedBy: `${by.role} ${by.person}`,
    exportedAt: by.at,
  };
  const name = `${input.caseId}_v${String(version)}_${input.profile}`;
  const bag = makeBag(payload, info, integrityOf(proof, record, key));
  return { name: `${name}.zip`, bytes: zip(name, bag) };
};

const infoOf = (
  { caseId, profile, events, policyVersion, timeZone }: CaseFileInput,
  proof: LogProof,
): BagInfo => [
  ['Source-Organization', 'Probity installation'],
  ['External-Identifier', caseId],
  ['Bagging-Date', localDate(events.at(-1)?.metadata.at, timeZone)],
  ['Case-Version', String(events.length)],
  ['Disclosure-Profile', profile],
  ['Policy-Version', policyVersion],
  ['Log-Size', String(proof.checkpoint.size)],
  ['Log-Root', proof.checkpoint.root],
  ['Checkpoint-Code', checkpointCode(proof.checkpoint)],
];

/** `yyyy-mm-dd` of an instant, as the installation's calendar has it. */
const localDate = (at: string | undefined, timeZone: string): string =>
  at === undefined ? '' : new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(at));

const integrityOf = (proof: LogProof, record: ExportRecord, key: SigningKey): Files => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  const exported = text(`${JSON.stringify(record, null, 2)}\n`);
  const { size, root, signature, publicKey } = proof.checkpoint;
  return new Map([
    ['integrity/checkpoint.txt', text(checkpointText(size, root))],
    ['integrity/checkpoint.sig', text(`${signature}\n`)],
    ['integrity/public-key.pem', text(publicKey)],
    ['integrity/inclusion.json', text(`${JSON.stringify(proof.inclusion)}\n`)],
    ['integrity/export.json', exported],
    ['integrity/export.sig', text(`${Buffer.from(key.sign(exported)).toString('base64')}\n`)],
    ['integrity/VERIFY.md', text(verifyText)],
  ]);
};
