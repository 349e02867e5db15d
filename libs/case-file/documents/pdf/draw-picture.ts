import type { PictureBlock, Shape } from '../paper.js';
import { printable } from './printable.js';
import { LEFT, type Sheet } from './sheet.js';
import { typeface } from './typeface.js';

/** A picture in vectors, whole on one page. */
export const drawPicture = (sheet: Sheet, { shapes, height, alt }: PictureBlock): void => {
  sheet.need(height);
  const top = sheet.y;
  sheet.element(
    'Figure',
    () => {
      for (const shape of shapes) drawShape(sheet, shape, top);
    },
    { alt: printable(alt) },
  );
  sheet.y += height + 8;
};

const drawShape = (sheet: Sheet, shape: Shape, top: number): void => {
  const { doc } = sheet;
  switch (shape.shape) {
    case 'line': {
      const { from, to, color, dashed = false } = shape;
      doc.lineWidth(0.6).strokeColor(color);
      if (dashed) doc.dash(2, { space: 2 });
      doc.moveTo(LEFT + from[0], top + from[1]).lineTo(LEFT + to[0], top + to[1]);
      doc.stroke().undash();
      return;
    }
    case 'bar': {
      const { at, size, color } = shape;
      doc.rect(LEFT + at[0], top + at[1], size[0], size[1]).fill(color);
      return;
    }
    case 'dot': {
      doc.circle(LEFT + shape.at[0], top + shape.at[1], shape.radius).fill(shape.color);
      return;
    }
    case 'label': {
      const { at, size, color = '#000000', align = 'left' } = shape;
      const text = printable(shape.text);
      const width = typeface().widthOf(text, size);
      const shift = { left: 0, center: width / 2, right: width }[align];
      sheet.line(text, LEFT + at[0] - shift, top + at[1], size, { color });
    }
  }
};
