import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { checkName } from './entry-names.js';
import { Unreadable } from './unreadable.js';

const LIMIT = 2 * 1024 ** 3;

/** A case file that somebody unpacked: what an archive of it would hold. */
export const readFolder = (folder: string): ReadonlyMap<string, Buffer> => {
  const bag = bagIn(folder);
  const folded = new Set<string>();
  const files = new Map<string, Buffer>();
  let total = 0;
  for (const path of pathsBelow(bag, '')) {
    checkName(path, folded);
    total += lstatSync(`${bag}/${path}`).size;
    if (total > LIMIT) throw new Unreadable('zip_too_large', 'it holds more than 2 GiB');
    files.set(`bag/${path}`, readFileSync(`${bag}/${path}`));
  }
  return files;
};

/** The folder itself, or the one in it: packers unpack into a folder of their own. */
const bagIn = (folder: string): string => {
  const inner = readdirSync(folder).map((name) => `${folder}/${name}`);
  const bags = [folder, ...inner].filter((path) => existsSync(`${path}/bagit.txt`));
  const [bag] = bags;
  if (bag === undefined || (bags.length > 1 && bag !== folder))
    throw new Unreadable(
      'not_a_bag',
      `the folder ${folder} is no unpacked case file: give the ZIP, or the folder with bagit.txt in it`,
    );
  return bag;
};

const pathsBelow = (bag: string, folder: string): readonly string[] =>
  readdirSync(`${bag}/${folder}`, { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}${entry.name}`;
    if (entry.isDirectory()) return pathsBelow(bag, `${path}/`);
    if (entry.isFile()) return [path];
    throw new Unreadable('zip_unsafe_name', `${path} is no file but leads elsewhere`);
  });
