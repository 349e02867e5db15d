import { crc32 } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { entryName } from './entry-names.js';

/** 卷宗.pdf as Chinese Windows writes it. */
const GBK = Buffer.from([0xbe, 0xed, 0xd7, 0xda, 0x2e, 0x70, 0x64, 0x66]);
const NONE = Buffer.alloc(0);

const unicodePath = (plain: Buffer, meant: string): Buffer => {
  const name = Buffer.from(meant);
  const head = Buffer.alloc(9);
  head.writeUInt16LE(0x7075, 0);
  head.writeUInt16LE(name.length + 5, 2);
  head[4] = 1;
  head.writeUInt32LE(crc32(plain), 5);
  return Buffer.concat([head, name]);
};

describe('name of a ZIP entry', () => {
  it('given UTF-8, said or not, or GB 18030, when read, then it is what the packer meant', () => {
    expect(entryName(Buffer.from('a/卷宗.pdf'), 0x0800, NONE)).toBe('a/卷宗.pdf');
    expect(entryName(Buffer.from('a/卷宗.pdf'), 0, NONE)).toBe('a/卷宗.pdf');
    expect(entryName(GBK, 0, NONE)).toBe('卷宗.pdf');
  });

  it('given a Unicode path beside an escaped name, when read, then it counts, unless it is of another name', () => {
    const escaped = Buffer.from('data/00-#U5377.pdf');
    expect(entryName(escaped, 0, unicodePath(escaped, 'data/00-卷.pdf'))).toBe('data/00-卷.pdf');
    const stale = unicodePath(Buffer.from('other'), 'data/00-卷.pdf');
    expect(entryName(escaped, 0, stale)).toBe('data/00-#U5377.pdf');
  });

  it.each([
    ['data/E-002', 'data/E-001'],
    ['data/40-x.pdf', 'data/10-卷.pdf'],
    ['data/../../x', 'data/卷'],
  ])('given the name %s and beside it %s, when read, then it is refused', (plain, meant) => {
    const name = Buffer.from(plain);
    expect(() => entryName(name, 0, unicodePath(name, meant))).toThrow(/two names/);
  });

  it('given bytes that are no text, when read, then it is refused', () => {
    expect(() => entryName(Buffer.from([0xff, 0xff]), 0, NONE)).toThrow(/neither/);
  });
});
