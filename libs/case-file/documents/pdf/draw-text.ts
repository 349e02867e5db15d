import { TEXT_WIDTH, type Language } from '../paper.js';
import { linesOf } from './line-breaks.js';
import { printable } from './printable.js';
import { LEFT, type Sheet } from './sheet.js';
import { typeface } from './typeface.js';

const SIZE = 10.5;
const LEADING = 1.75;
/** Two characters, as Chinese paragraphs begin. */
const INDENT = 2 * SIZE;

interface Paragraph {
  readonly text: string;
  readonly indent?: boolean;
  readonly lang?: Language;
}

/** Whose paper it is, above the title. */
export const drawOrganization = (sheet: Sheet, name: string): void => {
  drawCentred(sheet, 'P', name, 14);
};

export const drawTitle = (sheet: Sheet, title: string, serial: string): void => {
  drawCentred(sheet, 'H1', title, 20);
  sheet.element('P', () => {
    drawRightLine(sheet, serial);
  });
  sheet.y += 8;
};

export const drawHeading = (sheet: Sheet, { text, lang }: Paragraph): void => {
  // A heading does not stand alone at the foot of a page.
  sheet.need(64);
  sheet.y += 6;
  sheet.element(
    'H2',
    () => {
      for (const line of linesOf(printable(text), 12, TEXT_WIDTH)) {
        sheet.line(line, LEFT, sheet.y, 12, { bold: true });
        sheet.y += 12 * 1.7;
      }
    },
    lang === undefined ? {} : { lang },
  );
};

export const drawParagraph = (sheet: Sheet, { text, indent = false, lang }: Paragraph): void => {
  const shift = indent ? INDENT : 0;
  for (const paragraph of printable(text).split('\n')) {
    const lines = linesOf(paragraph, SIZE, TEXT_WIDTH, shift);
    sheet.need(SIZE * LEADING);
    sheet.element(
      'P',
      () => {
        lines.forEach((line, at) => {
          sheet.need(SIZE * LEADING);
          sheet.line(line, LEFT + (at === 0 ? shift : 0), sheet.y, SIZE);
          sheet.y += SIZE * LEADING;
        });
      },
      lang === undefined ? {} : { lang },
    );
  }
};

const drawCentred = (sheet: Sheet, tag: string, text: string, size: number): void => {
  sheet.element(tag, () => {
    for (const line of linesOf(printable(text), size, TEXT_WIDTH)) {
      const x = LEFT + (TEXT_WIDTH - typeface().widthOf(line, size)) / 2;
      sheet.line(line, x, sheet.y, size, { bold: true });
      sheet.y += size * 1.5;
    }
  });
};

/** Signature and date, at the right margin. */
export const drawRight = (sheet: Sheet, { text }: Paragraph): void => {
  const lines = text.split('\n');
  sheet.need(lines.length * SIZE * LEADING + 8);
  sheet.y += 8;
  for (const line of lines) {
    sheet.element('P', () => {
      drawRightLine(sheet, line);
    });
  }
};

const drawRightLine = (sheet: Sheet, text: string): void => {
  for (const line of linesOf(printable(text), SIZE, TEXT_WIDTH)) {
    sheet.need(SIZE * LEADING);
    const x = LEFT + TEXT_WIDTH - typeface().widthOf(line, SIZE);
    sheet.line(line, x, sheet.y, SIZE);
    sheet.y += SIZE * LEADING;
  }
};
