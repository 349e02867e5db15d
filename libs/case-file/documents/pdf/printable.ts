import { typeface } from './typeface.js';

/** Joiners, selectors, direction marks and the byte order mark: they have no shape. */
const SHAPELESS = /\p{Cf}|\p{Variation_Selector}/gu;
/** All but the line feed. */
const CONTROLS = /(?!\n)\p{Cc}/gu;
const LINE_ENDS = /\r\n?|\p{Zl}|\p{Zp}/gu;

/**
 * The text as it can be printed: what the typeface lacks stands as its code, `[U+1F600]`. PDF/A
 * forbids glyphs for "not defined" (ISO 19005-2, 6.2.11.8), and a box would hide what was written.
 */
export const printable = (text: string): string => {
  const plain = text
    .normalize('NFC')
    .replaceAll(LINE_ENDS, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(CONTROLS, '')
    .replaceAll(SHAPELESS, '');
  const { has } = typeface();
  return [...plain].map((one) => (one === '\n' || has(codeOf(one)) ? one : named(one))).join('');
};

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;

const named = (character: string): string =>
  `[U+${codeOf(character).toString(16).toUpperCase().padStart(4, '0')}]`;
