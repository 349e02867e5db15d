import { fault, type Fault, type FaultCode } from './finding.js';
import { digestOf, listedIn, manifestOf } from './manifest.js';

/** The bag's files by path below its top folder. */
export type BagFiles = ReadonlyMap<string, Buffer>;

export const TAG_MANIFEST = 'tagmanifest-sha256.txt';
export const PAYLOAD_MANIFEST = 'manifest-sha256.txt';

/** The members of `bag-info.txt`. */
export const bagInfo = (files: BagFiles): ReadonlyMap<string, string> =>
  new Map(
    (files.get('bag-info.txt')?.toString('utf8') ?? '')
      .split('\n')
      .filter((line) => line.includes(': '))
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );

export const isPayload = (path: string): boolean => path.startsWith('data/');

/** Every file stands in its manifest with its hash, and no file stands beside them (RFC 8493 section 3). */
export const checkBag = (files: BagFiles): Fault[] => {
  const payload = [...files.keys()].filter(isPayload);
  const tags = [...files.keys()].filter((path) => !isPayload(path) && path !== TAG_MANIFEST);
  const tagFaults = checkManifest(files, TAG_MANIFEST, tags);
  return [
    ...checkManifest(files, PAYLOAD_MANIFEST, payload),
    ...(tagFaults.length > 0 ? tagFaults : checkForm(files, tags)),
    ...checkOxum(files, payload),
  ];
};

const checkManifest = (files: BagFiles, manifest: string, paths: readonly string[]): Fault[] => {
  const text = files.get(manifest)?.toString('utf8');
  if (text === undefined)
    return [fault('file_missing', manifest, 'the list of hashes is missing', '哈希清单缺失')];
  const listed = listedIn(text);
  const faults: Fault[] = [];
  const changed = new Map<string, string>();
  for (const [path, digest] of listed) {
    const bytes = files.get(path);
    if (!bytes)
      faults.push(
        fault(
          'file_missing',
          path,
          'is listed in the manifest but not there',
          '列于清单但文件缺失',
        ),
      );
    else if (digestOf(bytes) !== digest) changed.set(path, digestOf(bytes));
  }
  for (const path of paths)
    if (!listed.has(path))
      faults.push(
        fault('file_unlisted', path, 'is there but not listed in the manifest', '文件未列入清单'),
      );
  return [...faults, ...changes(changed, listed)];
};

/** A changed file that bears the hash of another changed one was put in its place. */
const changes = (
  changed: ReadonlyMap<string, string>,
  listed: ReadonlyMap<string, string>,
): Fault[] =>
  [...changed].map(([path, digest]) => {
    const from = [...changed.keys()].find((other) => listed.get(other) === digest);
    return from === undefined
      ? fault(codeOf(path), path, 'differs from the hash in the manifest', '内容与清单中的哈希不符')
      : swapped(path, from);
  });

export const swapped = (path: string, from: string): Fault =>
  fault('files_swapped', path, `holds what belongs to ${from}`, `内容属于 ${from},两者被对调`);

const codeOf = (path: string): FaultCode => {
  if (path.startsWith('data/evidence/')) return 'evidence_changed';
  if (path.startsWith('data/raw/')) return 'raw_changed';
  return path.endsWith('.pdf') ? 'document_changed' : 'file_changed';
};

/** Nothing signs the list of tag files, so it has to be the one list that these files make. */
const checkForm = (files: BagFiles, tags: readonly string[]): Fault[] => {
  const own = new Map([...files].filter(([path]) => tags.includes(path)));
  return files.get(TAG_MANIFEST)?.toString('utf8') === manifestOf(own)
    ? []
    : [
        fault(
          'file_changed',
          TAG_MANIFEST,
          'is not the list of these files as it is written at export',
          '清单的写法与导出时不同',
        ),
      ];
};

const checkOxum = (files: BagFiles, payload: readonly string[]): Fault[] => {
  const octets = payload.reduce((sum, path) => sum + (files.get(path)?.length ?? 0), 0);
  const found = `${String(octets)}.${String(payload.length)}`;
  return bagInfo(files).get('Payload-Oxum') === found
    ? []
    : [
        fault(
          'payload_size',
          'bag-info.txt',
          `Payload-Oxum is not ${found}`,
          '载荷的大小或文件数与记录不符',
        ),
      ];
};
