import { describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { binaryRaw } from '../../activity/raw.js';
import { rawText } from './raw-text.js';
import { spansOf } from './redact.js';
import { redactedCopies, redactedRaw, searchedIn } from './redacted-raw.js';
import { idWord, nameWord } from './word.js';

/** A number of nineteen digits, as platforms give them, which no floating-point number holds. */
const UID = '1234567890123456789';
const WORDS = [nameWord('韩梅梅'), idWord('2023010124'), idWord(UID)];
const NAMES = { hidden: [{ code: 'student-1', words: WORDS }], kept: [] };

const ref = { source: 'chaoxing', id: 'e-1' };
const structured = (data: string, more = '') => {
  const head = '"specversion":"1.0","id":"e-1","source":"chaoxing","type":"x"';
  const bytes = Buffer.from(`{${head}${more}${data === '' ? '' : `,"data":${data}`}}`);
  return { ...ref, mode: 'structured' as const, bytes };
};
const base64 = (body: string, mediaType: string) =>
  structured(
    '',
    `,"datacontenttype":"${mediaType}","data_base64":"${Buffer.from(body).toString('base64')}"`,
  );
const binary = (body: string, header: string) => {
  const headers = new Map([
    ...[['ce-specversion', '1.0'] as const, ['ce-id', 'e-1'] as const],
    ...[['content-type', 'application/json'] as const, ['ce-mate', header] as const],
  ]);
  return { ...ref, mode: 'binary' as const, bytes: binaryRaw(headers, Buffer.from(body)) };
};
const inString = (words: string) => structured(JSON.stringify({ log: words }));
const shown = (event: Parameters<typeof redactedRaw>[0][number]) =>
  [...redactedRaw([event], NAMES).values()].map(({ text }) => text).join();

describe('names in a vendor’s event, however it was written', () => {
  it.each([
    ['plainly', structured('{"mate":"韩梅梅"}')],
    ['in escapes', structured('{"mate":"\\u97e9\\u6885\\u6885"}')],
    ['as a number', structured('{"mates":[2023010124]}')],
    ['as a number with an exponent', structured('{"mates":[2.023010124E9]}')],
    ['as a number too long for floating point', structured(`{"mates":[${UID}]}`)],
    ['in a member that comes twice', structured('{"mate":"韩梅梅","mate":"x"}')],
    ['in JSON within a string', structured(JSON.stringify('{"mate":"\\u97e9\\u6885\\u6885"}'))],
    [
      'in a query',
      structured('{"url":"https://a.example/p?n=%E9%9F%A9%E6%A2%85%E6%a2%85&u=100%25"}'),
    ],
    ['in HTML', structured('{"html":"<b>&#38889;&#x6885;&#x6885;</b> &#x110000;"}')],
    ['in base64 of JSON', base64(`{"mates":[${UID}],"mate":"\\u97e9梅梅"}`, 'application/json')],
    [
      'in base64 beside other data',
      structured('{}', `,"data_base64":"${Buffer.from('韩梅梅').toString('base64')}"`),
    ],
    ['in base64 of text', base64('与韩梅梅', 'text/plain')],
    ['in a binary event’s body', binary(`{"mates":[${UID}]}`, 'x')],
    ['in a binary event’s header', binary('{}', '%E9%9F%A9%E6%A2%85%E6%A2%85')],
    ['in base64 in a string', inString(Buffer.from('见韩梅梅').toString('base64'))],
    ['in gzip in a string', inString(gzipSync('{"uid":2023010124}').toString('base64'))],
    ['in hex in a string', inString(Buffer.from('见韩梅梅').toString('hex'))],
    ['in a mail in a string', inString('=E9=9F=A9=E6=A2=\r\n=85=E6=A2=85')],
    ['in a query in GBK', inString('http://a.example/?n=%BA%AB%C3%B7%C3%B7')],
    ['with hyphens in a string', inString('2023-010124')],
    ['in what is no CloudEvent', { ...structured(''), bytes: Buffer.from('[韩梅梅') }],
  ])('given %s, then a copy is shown in which the name does not stand', (_, event) => {
    expect(shown(event)).toContain('【student-1】');
    expect(shown(event)).not.toMatch(
      /韩|u97e9|%E9|6Z-p|6Z+p|E9=9F|%BA|2023-?010124|1234567890123456/,
    );
  });

  it('given an event that names nobody, then it is given as it is', () => {
    expect(shown(structured('{"mate":"李雷","n":[1.50,12345678901234567890]}'))).toBe('');
  });

  it('given an event, then it reads as JSON in which nothing was lost', () => {
    const data =
      '{"n":1234567890123456789,"s":"\\u674e \\"\\n%zz","e":[],"o":{},"a":[1,true,null]}';
    expect(rawText(structured(data))).toBe(
      `{
  "specversion": "1.0",
  "id": "e-1",
  "source": "chaoxing",
  "type": "x",
  "data": {
    "n": 1234567890123456789,
    "s": "李 \\"\\n%zz",
    "e": [],
    "o": {},
    "a": [
      1,
      true,
      null
    ]
  }
}
`,
    );
  });

  it('given a body of a megabyte, then it is read', () => {
    const data = JSON.stringify({ text: 'a"\\'.repeat(300_000), list: Array(100_000).fill(1) });
    expect(rawText(structured(data)).length).toBeGreaterThan(1_000_000);
  });

  it('given thousands of events that name nobody, then they are read in time', () => {
    const data = { session: 's-77', deviceId: '9f86d081884c7d659a2feaa0c55ad015', url: '/a?b=%20' };
    const events = Array.from({ length: 5_000 }, () => structured(JSON.stringify(data)));
    const from = performance.now();
    expect(redactedRaw(events, NAMES).size).toBe(0);
    expect(performance.now() - from).toBeLessThan(5_000);
  });

  it('given an id that holds a number, when the person is erased, then the copy is the same by the places recorded', () => {
    const id = 'hb-2023010124-7';
    const event = { source: 'chaoxing', mode: 'structured' as const, id };
    const raw = Buffer.from(JSON.stringify({ specversion: '1.0', id, subject: '2023010124' }));
    const copied = { ...event, raw: raw.toString('base64'), sha256: 'x' };
    const bytes = Buffer.from(JSON.stringify({ signals: [], events: [copied] }));
    const copy = { ref: { vault: 'v', sha256: '', size: 0 }, owner: 's', salt: raw, bytes };
    const vault = new Map([['v', { ...copy, mediaType: 'application/json' }]]);
    const before = redactedCopies(vault, NAMES).get('v')?.text;
    expect(before).toContain('"id":"hb-【student-1】-7"');
    const texts = [...searchedIn({ ...event, bytes: raw })];
    const located = new Map(texts.map(([place, text]) => [place, spansOf(text, WORDS)]));
    const erased = { hidden: [{ code: 'student-1', words: [], located }], kept: [] };
    expect(redactedCopies(vault, erased).get('v')?.text).toBe(before);
  });
});
