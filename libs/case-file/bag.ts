import { digestOf, manifestOf } from './verify/manifest.js';

/** Path within the bag, `/`-separated, UTF-8 → bytes. */
export type Files = ReadonlyMap<string, Uint8Array>;

/** `bag-info.txt` in order; labels as in RFC 8493 section 2.2.2, our own beside them. */
export type BagInfo = readonly (readonly [label: string, value: string])[];

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

export const sha256 = (bytes: Uint8Array): string => digestOf(bytes);

/** `manifest-sha256.txt` of files below `data/`, by their path without that prefix. */
export const payloadManifest = (payload: Files): Uint8Array => utf8(manifestOf(below(payload)));

/**
 * The tag files that a BagIt 1.0 bag has of itself (RFC 8493), but for the list of tag files.
 * `Payload-Oxum` is added to the info.
 *
 * @param listed the payload's manifest
 */
export const ownTags = (payload: Files, listed: Uint8Array, info: BagInfo): Files => {
  const octets = [...payload.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  const oxum = ['Payload-Oxum', `${String(octets)}.${String(payload.size)}`] as const;
  const lines = [...info, oxum].map(([label, value]) => `${label}: ${value}\n`).join('');
  return new Map([
    ['bagit.txt', utf8('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n')],
    ['bag-info.txt', utf8(lines)],
    ['manifest-sha256.txt', listed],
  ]);
};

/** The whole bag: payload under `data/`, beside it the tag files and their manifest. */
export const makeBag = (payload: Files, tags: Files): Files =>
  new Map([...tags, ['tagmanifest-sha256.txt', utf8(manifestOf(tags))], ...below(payload)]);

const below = (payload: Files): Files =>
  new Map([...payload].map(([path, bytes]) => [`data/${path}`, bytes] as const));
