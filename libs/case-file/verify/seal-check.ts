import { createPublicKey, verify, type KeyObject } from 'node:crypto';
import { digestOf, textOf, type BagFiles } from './bag-check.js';
import type { Inclusion } from './events-check.js';
import { fault, type Fault } from './finding.js';

/** What the installation signed when the file was exported: `integrity/export.json`. */
export interface ExportRecord {
  readonly exportId: string;
  readonly case: string;
  readonly version: number;
  readonly profile: string;
  readonly manifest: string;
  readonly size: number;
  readonly root: string;
  readonly keyId: string;
  readonly exportedBy: string;
  readonly exportedAt: string;
  readonly tool: { readonly name: string; readonly version: string };
  /** `none`, `token`, or why there is none although an authority is set. */
  readonly timestamp: string;
}

/** What the bag says of itself, to be held against what was signed. */
export interface Claimed {
  readonly name: string;
  readonly version: number;
  readonly profile: string;
}

const SIGNED = [
  {
    path: 'integrity/checkpoint.txt',
    signature: 'integrity/checkpoint.sig',
    key: 'integrity/checkpoint-key.pem',
    code: 'checkpoint_signature',
    en: 'the signature of the checkpoint is not valid',
    zh: '检查点签名无效',
  },
  {
    path: 'integrity/export.json',
    signature: 'integrity/export.sig',
    key: 'integrity/public-key.pem',
    code: 'export_signature',
    en: 'the signature of the export is not valid',
    zh: '导出签名无效',
  },
] as const;

/** The checkpoint and the export carry the signatures of the keys in the bag, and are about this bag. */
export const checkSignatures = (
  files: BagFiles,
  inclusion: Inclusion,
  record: ExportRecord,
  claimed: Claimed,
): Fault[] => {
  const bad = SIGNED.filter(({ path, signature, key }) => !isSigned(files, path, signature, key));
  return [
    ...bad.map(({ code, path, en, zh }) => fault(code, path, en, zh)),
    ...checkCheckpoint(files, inclusion),
    ...checkRecord(files, inclusion, record, claimed),
  ];
};

const isSigned = (files: BagFiles, path: string, signature: string, pem: string): boolean => {
  const key = publicKeyOf(textOf(files, pem));
  const bytes = Buffer.from(textOf(files, path));
  return (
    key !== undefined &&
    verify(null, bytes, key, Buffer.from(textOf(files, signature).trim(), 'base64'))
  );
};

const checkCheckpoint = (files: BagFiles, { size, root }: Inclusion): Fault[] =>
  textOf(files, 'integrity/checkpoint.txt') === noteOf(size, root)
    ? []
    : [
        fault(
          'checkpoint_replaced',
          'integrity/checkpoint.txt',
          'is not the checkpoint that the proofs lead to',
          '检查点与证明所指不符',
        ),
      ];

const checkRecord = (
  files: BagFiles,
  { size, root }: Inclusion,
  record: ExportRecord,
  { name, version, profile }: Claimed,
): Fault[] => {
  const faults: Fault[] = [];
  if (record.version > version)
    faults.push(
      fault(
        'tail_cut',
        `v${String(version + 1)}`,
        `the file was exported with ${String(record.version)} events, it holds ${String(version)}`,
        `导出时共 ${String(record.version)} 个事件,现仅 ${String(version)} 个:末尾被截去`,
      ),
    );
  const manifest = digestOf(Buffer.from(textOf(files, 'manifest-sha256.txt')));
  const same =
    record.manifest === manifest &&
    record.size === size &&
    record.root === root &&
    record.case === name &&
    record.version === version &&
    record.profile === profile;
  if (!same)
    faults.push(
      fault(
        'export_mismatch',
        'integrity/export.json',
        'the file is not the one that was signed at export: files and manifest were changed together',
        '文件与导出时签名的不一致:文件与清单被一并改动',
      ),
    );
  return faults;
};

/**
 * `--key`: whoever signed the export is among the keys that the reader trusts. The export's
 * signature covers the checkpoint, which may bear an older key of the same installation.
 *
 * @param trusted one or more PEM, or the text of `/.well-known/probity-keys.json`
 */
export const checkSigner = (files: BagFiles, trusted: string): Fault[] => {
  const own = publicKeyOf(textOf(files, 'integrity/public-key.pem'));
  return own && trustedKeys(trusted).some((key) => own.equals(key))
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

const PEM = /-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g;

/** PEM blocks, also within JSON, where line ends are escaped. */
const trustedKeys = (text: string): readonly KeyObject[] =>
  (text.replaceAll('\\n', '\n').match(PEM) ?? []).flatMap((pem) => publicKeyOf(pem) ?? []);

/** `--root`: the code printed on a served document leads to this log, or to an earlier state of it. */
export const checkRoot = (inclusion: Inclusion, code: string): Fault[] => {
  const wanted = code.trim().toLowerCase();
  const { size, earlier } = inclusion;
  if ([inclusion, ...earlier].some((one) => wanted === one.root || wanted === codeOf(one)))
    return [];
  const later = Number(/^(\d+)-[0-9a-f]{32}$/.exec(wanted)?.[1] ?? 0) > size;
  return later
    ? [
        fault(
          'log_truncated',
          'integrity/inclusion.json',
          `the log of this file ends at ${String(size)} entries, before the code ${code}: something later was left out, or a newer export is needed`,
          `本文件的日志止于第 ${String(size)} 条,早于所给校验码:其后内容被略去,或需较新的导出`,
        ),
      ]
    : [
        fault(
          'root_unrelated',
          'integrity/inclusion.json',
          `the log of this file does not continue the code ${code}`,
          '本文件的日志与所给的校验码不相承',
        ),
      ];
};

const codeOf = ({ size, root }: { readonly size: number; readonly root: string }): string =>
  `${String(size)}-${root.slice(0, 32)}`;

const noteOf = (size: number, root: string): string =>
  `probity-log\n${String(size)}\n${Buffer.from(root, 'hex').toString('base64')}\n`;

const publicKeyOf = (pem: string): KeyObject | undefined => {
  try {
    return createPublicKey(pem);
  } catch {
    return undefined;
  }
};
