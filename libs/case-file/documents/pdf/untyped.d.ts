declare module 'fontkit' {
  export interface Font {
    readonly unitsPerEm: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    glyphForCodePoint(codePoint: number): { readonly advanceWidth: number };
  }
  export const create: (bytes: Uint8Array) => Font;
}

declare module 'linebreak' {
  /** Opportunities to break a line, Unicode Standard Annex #14. */
  export default class LineBreaker {
    constructor(text: string);
    /** `position` is behind the opportunity; null at the end. */
    nextBreak(): { readonly position: number; readonly required: boolean } | null;
  }
}
