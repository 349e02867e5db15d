import { typeface } from './typeface.js';

/** Joiners, variation selectors, direction marks and the byte order mark: they have no shape. */
const SHAPELESS = /[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]/g;
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * The text as it can be printed: what the typeface lacks stands as its code, `[U+1F600]`. PDF/A
 * forbids glyphs for "not defined" (ISO 19005-2, 6.2.11.8), and a box would hide what was written.
 */
export const printable = (text: string): string => {
  const plain = text
    .normalize('NFC')
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', ' ')
    .replaceAll(CONTROLS, '')
    .replaceAll(SHAPELESS, '');
  const { has } = typeface();
  return [...plain].map((one) => (one === '\n' || has(codeOf(one)) ? one : named(one))).join('');
};

const codeOf = (character: string): number => character.codePointAt(0) ?? 0;

const named = (character: string): string =>
  `[U+${codeOf(character).toString(16).toUpperCase().padStart(4, '0')}]`;
