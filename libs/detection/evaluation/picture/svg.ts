/** Attributes; numbers are rounded to a tenth of a pixel. */
type Attributes = Readonly<Record<string, string | number | undefined>>;

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

const attributesOf = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const written = typeof value === 'number' ? String(Math.round(value * 10) / 10) : value;
      return ` ${name}="${escaped(String(written))}"`;
    })
    .join('');

/** An element; children are elements already. */
export const element = (
  name: string,
  attributes: Attributes,
  children: readonly string[] = [],
): string =>
  children.length === 0
    ? `<${name}${attributesOf(attributes)}/>`
    : `<${name}${attributesOf(attributes)}>${children.join('\n')}</${name}>`;

export const INK = '#222222';
export const FAINT = '#d9d9d9';
export const GREY = '#6b6b6b';

export const line = (
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  more: Attributes = {},
): string => element('line', { x1, y1, x2, y2, stroke: FAINT, 'stroke-width': 1, ...more });

export const words = (x: number, y: number, text: string, more: Attributes = {}): string =>
  element('text', { x, y, fill: INK, 'font-size': 12, ...more }, [escaped(text)]);

export const dot = (cx: number, cy: number, r: number, fill: string): string =>
  element('circle', { cx, cy, r, fill });

/** The whole picture on white: it is looked at on dark pages too. */
export const drawing = (
  width: number,
  height: number,
  title: string,
  parts: readonly string[],
): string =>
  `${element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${String(width)} ${String(height)}`,
      width,
      height,
      role: 'img',
      'font-family': 'Helvetica, Arial, sans-serif',
    },
    [
      element('title', {}, [escaped(title)]),
      element('rect', { width, height, fill: '#ffffff' }),
      ...parts,
    ],
  )}\n`;
