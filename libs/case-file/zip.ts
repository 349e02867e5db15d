import type { Files } from './bag.js';
import { writeZip } from './verify/zip-writer.js';

/** A ZIP of the files below one top folder; it depends on names and bytes only. */
export const zip = (folder: string, files: Files): Uint8Array =>
  writeZip(new Map([...files].map(([path, bytes]) => [`${folder}/${path}`, bytes])));
