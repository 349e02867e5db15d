import { createHash } from 'node:crypto';

/** Path within the bag, `/`-separated, UTF-8 → bytes. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** `bag-info.txt` in order; labels as in RFC 8493 section 2.2.2, our own beside them. */
export type BagInfo = readonly (readonly [label: string, value: string])[];

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const sha256 = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/**
 * A BagIt 1.0 bag (RFC 8493): payload under `data/`, tag files beside it, both with SHA-256
 * manifests in order of path. `Payload-Oxum` is added to the info.
 *
 * @param payload paths below `data/`, without that prefix
 * @param listed the payload's manifest, see `payloadManifest`
 * @param tags further tag files, such as `integrity/…`
 */
export const makeBag = (payload: Files, listed: Uint8Array, info: BagInfo, tags: Files): Files => {
  const data = new Map([...payload].map(([path, bytes]) => [`data/${path}`, bytes] as const));
  const octets = [...payload.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  const oxum = ['Payload-Oxum', `${String(octets)}.${String(payload.size)}`] as const;
  const lines = [...info, oxum].map(([label, value]) => `${label}: ${value}\n`).join('');
  const tagFiles = new Map<string, Uint8Array>([
    ['bagit.txt', utf8('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')],
    ['bag-info.txt', utf8(lines)],
    ['manifest-sha256.txt', listed],
    ...tags,
  ]);
  return new Map([...tagFiles, ['tagmanifest-sha256.txt', manifest(tagFiles)], ...data]);
};

/** `manifest-sha256.txt` of files below `data/`, by their path without that prefix. */
export const payloadManifest = (payload: Files): Uint8Array =>
  manifest(new Map([...payload].map(([path, bytes]) => [`data/${path}`, bytes] as const)));

const manifest = (files: Files): Uint8Array =>
  utf8(
    [...files]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, bytes]) => `${sha256(bytes)}  ${escapePath(path)}\n`)
      .join(''),
  );

/** RFC 8493 section 2.1.3: line ends and per cent signs in a path are percent-encoded. */
const escapePath = (path: string): string =>
  path.replaceAll('%', '%25').replaceAll('\n', '%0A').replaceAll('\r', '%0D');
