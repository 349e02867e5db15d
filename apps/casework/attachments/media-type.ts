/** What a file is by its own first bytes; undefined for what is not taken. The name decides nothing. */
export const mediaTypeOf = (bytes: Uint8Array): string | undefined =>
  MAGIC.find(({ at, magic }) => startsWith(bytes, at, magic))?.type ??
  (isText(bytes) ? 'text/plain;charset=utf-8' : undefined);

interface Magic {
  readonly type: string;
  readonly at: number;
  readonly magic: string;
}

/** Signatures in Latin-1: papers, pictures, recordings, office documents. */
const MAGIC: readonly Magic[] = [
  { type: 'application/pdf', at: 0, magic: '%PDF-' },
  { type: 'image/png', at: 0, magic: '\x89PNG\r\n\x1a\n' },
  { type: 'image/jpeg', at: 0, magic: '\xff\xd8\xff' },
  { type: 'image/gif', at: 0, magic: 'GIF8' },
  { type: 'image/tiff', at: 0, magic: 'II*\0' },
  { type: 'image/tiff', at: 0, magic: 'MM\0*' },
  { type: 'image/webp', at: 8, magic: 'WEBP' },
  { type: 'audio/wav', at: 8, magic: 'WAVE' },
  { type: 'audio/mpeg', at: 0, magic: 'ID3' },
  { type: 'video/mp4', at: 4, magic: 'ftyp' },
  { type: 'application/zip', at: 0, magic: 'PK\x03\x04' },
];

const startsWith = (bytes: Uint8Array, at: number, magic: string): boolean =>
  Buffer.from(bytes.subarray(at, at + magic.length)).toString('latin1') === magic;

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** UTF-8 without control characters, and no markup that a browser could run. */
const isText = (bytes: Uint8Array): boolean => {
  try {
    const text = utf8.decode(bytes);
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    return bytes.length > 0 && !/[\x00-\x08\x0b\x0c\x0e-\x1f]/.test(text) && !/^\s*</.test(text);
  } catch {
    return false;
  }
};
