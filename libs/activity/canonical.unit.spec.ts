import { describe, expect, it } from '@jest/globals';
import { canonicalForm, sameContent } from './canonical.js';
import { decodeActivity } from './decode.js';
import { parseInstant } from './instant.js';
import { binaryRaw, envelopeOf } from './raw.js';

const structured = (text: string) => ({ raw: Buffer.from(text), mode: 'structured' as const });
const binary = (headers: Record<string, string>, body: string) => ({
  raw: binaryRaw(Object.entries(headers), Buffer.from(body)),
  mode: 'binary' as const,
});

const ENVELOPE = {
  specversion: '1.0',
  id: 'c-1',
  source: 'chaoxing',
  type: 'probity.content.viewed.v1',
  subject: '学生1',
  time: '2026-03-02T08:00:05.123+08:00',
  seq: 5,
  data: { offering: 'CS101', 标题: '第一章', n: 1.0 },
};
const HEADERS = {
  'CE-SpecVersion': '1.0',
  'ce-id': 'c-1',
  'ce-source': 'chaoxing',
  'ce-type': 'probity.content.viewed.v1',
  'ce-subject': '%E5%AD%A6%E7%94%9F1',
  'ce-time': '2026-03-02T08:00:05.123+08:00',
  'ce-seq': '5',
  'content-type': 'application/json; charset=utf-8',
  authorization: 'Bearer secret',
};
const event = structured(JSON.stringify(ENVELOPE));

describe('canonical form', () => {
  it('given other key order, spacing, escapes and number spelling, then it is the same content', () => {
    const other = structured(
      '{ "data": {"n":1, "标题":"\\u7b2c一章","offering":"CS101"}, "time":"2026-03-02T08:00:05.123+08:00",' +
        '"subject":"\\u5b66生1","seq":5,"type":"probity.content.viewed.v1","source":"chaoxing",' +
        '"id":"c-1","specversion":"1.0","dataschema":null,"datacontenttype":"application/json"}',
    );
    expect(sameContent(event, other)).toBe(true);
  });

  it('given the binary binding or base64 data, then it is the same content', () => {
    const body = JSON.stringify(ENVELOPE.data);
    const attributes = { ...ENVELOPE, data: undefined };
    const encoded = { ...attributes, data_base64: Buffer.from(body).toString('base64') };
    expect(sameContent(event, binary(HEADERS, body))).toBe(true);
    expect(sameContent(event, structured(JSON.stringify(encoded)))).toBe(true);
  });

  it('given a member with a name that objects inherit, then it counts like any other', () => {
    const named = (value: number) =>
      structured(JSON.stringify(ENVELOPE).replace('"seq":5', `"__proto__":{"n":${value}}`));
    expect(sameContent(named(1), named(2))).toBe(false);
    expect(sameContent(named(1), named(1))).toBe(true);
  });

  it('given one changed character, then it is other content', () => {
    const changed = JSON.stringify(ENVELOPE).replace('08:00:05.123', '08:00:05.124');
    expect(sameContent(event, structured(changed))).toBe(false);
    expect(sameContent(event, binary(HEADERS, '{"offering":"CS102","标题":"第一章","n":1}'))).toBe(
      false,
    );
  });

  it('given no canonical form (a number beyond a double), then only equal bytes are the same', () => {
    const huge = structured('{"id":"c-1","data":{"n":1e400}}');
    expect(() => canonicalForm(huge.raw, huge.mode)).toThrow();
    expect(sameContent(huge, huge)).toBe(true);
    expect(sameContent(huge, structured('{"id":"c-1","data":{"n":1e401}}'))).toBe(false);
  });
});

describe('binary raw unit', () => {
  it('given request headers, then it holds the event’s headers and no credential', () => {
    const { raw } = binary(HEADERS, '{}');
    expect(Buffer.from(raw).toString('latin1')).not.toMatch(/secret|authorization/i);
    expect(envelopeOf(raw, 'binary')).toMatchObject({ subject: '学生1', seq: '5', data: {} });
  });

  it('given data that is no JSON, then text stays text and bytes become base64', () => {
    const text = binary({ 'ce-id': '1', 'content-type': 'text/plain' }, '第一\r\n\r\n章');
    expect(envelopeOf(text.raw, 'binary')).toMatchObject({ data: '第一\r\n\r\n章' });
    const bytes = binary({ 'ce-id': '1', 'content-type': 'image/png' }, '\u0001');
    expect(envelopeOf(bytes.raw, 'binary')).toMatchObject({ data_base64: 'AQ==' });
    expect(envelopeOf(binary({ 'ce-id': '1' }, '').raw, 'binary')).toEqual({ id: '1' });
  });
});

describe('decoding', () => {
  it('given a source whose devices stamp, then only `recordedtime` makes it server-timed', () => {
    const recorded = structured(
      JSON.stringify({ ...ENVELOPE, recordedtime: '2026-03-02T00:00:06Z' }),
    );
    const time = Date.UTC(2026, 2, 2, 0, 0, 5, 123);
    expect(decodeActivity(event, 'device')).toMatchObject({ time, at: time, serverTimed: false });
    expect(decodeActivity(event, 'server')).toMatchObject({ serverTimed: true, account: '学生1' });
    expect(decodeActivity(recorded, 'device')).toMatchObject({
      time,
      at: Date.UTC(2026, 2, 2, 0, 0, 6),
      serverTimed: true,
      timeText: ENVELOPE.time,
    });
  });

  it('given RFC 3339 instants, then offsets, fractions and leap seconds are read, others refused', () => {
    expect(parseInstant('2026-03-02T08:00:05.1239+08:00')).toBe(Date.UTC(2026, 2, 2, 0, 0, 5, 123));
    expect(parseInstant('2016-12-31t23:59:60.5z')).toBe(Date.UTC(2017, 0, 1));
    expect(parseInstant('2024-02-29T00:00:00-00:00')).toBe(Date.UTC(2024, 1, 29));
    for (const bad of [
      '2026-03-02T08:00:05',
      '2026-02-30T08:00:05Z',
      '2026-03-02T24:00:00Z',
      '2026-03-02 08:00:05Z',
      '2026-03-02T08:00:05+8:00',
      'yesterday',
    ])
      expect(parseInstant(bad)).toBeUndefined();
  });
});
