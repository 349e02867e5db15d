import { isUtf8 } from 'node:buffer';

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s{}[\],:"]+/gsu;

/**
 * A JSON text laid out for people, two spaces a level, in which no letter is escaped. Nothing of it is
 * lost: a number too long for floating point keeps its digits, a member that comes twice stays twice.
 * Parsed and written again both would be gone, and names with them that the bytes still hold.
 *
 * @throws SyntaxError when it is no JSON
 */
export const readableJson = (text: string): string => {
  JSON.parse(text);
  let out = '';
  let level = 0;
  let former = '';
  const line = (): string => `\n${'  '.repeat(level)}`;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token === '}' || token === ']') {
      level -= 1;
      out += former === '{' || former === '[' ? token : line() + token;
    } else {
      if (former === '{' || former === '[' || former === ',') out += line();
      out += token === ':' ? ': ' : token === ',' ? token : plain(token);
      if (token === '{' || token === '[') level += 1;
    }
    former = token;
  }
  return out;
};

const plain = (token: string): string => {
  if (token.startsWith('"')) return JSON.stringify(decoded(JSON.parse(token) as string));
  const whole = Number(token);
  return Number.isSafeInteger(whole) ? String(whole) : token;
};

/** What stands in JSON or HTML within a string, or in the query of an address, as it is meant. */
const decoded = (text: string): string =>
  text
    .replaceAll(/(?<!\\)\\+u([0-9a-f]{4})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    )
    .replaceAll(
      /&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi,
      (reference, hex?: string, decimal?: string) => {
        const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return point <= 0x10_ffff ? String.fromCodePoint(point) : reference;
      },
    )
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
      const bytes = Buffer.from(encoded.replaceAll('%', ''), 'hex');
      return isUtf8(bytes) ? bytes.toString('utf8') : encoded;
    });
