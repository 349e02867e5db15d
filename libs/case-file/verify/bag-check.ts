import { createHash } from 'node:crypto';
import { fault, type Fault, type FaultCode } from './finding.js';
import { Unreadable } from './zip-reader.js';

/** The bag's files by path below its top folder. */
export type BagFiles = ReadonlyMap<string, Buffer>;

/** Strips the one top folder; anything else is no bag. */
export const bagOf = (entries: ReadonlyMap<string, Buffer>): BagFiles => {
  const tops = new Set([...entries.keys()].map((name) => name.split('/')[0]));
  const [top] = tops;
  if (tops.size !== 1 || !top || !entries.has(`${top}/bagit.txt`))
    throw new Unreadable('not_a_bag', 'the archive holds no BagIt bag in one folder');
  return new Map([...entries].map(([name, bytes]) => [name.slice(top.length + 1), bytes]));
};

export const bagInfo = (files: BagFiles): ReadonlyMap<string, string> =>
  new Map(
    textOf(files, 'bag-info.txt')
      .split('\n')
      .filter((line) => line.includes(': '))
      .map((line) => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );

export const textOf = (files: BagFiles, path: string): string => {
  const bytes = files.get(path);
  if (!bytes) throw new Unreadable('bag_incomplete', `the bag lacks ${path}`);
  return bytes.toString('utf8');
};

export const digestOf = (bytes: Uint8Array, algorithm = 'sha256'): string =>
  createHash(algorithm).update(bytes).digest('hex');

/** Every file stands in its manifest with its hash, and no file stands beside them (RFC 8493 section 3). */
export const checkBag = (files: BagFiles): Fault[] => {
  const payload = [...files.keys()].filter((path) => path.startsWith('data/'));
  const tags = [...files.keys()].filter(
    (path) => !path.startsWith('data/') && path !== 'tagmanifest-sha256.txt',
  );
  return [
    ...checkManifest(files, 'manifest-sha256.txt', payload),
    ...checkManifest(files, 'tagmanifest-sha256.txt', tags),
    ...checkOxum(files, payload),
  ];
};

const checkManifest = (files: BagFiles, manifest: string, paths: readonly string[]): Fault[] => {
  const listed = listedIn(textOf(files, manifest));
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

const listedIn = (manifest: string): ReadonlyMap<string, string> =>
  new Map(
    manifest
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [unescapePath(line.slice(66)), line.slice(0, 64)]),
  );

/** A changed file that bears the hash of another changed one was put in its place. */
const changes = (
  changed: ReadonlyMap<string, string>,
  listed: ReadonlyMap<string, string>,
): Fault[] =>
  [...changed].map(([path, digest]) => {
    const from = [...changed.keys()].find((other) => listed.get(other) === digest);
    return from === undefined
      ? fault(codeOf(path), path, 'differs from the hash in the manifest', '内容与清单中的哈希不符')
      : fault(
          'files_swapped',
          path,
          `holds what belongs to ${from}`,
          `内容属于 ${from},两者被对调`,
        );
  });

const codeOf = (path: string): FaultCode => {
  if (path.startsWith('data/evidence/')) return 'evidence_changed';
  if (path.startsWith('data/raw/')) return 'raw_changed';
  return path.endsWith('.pdf') ? 'document_changed' : 'file_changed';
};

const unescapePath = (path: string): string =>
  path.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');

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
