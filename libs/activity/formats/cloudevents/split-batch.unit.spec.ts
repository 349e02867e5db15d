import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { splitBatch } from './split-batch.js';

const elements = (text: string): unknown[] => {
  const body = Buffer.from(text);
  const split = splitBatch(body);
  if (!split.ok) throw new Error(split.message);
  return split.slices.map(
    ({ start, end }) => JSON.parse(body.subarray(start, end).toString()) as unknown,
  );
};

describe('splitBatch', () => {
  it('given any JSON array, however indented, when split, then the slices are its elements', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.constantFrom(0, 1, '\t', '\r\n'),
        (array, indent) => {
          const text = JSON.stringify(array, null, indent).replace(/^\[/, ' [ ').replace(/$/, '\n');
          expect(elements(text)).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  it('given an array cut anywhere, when split, then it is no array and the place is told', () => {
    const text = '[{"a":"]}\\"","b":[1,{}]}, {"c":2}]';
    for (let end = 0; end < text.length; end += 1)
      expect(splitBatch(Buffer.from(text.slice(0, end)))).toMatchObject({ ok: false, offset: end });
    expect(elements(text)).toHaveLength(2);
  });

  it.each([
    ['{"a":1}', 0],
    ['[1,]', 3],
    ['[,1]', 1],
    ['[1 2]', 3],
    ['[1] x', 4],
    ['', 0],
  ])('given %s, when split, then the fault is at byte %i', (text, offset) => {
    expect(splitBatch(Buffer.from(text))).toMatchObject({ ok: false, offset });
  });

  it('given an element whose inside is no JSON, when split, then its neighbours are whole', () => {
    const body = Buffer.from('[{"a":1},{"b":01,,},{"c":"中"}]');
    const split = splitBatch(body);
    const texts = split.ok && split.slices.map((s) => body.subarray(s.start, s.end).toString());
    expect(texts).toEqual(['{"a":1}', '{"b":01,,}', '{"c":"中"}']);
  });
});
