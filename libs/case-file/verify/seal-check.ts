import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { isConsistent } from '../../event-sourcing/merkle.js';
import { textOf, type BagFiles } from './bag-check.js';
import type { Inclusion } from './events-check.js';
import { createHash } from 'node:crypto';
import { fault, type Fault } from './finding.js';

/** What the installation signed when the file was exported: `integrity/export.json`. */
export interface ExportRecord {
  readonly case: string;
  readonly version: number;
  readonly profile: string;
  readonly manifest: string;
  readonly size: number;
  readonly root: string;
  readonly keyId: string;
  readonly exportedBy: string;
  readonly exportedAt: string;
}

/** The checkpoint and the export carry the signature of the key in the bag. */
export const checkSignatures = (
  files: BagFiles,
  inclusion: Inclusion,
  record: ExportRecord,
): Fault[] => {
  const key = publicKeyOf(textOf(files, 'integrity/public-key.pem'));
  const signed = (path: string, signature: string): boolean =>
    key !== undefined &&
    verify(
      null,
      Buffer.from(textOf(files, path)),
      key,
      Buffer.from(textOf(files, signature).trim(), 'base64'),
    );
  const faults: Fault[] = [];
  if (!signed('integrity/checkpoint.txt', 'integrity/checkpoint.sig'))
    faults.push(
      fault(
        'checkpoint_signature',
        'integrity/checkpoint.txt',
        'the signature of the checkpoint is not valid',
        '检查点签名无效',
      ),
    );
  if (textOf(files, 'integrity/checkpoint.txt') !== noteOf(inclusion.size, inclusion.root))
    faults.push(
      fault(
        'checkpoint_replaced',
        'integrity/checkpoint.txt',
        'is not the checkpoint that the proofs lead to',
        '检查点与证明所指不符',
      ),
    );
  if (!signed('integrity/export.json', 'integrity/export.sig'))
    faults.push(
      fault(
        'export_signature',
        'integrity/export.json',
        'the signature of the export is not valid',
        '导出签名无效',
      ),
    );
  return [...faults, ...checkRecord(files, inclusion, record)];
};

const checkRecord = (files: BagFiles, inclusion: Inclusion, record: ExportRecord): Fault[] => {
  const manifest = createHash('sha256').update(textOf(files, 'manifest-sha256.txt')).digest('hex');
  return record.manifest === manifest &&
    record.size === inclusion.size &&
    record.root === inclusion.root
    ? []
    : [
        fault(
          'export_mismatch',
          'integrity/export.json',
          'the file is not the one that was signed at export: files and manifest were changed together, or cut',
          '文件与导出时签名的不一致',
        ),
      ];
};

/** `--key`: the signer is the one the reader trusts. */
export const checkSigner = (files: BagFiles, trustedPem: string): Fault[] => {
  const trusted = publicKeyOf(trustedPem);
  const own = publicKeyOf(textOf(files, 'integrity/public-key.pem'));
  return trusted && own?.equals(trusted)
    ? []
    : [
        fault(
          'signer_unknown',
          'integrity/public-key.pem',
          'the signer is not the given key',
          '签名者不是所给的公钥',
        ),
      ];
};

/** `--root`: the code printed on a served document leads to this log, or to an earlier state of it. */
export const checkRoot = (inclusion: Inclusion, code: string): Fault[] => {
  const wanted = code.trim().toLowerCase();
  const known = [
    { size: inclusion.size, root: inclusion.root, path: [] as readonly string[] },
    ...inclusion.earlier,
  ].find(({ size, root }) => wanted === root || wanted === codeOf(size, root));
  const proven =
    known !== undefined &&
    isConsistent(
      known.size,
      Buffer.from(known.root, 'hex'),
      inclusion.size,
      Buffer.from(inclusion.root, 'hex'),
      known.path.map((hash) => Buffer.from(hash, 'hex')),
    );
  return proven
    ? []
    : [
        fault(
          'root_unrelated',
          'integrity/inclusion.json',
          `the log of this file does not continue the code ${code}`,
          '本文件的日志与所给的校验码不相承',
        ),
      ];
};

const codeOf = (size: number, root: string): string => `${String(size)}-${root.slice(0, 32)}`;

const noteOf = (size: number, root: string): string =>
  `probity-log\n${String(size)}\n${Buffer.from(root, 'hex').toString('base64')}\n`;

const publicKeyOf = (pem: string): KeyObject | undefined => {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
};
