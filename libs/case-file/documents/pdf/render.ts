import type { Block, Paper } from '../paper.js';
import { drawCode } from './draw-code.js';
import { drawPicture } from './draw-picture.js';
import { drawTable } from './draw-table.js';
import { drawHeading, drawOrganization, drawParagraph, drawRight, drawTitle } from './draw-text.js';
import { Sheet } from './sheet.js';

export interface Rendered {
  readonly bytes: Uint8Array;
  readonly pages: number;
}

/** A paper as PDF/A-2b (ISO 19005-2). Equal papers give equal bytes. */
export const render = (paper: Paper): Promise<Rendered> => {
  const { organization, title, serial, template, at, code } = paper;
  const sheet = new Sheet({ title, subject: `${serial} ${template} ${code ?? ''}`.trim(), at });
  if (organization !== undefined) drawOrganization(sheet, organization);
  drawTitle(sheet, title, serial);
  for (const block of paper.blocks) draw(sheet, block);
  const left = [serial, template, ...(code === undefined ? [] : [`核验码 ${code}`])].join(' · ');
  return sheet.end((page, pages) => [left, `第 ${String(page)} 页 共 ${String(pages)} 页`]);
};

const draw = (sheet: Sheet, block: Block): void => {
  switch (block.kind) {
    case 'heading':
      drawHeading(sheet, block);
      return;
    case 'text':
      drawParagraph(sheet, block);
      return;
    case 'right':
      drawRight(sheet, block);
      return;
    case 'fields':
      drawTable(sheet, fieldsTable(block.rows));
      return;
    case 'table':
      drawTable(sheet, block);
      return;
    case 'page':
      sheet.turn();
      return;
    case 'code':
      drawCode(sheet, block.code, block.says);
      return;
    case 'picture':
      drawPicture(sheet, block);
  }
};

const fieldsTable = (rows: readonly (readonly [string, string])[]) => ({
  kind: 'table' as const,
  columns: [
    { title: '', share: 1 },
    { title: '', share: 3.4 },
  ],
  rows,
});
