import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { JsonElements } from './json-elements.js';

const cut = (text: string, chunk: number): { elements: unknown[]; left: string } => {
  const bytes = Buffer.from(text);
  const elements = new JsonElements();
  const found: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += chunk)
    found.push(...elements.feed(bytes.subarray(at, at + chunk)));
  return {
    elements: found.map((element) => JSON.parse(Buffer.from(element).toString()) as unknown),
    left: Buffer.from(elements.end() ?? []).toString(),
  };
};

const anObject = fc.dictionary(fc.string(), fc.jsonValue());

describe('JsonElements', () => {
  it('given NDJSON or an array in chunks of any size, when cut, then the objects come out whole', () => {
    fc.assert(
      fc.property(fc.array(anObject), fc.integer({ min: 1, max: 40 }), (objects, chunk) => {
        const expected = JSON.parse(JSON.stringify(objects)) as unknown[];
        const lines = objects.map((object) => JSON.stringify(object)).join('\n');
        expect(cut(lines, chunk).elements).toEqual(expected);
        expect(cut(JSON.stringify(objects, null, 2), chunk)).toEqual({
          elements: expected,
          left: '',
        });
      }),
    );
  });

  it('given a last line cut short, when ended, then what is left is given back', () => {
    expect(cut('{"a":1}\n{"b":', 3)).toEqual({ elements: [{ a: 1 }], left: '{"b":' });
  });
});
