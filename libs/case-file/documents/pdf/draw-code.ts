import { create } from 'qrcode';
import { TEXT_WIDTH } from '../paper.js';
import { linesOf } from './line-breaks.js';
import { printable } from './printable.js';
import { LEFT, type Sheet } from './sheet.js';

const SIDE = 78;
const PAD = 8;
/** Light modules around a symbol: ISO/IEC 18004, 5.3.8. */
const QUIET = 4;
const SIZE = 9;
const LEADING = SIZE * 1.55;

/** The code as a QR symbol and as text, boxed, with what it is good for. */
export const drawCode = (sheet: Sheet, code: string, says: string): void => {
  const x = LEFT + SIDE + 2 * PAD;
  const lines = linesOf(printable(says), SIZE, TEXT_WIDTH - SIDE - 3 * PAD);
  const height = Math.max(SIDE, 18 + lines.length * LEADING) + 2 * PAD;
  sheet.need(height + 10);
  sheet.y += 6;
  const { y, doc } = sheet;
  sheet.artifact(() => {
    doc.lineWidth(0.5).strokeColor('#888888').rect(LEFT, y, TEXT_WIDTH, height).stroke();
  });
  sheet.element(
    'Figure',
    () => {
      drawSymbol(doc, code, LEFT + PAD, y + PAD);
    },
    { alt: `QR: ${code}` },
  );
  sheet.element('P', () => {
    sheet.line(code, x, y + PAD, 10.5, { bold: true });
    lines.forEach((line, at) => {
      sheet.line(line, x, y + PAD + 18 + at * LEADING, SIZE);
    });
  });
  sheet.y += height + 6;
};

/** One rectangle for each run of dark modules in a row. */
const drawSymbol = (doc: PDFKit.PDFDocument, code: string, x: number, y: number): void => {
  const { modules } = create(code, { errorCorrectionLevel: 'M' });
  const module = SIDE / (modules.size + 2 * QUIET);
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1) {
      let run = 0;
      while (column + run < modules.size && modules.get(row, column + run)) run += 1;
      if (run === 0) continue;
      const left = x + (column + QUIET) * module;
      doc.rect(left, y + (row + QUIET) * module, run * module, module);
      column += run;
    }
  doc.fill('#000000');
};
