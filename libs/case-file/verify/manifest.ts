import { createHash } from 'node:crypto';

export const digestOf = (bytes: Uint8Array, algorithm = 'sha256'): string =>
  createHash(algorithm).update(bytes).digest('hex');

/** A SHA-256 manifest (RFC 8493 section 2.1.3) in order of path. */
export const manifestOf = (files: ReadonlyMap<string, Uint8Array>): string =>
  [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, bytes]) => `${digestOf(bytes)}  ${escapePath(path)}\n`)
    .join('');

/** Hashes by path; of a path that stands twice, the last. */
export const listedIn = (manifest: string): ReadonlyMap<string, string> =>
  new Map(
    manifest
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => [unescapePath(line.slice(66)), line.slice(0, 64)]),
  );

/** Line ends and per cent signs in a path are percent-encoded. */
const escapePath = (path: string): string =>
  path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D');

const unescapePath = (path: string): string =>
  path.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
