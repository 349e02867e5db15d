import { describe, expect, it } from '@jest/globals';
import { mediaTypeOf } from './media-type.js';

const bytes = (...list: number[]): Uint8Array => Uint8Array.from(list);
const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const why = (file: Uint8Array): string => {
  const found = mediaTypeOf(file);
  return found.taken ? `taken as ${found.type}` : found.why;
};

describe('what a file is', () => {
  it.each([
    ['a PDF', latin('%PDF-1.7\n'), 'application/pdf'],
    ['a picture', latin('\x89PNG\r\n\x1a\n\0\0'), 'image/png'],
    ['a recording', latin('\0\0\0\x18ftypmp42'), 'video/mp4'],
    ['text', new TextEncoder().encode('记录：缺课\r\n\t17 学时'), 'text/plain;charset=utf-8'],
  ])('given %s, then it is taken as such', (_, file, type) => {
    expect(mediaTypeOf(file)).toEqual({ taken: true, type });
  });

  it.each([
    ['nothing', bytes(), /empty/],
    ['text in GBK', bytes(0xbc, 0xc7, 0xc2, 0xbc), /not UTF-8/],
    ['text in UTF-16', bytes(0xff, 0xfe, 0x61, 0x00), /not UTF-8/],
    ['a page of HTML', latin('\n <html><script>'), /markup/],
    ['a program', latin('MZ\x90\0\x03\0'), /binary/],
    ['text with an escape', latin('a\x1b[31m'), /binary/],
  ])('given %s, then it says why it is not taken', (_, file, reason) => {
    expect(why(file)).toMatch(reason);
  });
});
