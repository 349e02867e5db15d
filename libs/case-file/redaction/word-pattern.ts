import { folded } from './folded.js';
import type { Word } from './word.js';

/** Scripts that put no space between words: a name ends where it ends. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]`;
/** A letter or digit that continues a word of the other scripts. */
const GOES_ON = String.raw`(?!${UNSPACED})[\p{L}\p{N}_]`;
/** What may stand between the parts of a name: `李 雷`, `阿依古丽·买买提`. */
const BETWEEN = String.raw`[\s\u00b7\u2022\u2027\u30fb]`;

/** What people put between the digits of a long number: `2023-010124`. */
const APART = String.raw`[\s\p{Pd}]{0,3}`;
const DATE = String.raw`(?!\d{4}-\d\d-\d\d(?!\d))`;

const unspaced = new RegExp(`^${UNSPACED}$`, 'u');
const between = new RegExp(`^${BETWEEN}$`, 'u');

/**
 * Finds a word in a folded text; undefined for one too short to mean somebody: a single character,
 * a number of fewer than four digits. `Lin` is not found in `Linear`, `20231` not in `202310`.
 */
export const wordPattern = ({ text, kind }: Word): RegExp | undefined => {
  const chars = [...folded(text).text.trim()];
  const solid = chars.filter((char) => !between.test(char));
  if (solid.length < 2 || (/^\d+$/.test(solid.join('')) && solid.length < 4)) return undefined;
  const inner = kind === 'id' ? idOf(chars) : nameOf(chars);
  const [first = '', last = ''] = [solid.at(0), solid.at(-1)];
  const before = unspaced.test(first) ? '' : `(?<!${GOES_ON})`;
  const after = unspaced.test(last) ? '' : `(?!${GOES_ON})`;
  return new RegExp(before + inner + after, 'gu');
};

/** A number of six digits or more is read over blanks and hyphens between them, but no date is a number. */
const idOf = (chars: readonly string[]): string => {
  const isLong = chars.filter(isDigit).length >= 6;
  const loose = (at: number): boolean => isLong && isDigit(chars[at - 1]) && isDigit(chars[at]);
  const inner = chars.map((char, at) => (loose(at) ? APART : '') + literal(char)).join('');
  return isLong && chars.every(isDigit) ? DATE + inner : inner;
};

const isDigit = (char = ''): boolean => /^\d$/.test(char);

const nameOf = (chars: readonly string[]): string => {
  let pattern = '';
  let former = '';
  let apart = false;
  for (const char of chars) {
    if (between.test(char)) {
      apart = true;
      continue;
    }
    const loose = apart || (unspaced.test(former) && unspaced.test(char));
    pattern += (former !== '' && loose ? `${BETWEEN}{0,3}` : '') + literal(char);
    former = char;
    apart = false;
  }
  return pattern;
};

const literal = (char: string): string => char.replace(/[\\^$.*+?()[\]{}|/]/u, String.raw`\$&`);
