import { bagInfo, type BagFiles } from './bag-check.js';
import { passedOver, repacked, unpacked, type Note, type Rest } from './notes.js';
import { Unreadable } from './unreadable.js';
import { writeZip } from './zip-writer.js';

/** A bag, and what there is to say of how it was handed over, which depends on what is found in it. */
export interface Opened {
  readonly files: BagFiles;
  readonly notes: (rest: Rest) => readonly Note[];
}

/** @param archive of an unpacked folder undefined */
export const opened = (entries: ReadonlyMap<string, Buffer>, archive?: Buffer): Opened => {
  const left = [...entries.keys()].filter(isLeftBehind);
  const { top, files } = bagOf(new Map([...entries].filter(([name]) => !isLeftBehind(name))));
  const asExported = archive && top === folderOf(files) && writeZip(entries).equals(archive);
  return {
    files,
    notes: (rest) => [
      ...(asExported ? [] : [archive ? repacked(rest) : unpacked(rest)]),
      ...(left.length > 0 ? [passedOver(left)] : []),
    ],
  };
};

/** What macOS and Windows put into folders and archives; our own files bear no such name. */
const isLeftBehind = (name: string): boolean =>
  name.startsWith('__MACOSX/') ||
  /(^|\/)(\.DS_Store|\._[^/]*|Thumbs\.db|desktop\.ini)$/i.test(name);

/** Strips the one top folder; anything else is no bag. */
const bagOf = (
  entries: ReadonlyMap<string, Buffer>,
): { readonly top: string; readonly files: BagFiles } => {
  const tops = new Set([...entries.keys()].map((name) => name.split('/')[0]));
  const [top] = tops;
  if (tops.size !== 1 || !top || !entries.has(`${top}/bagit.txt`))
    throw new Unreadable('not_a_bag', 'it holds no BagIt bag in one folder');
  const files = new Map(
    [...entries].map(([name, bytes]) => [name.slice(top.length + 1), bytes] as const),
  );
  if (![...files.keys()].some((path) => OURS.has(path)))
    throw new Unreadable('not_a_case_file', 'it is a BagIt bag, but no case file of Probity');
  return { top, files };
};

/** A bag without any of them is another's, not a case file that somebody broke. */
const OURS: ReadonlySet<string> = new Set([
  'integrity/export.json',
  'integrity/inclusion.json',
  'data/events.jsonl',
]);

/** The name of the top folder at export. */
const folderOf = (files: BagFiles): string => {
  const info = bagInfo(files);
  const part = (label: string): string => info.get(label) ?? '';
  return `${part('External-Identifier')}_v${part('Case-Version')}_${part('Disclosure-Profile')}`;
};
