/**
 * PostgreSQL's text cannot hold U+0000, which JSON can. It travels as two characters that begin with
 * U+F8FF (private use), and that one likewise, so that every string comes back as it went.
 */
const MARK = '\uF8FF';
// eslint-disable-next-line no-control-regex
const UNFIT = /[\u0000\uF8FF]/g;

export const toText = (value: string): string =>
  value.includes('\u0000') || value.includes(MARK)
    ? value.replace(UNFIT, (found) => (found === MARK ? `${MARK}1` : `${MARK}0`))
    : value;

export const fromText = (value: string): string =>
  value.includes(MARK)
    ? value.replace(/\uF8FF([01])/g, (_, which) => (which === '1' ? MARK : '\u0000'))
    : value;
