import { isPayload, PAYLOAD_MANIFEST, TAG_MANIFEST, type BagFiles } from './bag-check.js';
import { fault, type Fault, type FaultCode } from './finding.js';
import { digestOf } from './manifest.js';

const RECORD = 'integrity/export.json';
const RECORD_SIGNATURE = 'integrity/export.sig';

/** What cannot be among the hashes in the record: itself, its signature, and the list of them all. */
const OUTSIDE: ReadonlySet<string> = new Set([RECORD, RECORD_SIGNATURE, TAG_MANIFEST]);

/** Tag files that the export's signature covers, by hash. The payload's manifest is one of them. */
export const signedTags = (
  tags: ReadonlyMap<string, Uint8Array>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...tags]
      .filter(([path]) => !OUTSIDE.has(path))
      .map(([path, bytes]) => [path, digestOf(bytes)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

interface Told {
  readonly code: FaultCode;
  readonly en: string;
  readonly zh: string;
}

const INFO: Told = {
  code: 'bag_info_changed',
  en: 'is not as it was signed at export: what it says of the file was edited',
  zh: '与导出时签名的不一致:对本卷宗的说明被改写',
};
const VERIFIER: Told = {
  code: 'verifier_changed',
  en: 'is not the one that was signed at export: do not run or follow it, take the verifier from the university',
  zh: '不是导出时签名的文件:请勿使用,应向学校另取核验程序',
};
const PROOF: Told = {
  code: 'proof_changed',
  en: 'is not as it was signed at export: a proof was edited',
  zh: '与导出时签名的不一致:证明材料被改动',
};
const BY_PATH: Readonly<Record<string, Told>> = {
  'bagit.txt': INFO,
  'bag-info.txt': INFO,
  'integrity/VERIFY.md': VERIFIER,
  'integrity/verify.mjs': VERIFIER,
  'integrity/replay.json': {
    code: 'replay_changed',
    en: 'is not as it was signed at export: what recomputing the signals led to was edited',
    zh: '与导出时签名的不一致:信号重算的结果被改写',
  },
  [PAYLOAD_MANIFEST]: {
    code: 'export_mismatch',
    en: 'is not the list that was signed at export: files and manifest were changed together',
    zh: '与导出时签名的不一致:文件与清单被一并改动',
  },
};

/** Without a table of hashes, as exports before it wrote none, nothing is found. */
export const checkTags = (
  files: BagFiles,
  signed: Readonly<Record<string, string>> | undefined,
): Fault[] => {
  if (signed === undefined) return [];
  const listed = new Map(Object.entries(signed));
  const added = [...files.keys()].filter(
    (path) => !isPayload(path) && !listed.has(path) && !OUTSIDE.has(path),
  );
  return [
    ...[...listed].flatMap(([path, digest]) => {
      const bytes = files.get(path);
      if (!bytes) return [gone(path)];
      const { code, en, zh } = BY_PATH[path] ?? PROOF;
      return digestOf(bytes) === digest ? [] : [fault(code, path, en, zh)];
    }),
    ...added.map((path) =>
      fault(
        'file_added',
        path,
        'was not in the file that was signed at export',
        '导出时并无此文件',
      ),
    ),
  ];
};

/** Without these a file cannot be what was exported, whatever its manifests say. */
const NEEDED = [
  'bag-info.txt',
  'data/events.jsonl',
  'data/contents.json',
  'data/raw/index.json',
  'integrity/checkpoint.txt',
  'integrity/checkpoint.sig',
  'integrity/checkpoint-key.pem',
  'integrity/public-key.pem',
  'integrity/inclusion.json',
  RECORD,
  RECORD_SIGNATURE,
];

export const checkNeeded = (files: BagFiles): Fault[] =>
  NEEDED.filter((path) => !files.has(path)).map(gone);

const gone = (path: string): Fault => {
  if (path.endsWith('.sig'))
    return fault(
      'signature_missing',
      path,
      'the signature was taken out: nobody vouches for what it covered',
      '签名被移除:其所覆盖的内容无人担保',
    );
  if (path.startsWith('integrity/') && !(path in BY_PATH))
    return fault(
      'proof_missing',
      path,
      'was taken out: without it the proof is not whole',
      '被移除:缺少该文件,证明不完整',
    );
  return fault('file_missing', path, 'belongs to this file but is not there', '应有的文件缺失');
};
