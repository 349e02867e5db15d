import { buffer } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Files } from './bag.js';

/**
 * A ZIP that depends on names and bytes only: entries in order of path, one fixed time stamp, no
 * compression (whose output differs between zlib versions), below one top folder.
 */
export const zip = async (folder: string, files: Files): Promise<Uint8Array> => {
  const archive = new ZipFile();
  // DOS time has no zone: 1980-01-01 00:00, its zero.
  const options = {
    mtime: new Date(1980, 0, 1),
    mode: 0o100644,
    compress: false,
    forceDosTimestamp: true,
  };
  for (const [path, bytes] of [...files].sort(([a], [b]) => (a < b ? -1 : 1)))
    archive.addBuffer(Buffer.from(bytes), `${folder}/${path}`, options);
  archive.end();
  return buffer(archive.outputStream as Readable);
};
