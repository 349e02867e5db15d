import { verify } from 'node:crypto';
import { PAYLOAD_MANIFEST, type BagFiles } from './bag-check.js';
import type { Inclusion } from './events-check.js';
import { fault, type Fault } from './finding.js';
import { digestOf } from './manifest.js';
import { checkTags } from './tag-check.js';
import { codeIn, publicKeyOf, trustedKeys } from './trust.js';

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
  /** IANA zone of the university. Absent in files of earlier releases, as is `tags`. */
  readonly timeZone?: string;
  /** SHA-256 of every tag file but this record, its signature and the list of tag files. */
  readonly tags?: Readonly<Record<string, string>>;
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

/** The checkpoint and the export carry the signatures of the keys in the bag. */
export const checkSignatures = (files: BagFiles): Fault[] =>
  SIGNED.filter(({ path, signature, key }) => {
    const [bytes, sig, pem] = [files.get(path), files.get(signature), files.get(key)];
    return bytes && sig && pem && !isSigned(bytes, sig.toString('latin1'), pem.toString('utf8'));
  }).map(({ code, path, en, zh }) => fault(code, path, en, zh));

/** Base64 has one form here: decoders pass over what does not belong into it. */
const isSigned = (bytes: Buffer, signature: string, pem: string): boolean => {
  const key = publicKeyOf(pem);
  const raw = Buffer.from(signature, 'base64');
  return (
    key !== undefined &&
    signature === `${raw.toString('base64')}\n` &&
    verify(null, bytes, key, raw)
  );
};

/** The signed checkpoint is the one that the proofs lead to. */
export const checkCheckpoint = (files: BagFiles, { size, root }: Inclusion): Fault[] => {
  const note = files.get('integrity/checkpoint.txt');
  return !note || note.toString('utf8') === noteOf(size, root)
    ? []
    : [
        fault(
          'checkpoint_replaced',
          'integrity/checkpoint.txt',
          'is not the checkpoint that the proofs lead to',
          '检查点与证明所指不符',
        ),
      ];
};

/** What was signed at export is about this bag's payload, tag files and events. */
export const checkRecord = (files: BagFiles, record: ExportRecord, version: number): Fault[] => {
  const manifest = files.get(PAYLOAD_MANIFEST);
  const same = !manifest || record.manifest === digestOf(manifest);
  return [
    ...(record.version > version ? [cut(record.version, version)] : []),
    ...(same
      ? []
      : [
          fault(
            'export_mismatch',
            PAYLOAD_MANIFEST,
            'is not the list that was signed at export: files and manifest were changed together',
            '与导出时签名的不一致:文件与清单被一并改动',
          ),
        ]),
    ...checkTags(files, record.tags),
  ];
};

const cut = (signed: number, found: number): Fault =>
  fault(
    'tail_cut',
    `v${String(found + 1)}`,
    `the file was exported with ${String(signed)} events, it holds ${String(found)}`,
    `导出时共 ${String(signed)} 个事件,现仅 ${String(found)} 个:末尾被截去`,
  );

/** The export was signed over the state of the log that the proofs lead to. */
export const checkState = (record: ExportRecord, { size, root }: Inclusion): Fault[] =>
  record.size === size && record.root === root
    ? []
    : [
        fault(
          'export_mismatch',
          'integrity/export.json',
          'was signed over another state of the log than the proofs lead to',
          '导出签名所指的日志状态与证明所指不符',
        ),
      ];

/**
 * `--key`: whoever signed the export is among the keys that the reader trusts. The export's
 * signature covers the checkpoint, which may bear an older key of the same installation.
 *
 * @param trusted one or more PEM, or the text of `/.well-known/probity-keys.json`
 */
export const checkSigner = (files: BagFiles, trusted: string): Fault[] => {
  const own = publicKeyOf(files.get('integrity/public-key.pem')?.toString('utf8') ?? '');
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

/** `--root`: the code printed on a served document leads to this log, or to an earlier state of it. */
export const checkRoot = (inclusion: Inclusion, code: string): Fault[] => {
  const wanted = codeIn(code);
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

export const codeOf = ({ size, root }: { readonly size: number; readonly root: string }): string =>
  `${String(size)}-${root.slice(0, 32)}`;

const noteOf = (size: number, root: string): string =>
  `probity-log\n${String(size)}\n${Buffer.from(root, 'hex').toString('base64')}\n`;
