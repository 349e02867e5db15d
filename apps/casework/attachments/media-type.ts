/** What a file is by its own first bytes, or why it is none that is taken. The name decides nothing. */
export type MediaType =
  { readonly taken: true; readonly type: string } | { readonly taken: false; readonly why: string };

export const mediaTypeOf = (bytes: Uint8Array): MediaType => {
  if (bytes.length === 0) return refused('the file is empty');
  const known = MAGIC.find(({ at, magic }) => startsWith(bytes, at, magic));
  return known ? { taken: true, type: known.type } : textType(bytes);
};

/** What `MAGIC` and plain text amount to, for whoever was refused. */
export const KINDS_TAKEN =
  'PDF, PNG, JPEG, GIF, TIFF, WebP, WAV, MP3 (with ID3), MP4, ZIP and Office files, plain text in UTF-8';

const refused = (why: string): MediaType => ({ taken: false, why });

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

/** What text of no encoding but UTF-16 holds. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f]/;

/** UTF-8 without control characters, and no markup that a browser could run. */
const textType = (bytes: Uint8Array): MediaType => {
  const inUtf16 = ['\xff\xfe', '\xfe\xff'].some((mark) => startsWith(bytes, 0, mark));
  if (!inUtf16 && CONTROL.test(Buffer.from(bytes).toString('latin1')))
    return refused('it is a binary file of none of the kinds that are taken');
  try {
    return /^\s*</.test(utf8.decode(bytes))
      ? refused('it is markup (HTML, SVG, XML), which a browser might run: hand in a PDF')
      : { taken: true, type: 'text/plain;charset=utf-8' };
  } catch {
    return refused('it is text that is not UTF-8 (GBK or UTF-16, perhaps): save it as UTF-8');
  }
};
