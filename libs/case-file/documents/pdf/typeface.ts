import { create, type Font } from 'fontkit';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const FILE = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';

/** Noto Sans SC (SIL Open Font Licence 1.1): its bytes to embed, its measures to lay out with. */
export interface Typeface {
  readonly bytes: Uint8Array;
  has(codePoint: number): boolean;
  /** In points. */
  widthOf(text: string, size: number): number;
}

let loaded: Typeface | undefined;

/** Read once a process, 10 MB. Only measures are shared: a subset is cut for each document afresh. */
export const typeface = (): Typeface => (loaded ??= load());

const load = (): Typeface => {
  const bytes = readFileSync(createRequire(import.meta.url).resolve(FILE));
  const font = create(bytes);
  const widths = new Map<number, number>();
  return {
    bytes,
    has: (codePoint) => font.hasGlyphForCodePoint(codePoint),
    widthOf: (text, size) => {
      let width = 0;
      for (const character of text) width += advance(font, widths, character.codePointAt(0) ?? 0);
      return width * size;
    },
  };
};

const advance = (font: Font, widths: Map<number, number>, codePoint: number): number => {
  const known = widths.get(codePoint);
  if (known !== undefined) return known;
  const width = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm;
  widths.set(codePoint, width);
  return width;
};
