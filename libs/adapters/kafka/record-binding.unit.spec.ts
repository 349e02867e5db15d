import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalForm } from '../../activity/canonical.js';
import { envelopeOf } from '../../activity/raw.js';
import { bindRecord } from './record-binding.js';
import type { HeaderValue } from './record.js';

const record = (headers: Readonly<Record<string, HeaderValue>>, value: string | null = '{}') => ({
  ...{ topic: 't', partition: 0, offset: '0', timestamp: '0', key: null, headers },
  value: value === null ? null : Buffer.from(value),
});

const bound = (headers: Readonly<Record<string, HeaderValue>>, value?: string | null) => {
  const result = bindRecord(record(headers, value));
  if (!result.ok) throw new Error(result.reject.message);
  return result;
};

describe('content mode of a record', () => {
  it('given any text in a header, when bound, then the envelope says the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const { raw, mode } = bound({ ce_specversion: '1.0', ce_id: Buffer.from(text) });
        expect(envelopeOf(raw, mode)).toEqual({ specversion: '1.0', id: text, data: {} });
      }),
    );
  });

  it('given one event in both modes, when bound, then it is one content', () => {
    const event = { specversion: '1.0', id: '学 "1"', source: 's', data: { a: 1 } };
    const structured = bound(
      { 'Content-Type': 'application/cloudevents+json; charset=utf-8' },
      JSON.stringify(event),
    );
    const { data, ...rest } = event;
    const headers = Object.entries(rest).map(([name, value]) => [`ce_${name}`, value] as const);
    const binary = bound(
      { ...Object.fromEntries(headers), 'content-type': 'application/json' },
      JSON.stringify(data),
    );
    expect(canonicalForm(binary.raw, binary.mode)).toBe(
      canonicalForm(structured.raw, structured.mode),
    );
  });

  it.each<[string, Readonly<Record<string, HeaderValue>>]>([
    ['no header', {}],
    ['another format', { 'content-type': 'application/cloudevents+avro' }],
    ['a batch', { 'content-type': 'application/cloudevents-batch+json' }],
    ['another charset', { 'content-type': 'application/cloudevents+json; charset=gbk' }],
    ['a header twice', { ce_specversion: '1.0', ce_id: ['a', 'b'] }],
    ['a header in two spellings', { ce_specversion: '1.0', ce_id: 'a', CE_ID: 'b' }],
    ['no UTF-8', { ce_specversion: '1.0', ce_id: Buffer.from([0xff]) }],
    ['a line in a name', { ce_specversion: '1.0', 'ce_a: b\r\nce-id': 'x' }],
    ['a line in a type', { ce_specversion: '1.0', 'content-type': 'text/plain\r\nce-id: x' }],
  ])('given %s, when bound, then it is refused by name', (_, headers) => {
    expect(bindRecord(record(headers))).toMatchObject({
      ok: false,
      reject: { code: 'invalid_envelope' },
    });
  });
});
