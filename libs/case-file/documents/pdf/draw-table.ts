import { TEXT_WIDTH, type TableBlock } from '../paper.js';
import { linesOf } from './line-breaks.js';
import { printable } from './printable.js';
import { LEFT, type Sheet } from './sheet.js';

const SIZE = 8.5;
const LEADING = SIZE * 1.55;
const PAD = 4;
const RULE = '#888888';
const HEAD = '#eeeeee';

interface Column {
  readonly x: number;
  readonly width: number;
}

interface Row {
  readonly cells: readonly (readonly string[])[];
  readonly height: number;
}

/**
 * A ruled table. Its head stands again on each page; a row goes whole to the next page where it
 * fits there, and a row taller than a page is continued.
 */
export const drawTable = (sheet: Sheet, { columns, rows }: TableBlock): void => {
  const shares = columns.reduce((sum, { share }) => sum + share, 0);
  let x = LEFT;
  const places = columns.map(({ share }) => {
    const width = (TEXT_WIDTH * share) / shares;
    x += width;
    return { x: x - width, width };
  });
  const head = rowOf(
    columns.map(({ title }) => title),
    places,
  );
  const titled = columns.some(({ title }) => title !== '');
  const drawHead = () => (titled ? [drawRow(sheet, head, places, true)] : []);
  sheet.need(head.height * 3);
  const parts = drawHead();
  for (const cells of rows)
    for (const part of portions(rowOf(cells, places), pageRoom(sheet, head))) {
      if (sheet.room < part.height) {
        sheet.turn();
        parts.push(...drawHead());
      }
      parts.push(drawRow(sheet, part, places, false));
    }
  sheet.add(sheet.group('Table', parts));
  sheet.y += 8;
};

const rowOf = (cells: readonly string[], columns: readonly Column[]): Row =>
  sized(
    cells.map((text, at) => linesOf(printable(text), SIZE, (columns[at]?.width ?? 0) - 2 * PAD)),
  );

const sized = (cells: readonly (readonly string[])[]): Row => ({
  cells,
  height: Math.max(...cells.map(({ length }) => length)) * LEADING + 2 * PAD,
});

/** Lines of a row that a whole page holds below the table's head. */
const pageRoom = (sheet: Sheet, head: Row): number =>
  Math.floor((sheet.pageHeight - head.height - 2 * PAD) / LEADING);

const portions = (row: Row, lines: number): Row[] => {
  const longest = Math.max(...row.cells.map(({ length }) => length));
  if (longest <= lines) return [row];
  return Array.from({ length: Math.ceil(longest / lines) }, (_, at) =>
    sized(row.cells.map((cell) => cell.slice(at * lines, (at + 1) * lines))),
  );
};

const drawRow = (
  sheet: Sheet,
  { cells, height }: Row,
  columns: readonly Column[],
  head: boolean,
) => {
  const { y, doc } = sheet;
  sheet.artifact(() => {
    for (const { x, width } of columns) {
      if (head) doc.rect(x, y, width, height).fill(HEAD);
      doc.lineWidth(0.5).strokeColor(RULE).rect(x, y, width, height).stroke();
    }
  });
  const parts = cells.map((lines, at) =>
    sheet.part(head ? 'TH' : 'TD', () => {
      lines.forEach((line, row) => {
        sheet.line(line, (columns[at]?.x ?? 0) + PAD, y + PAD + row * LEADING, SIZE, {
          bold: head,
        });
      });
    }),
  );
  sheet.y += height;
  return sheet.group('TR', parts);
};
