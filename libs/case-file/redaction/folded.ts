/** A text as it is compared, and where each of its UTF-16 units came from. */
export interface Folded {
  readonly text: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/**
 * Without case, width, accents and invisible characters: `ＬＩ` is `li`, `José` is `jose`, and a
 * zero-width space hides no name.
 */
export const folded = (text: string): Folded => {
  let out = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const char of text) {
    const one = plainOf(char);
    starts.push(...Array<number>(one.length).fill(at));
    ends.push(...Array<number>(one.length).fill(at + char.length));
    out += one;
    at += char.length;
  }
  return { text: out, starts, ends };
};

/**
 * The text of `folded`, in one go and without places. Sigma is told apart by what stands around it, which a
 * single character does not know: here it is one.
 */
export const plainOf = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replaceAll('ς', 'σ');
