import { isUtf8 } from 'node:buffer';
import { constants, unzipSync } from 'node:zlib';

/** Characters and bytes that may still be read of one text: a small one can hold a large one, packed. */
export interface Budget {
  left: number;
}

/** Of one packed run, unpacked. */
const LARGEST = 4_194_304;

const gb18030 = new TextDecoder('gb18030');

/** The text that bytes are in UTF-8 or GBK, also packed (gzip, zlib), also cut off at either end. Most are none. */
export function* textsOf(packed: Buffer, budget: Budget): Iterable<string> {
  const bytes = unpacked(packed, budget);
  if (bytes.some(isControl)) return;
  const whole = wholeCharacters(bytes);
  if (isUtf8(whole)) yield whole.toString('utf8');
  if (!bytes.some((byte) => byte > 0x7f)) return;
  const chinese = gb18030.decode(bytes).replace(/\ufffd$/u, '');
  if (!/[\ufffd\p{Co}]/u.test(chinese)) yield chinese;
}

const isControl = (byte: number): boolean =>
  (byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) || byte === 0x7f;

/** As it came where it is not packed, or unpacks to more than may be read. */
const unpacked = (bytes: Buffer, budget: Budget): Buffer => {
  const head = bytes.length < 2 ? 0 : bytes.readUInt16BE();
  if (head !== 0x1f_8b && !(head >> 8 === 0x78 && head % 31 === 0)) return bytes;
  const maxOutputLength = Math.max(1, Math.min(LARGEST, budget.left));
  try {
    const text = unzipSync(bytes, { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH });
    budget.left -= text.length;
    return text;
  } catch {
    budget.left -= bytes.length;
    return bytes;
  }
};

/** Without the rest of a character at the beginning, or the start of one at the end, of UTF-8. */
const wholeCharacters = (bytes: Buffer): Buffer => {
  let [from, to] = [0, bytes.length];
  while (from < 3 && continues(bytes[from])) from += 1;
  for (let back = 1; back <= 3 && back <= to; back += 1) {
    const byte = bytes[to - back] ?? 0;
    if (continues(byte)) continue;
    if (byte >= 0xc0 && lengthFrom(byte) > back) to -= back;
    break;
  }
  return bytes.subarray(from, Math.max(from, to));
};

const continues = (byte = 0): boolean => byte >= 0x80 && byte < 0xc0;
const lengthFrom = (byte: number): number => (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2);
