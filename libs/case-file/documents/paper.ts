/** What a document says, before it is laid out. Texts are plain; lines end with `\n`. */
export interface Paper {
  /** Whose paper it is, above the title; nothing stands there where absent. */
  readonly organization?: string;
  readonly title: string;
  /** The document's number, such as `2026-000123-告1`. */
  readonly serial: string;
  /** Template and version, such as `notice@1`. */
  readonly template: string;
  /** When what it tells was done: its date, milliseconds. */
  readonly at: number;
  /** The checkpoint code, which `verify --root` takes; absent on papers that carry none. */
  readonly code?: string;
  readonly blocks: readonly Block[];
}

export type Language = 'zh-CN' | 'en';

interface InLanguage {
  /** Chinese where absent. */
  readonly lang?: Language;
}

export type Block = InLanguage &
  (
    | { readonly kind: 'heading'; readonly text: string }
    | { readonly kind: 'text'; readonly text: string; readonly indent?: boolean }
    | { readonly kind: 'right'; readonly text: string }
    | { readonly kind: 'fields'; readonly rows: readonly (readonly [string, string])[] }
    | TableBlock
    | { readonly kind: 'page' }
    | { readonly kind: 'code'; readonly code: string; readonly says: string }
    | PictureBlock
  );

export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly {
    /** No head is drawn where all are empty. */
    readonly title: string;
    /** Share of the width. */
    readonly share: number;
  }[];
  readonly rows: readonly (readonly string[])[];
}

/** Lines, bars and marks on the text's width; points, from its upper left corner. */
export interface PictureBlock {
  readonly kind: 'picture';
  /** For those who cannot see it. */
  readonly alt: string;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export type Shape =
  | {
      readonly shape: 'line';
      readonly from: readonly [number, number];
      readonly to: readonly [number, number];
      readonly color: string;
      readonly dashed?: boolean;
    }
  | {
      readonly shape: 'bar';
      readonly at: readonly [number, number];
      readonly size: readonly [number, number];
      readonly color: string;
    }
  | {
      readonly shape: 'dot';
      readonly at: readonly [number, number];
      readonly radius: number;
      readonly color: string;
    }
  | {
      readonly shape: 'label';
      readonly at: readonly [number, number];
      readonly text: string;
      readonly size: number;
      readonly color?: string;
      readonly align?: 'left' | 'center' | 'right';
    };

/** Width of the text on a page, which pictures are drawn to: A4 between margins of 25 mm. */
export const TEXT_WIDTH = 453;
