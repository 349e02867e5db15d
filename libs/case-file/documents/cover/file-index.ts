import { sha256, type Files } from '../../bag.js';

/** Folders whose files a person reads one by one, as long as there are not too many of them. */
const LISTED = ['evidence', 'regulation'];
const MOST = 120;
/** Only what an item is, not its records. */
const ITEM = /^evidence\/[^/]+\/original\./;

type FileRow = readonly [path: string, count: string, digest: string];

/** Path, and the SHA-256 that the manifest has for it; a folder as one line over its files. */
export const fileRows = (files: Files): readonly FileRow[] => {
  const groups = new Map<string, string[]>();
  for (const path of [...files.keys()].sort()) {
    const folder = path.includes('/') ? path.slice(0, path.indexOf('/')) : '';
    groups.set(folder, [...(groups.get(folder) ?? []), path]);
  }
  return [...groups].flatMap(([folder, paths]): FileRow[] => {
    const single = paths.filter((path) => folder !== 'evidence' || ITEM.test(path));
    if (folder === '' || (LISTED.includes(folder) && single.length <= MOST))
      return single.map((path) => [path, '', digest(files, path)]);
    return [[`${folder}/`, `${String(paths.length)} 个文件`, listDigest(files, paths)]];
  });
};

const digest = (files: Files, path: string): string => sha256(files.get(path) ?? new Uint8Array());

/** Over the lines that `manifest-sha256.txt` has for these files. */
const listDigest = (files: Files, paths: readonly string[]): string =>
  sha256(
    Buffer.from(paths.map((path) => `${digest(files, path)}  data/${path}\n`).join(''), 'utf8'),
  );
