import LineBreaker from 'linebreak';
import { typeface } from './typeface.js';

/**
 * Breaks a printable text into lines of at most `width` points: where Unicode Standard Annex #14 allows it, so no
 * Chinese closing mark begins a line; within a word only where the word alone is too long.
 *
 * @param indent points by which the first line of each paragraph is shorter
 */
export const linesOf = (text: string, size: number, width: number, indent = 0): string[] =>
  text.split('\n').flatMap((paragraph) => paragraphLines(paragraph, size, width, indent));

const paragraphLines = (text: string, size: number, width: number, indent: number): string[] => {
  const lines: string[] = [];
  let line = '';
  let room = width - indent;
  const next = (): void => {
    lines.push(line.trimEnd());
    line = '';
    room = width;
  };
  for (const piece of piecesOf(text)) {
    if (line !== '' && widthOf(line + piece, size) > room) next();
    for (const part of fitting(piece, size, room)) {
      if (line !== '' && widthOf(line + part, size) > room) next();
      line += part;
    }
  }
  lines.push(line.trimEnd());
  return lines;
};

/** A space at the end of a line takes no room. */
const widthOf = (text: string, size: number): number => typeface().widthOf(text.trimEnd(), size);

function* piecesOf(text: string): Iterable<string> {
  const breaker = new LineBreaker(text);
  let from = 0;
  for (let found = breaker.nextBreak(); found; found = breaker.nextBreak()) {
    yield text.slice(from, found.position);
    from = found.position;
  }
}

/** A word too long for any line, such as a hash, in parts that fit. */
const fitting = (piece: string, size: number, room: number): string[] => {
  if (widthOf(piece, size) <= room) return [piece];
  const parts: string[] = [];
  let part = '';
  for (const character of piece) {
    if (part !== '' && widthOf(part + character, size) > room) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  return [...parts, part];
};
