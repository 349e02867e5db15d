import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { sha256 } from '../bag.js';
import { readZip } from '../verify/zip-reader.js';
import { zip } from '../zip.js';

/** Files of a case file by their path within the bag. */
export type BagContents = Map<string, Buffer>;

export type Forgery = (files: BagContents) => void;

export const unpacked = (bytes: Uint8Array): BagContents =>
  new Map(
    [...readZip(Buffer.from(bytes))].map(([name, content]) => [
      name.slice(name.indexOf('/') + 1),
      content,
    ]),
  );

export const folderOf = (bytes: Uint8Array): string =>
  [...readZip(Buffer.from(bytes)).keys()][0]!.split('/')[0]!;

/** Changes files and packs them as the product would; `mend` also writes the manifests anew. */
export const forged = (bytes: Uint8Array, change: Forgery, mend = false): Buffer => {
  const files = unpacked(bytes);
  change(files);
  if (mend) mended(files);
  return Buffer.from(zip(folderOf(bytes), files));
};

/** The same files as another packer writes them: deflated, in another order, dated today. */
export const rezipped = (bytes: Uint8Array): Promise<Buffer> => {
  const other = new ZipFile();
  for (const [name, content] of [...readZip(Buffer.from(bytes))].reverse())
    other.addBuffer(content, name);
  other.end();
  return buffer(other.outputStream as Readable);
};

const mended = (files: BagContents): void => {
  const lines = (paths: string[]) =>
    Buffer.from(
      paths
        .sort()
        .map((path) => `${sha256(files.get(path)!)}  ${path}\n`)
        .join(''),
    );
  const payload = [...files.keys()].filter((path) => path.startsWith('data/'));
  files.set('manifest-sha256.txt', lines(payload));
  const octets = payload.reduce((sum, path) => sum + files.get(path)!.length, 0);
  const info = files.get('bag-info.txt')!.toString();
  const oxum = `Payload-Oxum: ${String(octets)}.${String(payload.length)}`;
  files.set('bag-info.txt', Buffer.from(info.replace(/Payload-Oxum: .*/, oxum)));
  const tags = [...files.keys()].filter((path) => !/^(data\/|tagmanifest)/.test(path));
  files.set('tagmanifest-sha256.txt', lines(tags));
};

/** Replaces a text that must be there. */
export const edit =
  (path: string, from: string, to: string): Forgery =>
  (files) => {
    const text = files.get(path)?.toString() ?? '';
    if (!text.includes(from)) throw new Error(`${path} does not hold ${from}`);
    files.set(path, Buffer.from(text.replace(from, to)));
  };

export const put =
  (path: string, text: string): Forgery =>
  (files) => {
    files.set(path, Buffer.from(text));
  };

/** Takes out a file that must be there. */
export const remove =
  (path: string): Forgery =>
  (files) => {
    if (!files.delete(path)) throw new Error(`there is no ${path}`);
  };

/** Flips one bit of a file's byte. */
export const flip =
  (path: string, at = 0): Forgery =>
  (files) => {
    const bytes = Buffer.from(files.get(path)!);
    bytes[at] = bytes[at]! ^ 1;
    files.set(path, bytes);
  };

export const swap =
  (one: string, other: string): Forgery =>
  (files) => {
    const [a, b] = [files.get(one)!, files.get(other)!];
    files.set(one, b);
    files.set(other, a);
  };

/** Changes the lines of `events.jsonl`. */
export const lines =
  (change: (lines: readonly string[]) => readonly string[]): Forgery =>
  (files) => {
    const before = files.get('data/events.jsonl')!.toString().trimEnd().split('\n');
    files.set('data/events.jsonl', Buffer.from(`${change(before).join('\n')}\n`));
  };

export const all =
  (...changes: readonly Forgery[]): Forgery =>
  (files) => {
    for (const change of changes) change(files);
  };
