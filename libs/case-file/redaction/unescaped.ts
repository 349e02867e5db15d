import { substituted, type Reading } from './reading.js';

const HEX = '[0-9a-f]';
/** A byte in an address (`%E6`), in a log (`\\xe6`), in a mail (`=E6`, where a line may break before). */
const BYTE = String.raw`(?:%|(?<!\\)\\+x|(?:=\r?\n)?=)`;
const MORE = `${BYTE}[89ab]${HEX}`;
const ASCII = `${BYTE}[0-7]${HEX}`;
/** One character beyond, byte for byte. */
const UTF8 = `${BYTE}(?:[cd]${HEX}|e${HEX}${MORE}|f[0-7]${MORE}${MORE})${MORE}`;

/** Backslashes are counted from the first of a row: none is looked at twice, however many there are. */
const escapes = (bytes: string): RegExp =>
  new RegExp(
    [
      String.raw`(?<!\\)\\+(?:u(?<unit>${HEX}{4})|u\{(?<point>${HEX}{1,6})\}|(?<sign>[nrt/]))`,
      `&(?:#x(?<hex>${HEX}{1,6})|#(?<decimal>[0-9]{1,7})|(?<name>amp|nbsp|middot));?`,
      `(?<bytes>${bytes})`,
      String.raw`(?<soft>=\r?\n)`,
    ].join('|'),
    'gi',
  );

const LETTERS = escapes(`${ASCII}|${UTF8}`);
const SIGNS_ONLY = escapes(ASCII);

/** One character in GBK, whose second byte an address need not escape. */
const GBK = new RegExp(`${BYTE}[89a-f]${HEX}(?:${BYTE}[4-9a-f]${HEX}|[@-~])`, 'gi');

const SIGNS: Readonly<Record<string, string>> = {
  ...{ n: '\n', r: '\r', t: '\t', '/': '/' },
  ...{ amp: '&', nbsp: ' ', middot: '·' },
};

/** Escapes within escapes: JSON in a query, a page within JSON. */
const ROUNDS = 4;

/** A text in which no letter is escaped, if any was; bytes beyond ASCII as UTF-8, and once more as GBK. */
export const unescaped = (reading: Reading): readonly Reading[] => {
  const chinese = substituted(repeated(reading, SIGNS_ONLY) ?? reading, GBK, gbkOf);
  return [repeated(reading, LETTERS), chinese].filter((one) => one !== undefined);
};

const repeated = (reading: Reading, pattern: RegExp): Reading | undefined => {
  let plain: Reading | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = substituted(plain ?? reading, pattern, letterOf);
    if (next === undefined) break;
    plain = next;
  }
  return plain;
};

const letterOf = ({ 0: all, groups = {} }: RegExpExecArray): string => {
  const { unit, point, sign, hex, decimal, name, bytes } = groups;
  if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16));
  if (bytes !== undefined) return Buffer.from(hexIn(bytes), 'hex').toString('utf8');
  const code = hex ?? point ?? (decimal === undefined ? undefined : Number(decimal).toString(16));
  if (code !== undefined) return characterOf(Number.parseInt(code, 16)) ?? all;
  return SIGNS[(sign ?? name ?? '').toLowerCase()] ?? '';
};

/** Undefined for a number that is no character's. */
const characterOf = (point: number): string | undefined =>
  point <= 0x10_ffff ? String.fromCodePoint(point) : undefined;

const gb18030 = new TextDecoder('gb18030');

const gbkOf = ([all]: RegExpExecArray): string => {
  const hex = hexIn(all);
  const second = hex.length === 4 ? '' : all.slice(-1);
  return gb18030.decode(Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(second, 'latin1')]));
};

const hexIn = (bytes: string): string =>
  [...bytes.matchAll(/[%x=]([0-9a-f]{2})/gi)].map(([, one = '']) => one).join('');
