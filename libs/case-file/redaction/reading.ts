import type { Span } from './located-names.js';

/** What a text, or a part of it, says once it is decoded. */
export interface Reading {
  readonly text: string;
  /** Where a part of it stands in the text as it was written. */
  readonly spanOf: (span: Span) => Span;
  /** Of an encoded run: each part of it stands in the whole run. */
  readonly inRun: boolean;
}

export const asWritten = (text: string): Reading => ({
  text,
  spanOf: (span) => span,
  inRun: false,
});

/** Where a match stood, and what stands for it. */
interface Edit {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
}

/** With something else in the place of each match; undefined where there is none. */
export const substituted = (
  { text, spanOf, inRun }: Reading,
  pattern: RegExp,
  instead: (match: RegExpExecArray) => string,
): Reading | undefined => {
  const edits: Edit[] = [];
  let out = '';
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const [from, to] = [match.index, match.index + match[0].length];
    out += text.slice(at, from);
    const start = out.length;
    out += instead(match);
    edits.push({ start, end: out.length, from, to });
    at = to;
  }
  if (edits.length === 0) return undefined;
  return {
    inRun,
    text: out + text.slice(at),
    spanOf: ([start, end]) => spanOf([originOf(edits, start)[0], originOf(edits, end - 1)[1]]),
  };
};

/** Of one unit: that of the edit which made it, or one beside. */
const originOf = (edits: readonly Edit[], at: number): Span => {
  const edit = edits[lastUpTo(edits, at)];
  if (edit === undefined) return [at, at + 1];
  if (at < edit.end) return [edit.from, edit.to];
  const from = edit.to + at - edit.end;
  return [from, from + 1];
};

/** The last edit that starts there or before; -1 for none. */
const lastUpTo = (edits: readonly Edit[], at: number): number => {
  let [low, high] = [0, edits.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edits[middle]?.start ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
};
