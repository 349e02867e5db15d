import PDFDocument from 'pdfkit';
import { TEXT_WIDTH } from '../paper.js';
import { printable } from './printable.js';
import { typeface } from './typeface.js';

const A4 = { width: 595.28, height: 841.89 };
const TOP = 71;
const BOTTOM = 71;
export const LEFT = (A4.width - TEXT_WIDTH) / 2;
const FOOT = A4.height - 48;

export interface SheetInfo {
  readonly title: string;
  readonly subject: string;
  /** Milliseconds; the only time in the file. */
  readonly at: number;
}

type Element = PDFKit.PDFStructureElement;

/**
 * A PDF/A-2b document that is written downwards, page by page. The same calls make the same bytes:
 * dates and id come from `info`, and streams are stored, for compression differs between releases
 * of zlib (decision 0009).
 */
export class Sheet {
  y = TOP;
  readonly doc: PDFKit.PDFDocument;
  private readonly root: Element;
  private readonly chunks: Uint8Array[] = [];
  private readonly ended: Promise<void>;

  constructor(info: SheetInfo) {
    this.doc = new PDFDocument({
      size: [A4.width, A4.height],
      margin: 0,
      subset: 'PDF/A-2b',
      pdfVersion: '1.7',
      tagged: true,
      lang: 'zh-CN',
      displayTitle: true,
      compress: false,
      bufferPages: true,
      font: null as never,
      info: {
        Title: xmlSafe(info.title),
        Subject: xmlSafe(info.subject),
        Creator: 'Probity',
        Producer: 'Probity',
        CreationDate: new Date(Math.floor(info.at / 1000) * 1000),
      },
    });
    this.ended = new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Uint8Array) => this.chunks.push(chunk));
      this.doc.on('end', resolve);
      this.doc.on('error', reject);
    });
    this.doc.registerFont('text', typeface().bytes as never);
    this.doc.font('text');
    this.root = this.doc.struct('Document');
    this.doc.addStructure(this.root);
  }

  /** Points left on the page. */
  get room(): number {
    return A4.height - BOTTOM - this.y;
  }

  /** Points that an empty page has. */
  get pageHeight(): number {
    return A4.height - TOP - BOTTOM;
  }

  /** A new page where `height` points do not fit on this one. */
  need(height: number): void {
    if (this.room < height && this.y > TOP) this.turn();
  }

  turn(): void {
    this.doc.continueOnNewPage();
    this.y = TOP;
  }

  /** Draws one element of the document's structure, over as many pages as it takes. */
  element(tag: string, draw: () => void, options: { lang?: string; alt?: string } = {}): void {
    this.root.add(this.part(tag, draw, options));
  }

  /** An element to be added to another, such as a cell to its row. */
  part(tag: string, draw: () => void, options: { lang?: string; alt?: string } = {}): Element {
    const content = this.doc.markStructureContent(tag as never);
    draw();
    this.doc.endMarkedContent();
    const element = this.doc.struct(tag as never, options as never, [content]);
    return element;
  }

  /** An element made of others, such as a table of rows. */
  group(tag: string, parts: readonly Element[]): Element {
    const element = this.doc.struct(tag as never);
    for (const part of parts) element.add(part);
    element.end();
    return element;
  }

  add(element: Element): void {
    this.root.add(element);
  }

  /** What decorates and says nothing: rules, boxes. */
  artifact(draw: () => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' });
    draw();
    this.doc.endMarkedContent();
  }

  /** One line, its upper left corner at `x`, `y`. `bold` is drawn with an outline. */
  line(text: string, x: number, y: number, size: number, { bold = false, color = '#000000' } = {}) {
    const options = { lineBreak: false, ...(bold ? { stroke: true, fill: true } : {}) };
    this.doc
      .fontSize(size)
      .fillColor(color)
      .strokeColor(color)
      .lineWidth(size / 40);
    this.doc.text(printable(text), x, y, options);
  }

  /** Puts a foot under every page and closes the document. */
  async end(foot: (page: number, pages: number) => readonly [left: string, right: string]) {
    this.root.end();
    const { start, count } = this.doc.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.doc.switchToPage(start + page);
      const [left, right] = foot(page + 1, count);
      this.doc.markContent('Artifact', { type: 'Pagination' });
      this.line(left, LEFT, FOOT, 7.5, { color: '#555555' });
      const width = typeface().widthOf(right, 7.5);
      this.line(right, LEFT + TEXT_WIDTH - width, FOOT, 7.5, { color: '#555555' });
      this.doc.endMarkedContent();
    }
    this.doc.end();
    await this.ended;
    return { bytes: new Uint8Array(Buffer.concat(this.chunks)), pages: count };
  }
}

/** pdfkit puts these into XMP as they are. */
const xmlSafe = (text: string): string => printable(text).replaceAll(/[<>&"']/g, ' ');
