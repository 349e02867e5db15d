import { describe, expect, it } from '@jest/globals';
import { deflateSync, gzipSync } from 'node:zlib';
import type { VaultEntry } from '../../event-sourcing/vault.js';
import type { HiddenNames } from './hidden-names.js';
import { redactedTexts, spansOf } from './redact.js';
import { idWord, nameWord } from './word.js';

const entry = (words: string, mediaType = 'text/plain;charset=utf-8'): VaultEntry => ({
  ref: { vault: 't', sha256: '', size: 0 },
  owner: 'subject-a',
  mediaType,
  bytes: new TextEncoder().encode(words),
  salt: new Uint8Array(16),
});

const LILEI = [nameWord('李雷'), idWord('2023010124'), idWord('lilei')];
const hide =
  (hidden: HiddenNames['hidden'], kept: HiddenNames['kept'] = []) =>
  (words: string) =>
    redactedTexts(new Map([['t', entry(words)]]), { hidden, kept }).get('t')?.text ?? words;
const withoutLilei = hide([{ code: 'student-1', words: LILEI }], [nameWord('韩梅梅')]);

describe('redaction of a text', () => {
  it.each([
    ['经查李雷与韩梅梅同时在线', '经查【student-1】与韩梅梅同时在线'],
    ['李雷（2023010124）用账号lilei登录', '【student-1】（【student-1】）用账号【student-1】登录'],
    [
      '李 雷、李　雷、李\u200b雷、李·雷',
      '【student-1】、【student-1】、【student-1】、【student-1】',
    ],
    ['学号２０２３０１０１２４，LiLei', '学号【student-1】，【student-1】'],
    ['没有旁人', '没有旁人'],
  ])('given %s, then %s', (words, shown) => {
    expect(withoutLilei(words)).toBe(shown);
  });

  it.each([
    ['Linear algebra, Berlin, Lin.', 'Linear algebra, Berlin, 【student-1】.'],
    ['与Lin同学', '与【student-1】同学'],
    ['账号20231在2023101与120231之间', '账号【student-1】在2023101与120231之间'],
    ['20231_a', '20231_a'],
  ])('given a name or number that is part of another word, when %s, then %s', (words, shown) => {
    expect(hide([{ code: 'student-1', words: [nameWord('Lin'), idWord('20231')] }])(words)).toBe(
      shown,
    );
  });

  it('given names of several parts, in capitals, with accents, then they are found', () => {
    const words = [nameWord('José Müller'), nameWord('阿依古丽·买买提')];
    const shown = hide([{ code: 'student-1', words }]);
    expect(shown('JOSE  MULLER, José\nMüller; 阿依古丽买买提')).toBe(
      '【student-1】, 【student-1】; 【student-1】',
    );
  });

  it('given the reader’s own name, then it stays, also where another’s is a part of it or the same', () => {
    const others = [
      { code: 'student-1', words: [nameWord('王一')] },
      { code: 'student-2', words: [nameWord('王一鸣')] },
    ];
    const kept = [nameWord('王一鸣')];
    expect(hide(others, kept)('王一鸣与王一')).toBe('王一鸣与【student-1】');
  });

  it('given a longer name of another that holds the reader’s, then the other’s is hidden', () => {
    const others = [{ code: 'student-1', words: [nameWord('王一鸣')] }];
    expect(hide(others, [nameWord('王一')])('王一见王一鸣')).toBe('王一见【student-1】');
  });

  it('given names that overlap, then nothing of either is left', () => {
    const others = [
      { code: 'student-1', words: [nameWord('张文李')] },
      { code: 'student-2', words: [nameWord('李雷')] },
    ];
    expect(hide(others)('见张文李雷等')).toBe('见【student-1】等');
  });

  it('given one character or three digits, then they mean nobody', () => {
    const words = [nameWord('李'), idWord('123'), idWord('')];
    expect(hide([{ code: 'student-1', words }])('李 123')).toBe('李 123');
  });

  it('given words full of signs, then they are taken as they are', () => {
    const words = [idWord('a.b+c(1)'), idWord('x-1^$[2]\\{3}|?*/')];
    expect(hide([{ code: 'student-1', words }])('aXb+c(1) a.b+c(1) x-1^$[2]\\{3}|?*/')).toBe(
      'aXb+c(1) 【student-1】 【student-1】',
    );
  });

  it('given letters that are folded by what stands around them, then they are found in any shape', () => {
    const shown = hide([{ code: 'student-1', words: [nameWord('ΝΙΚΟΣ')] }]);
    for (const one of ['Νίκος', 'ΝΙΚΟΣ', 'ΝΙΚΟ𝚺', 'ΝΙΚΟϹ', 'νικοσ'])
      expect(shown(`${one}.`)).toBe('【student-1】.');
  });

  it('given a file, then it is left alone', () => {
    const names = { hidden: [{ code: 'student-1', words: LILEI }], kept: [] };
    const file = entry('李雷', 'application/pdf');
    expect(redactedTexts(new Map([['f', file]]), names).size).toBe(0);
  });

  it('given places of a person who was erased, then they read as before', () => {
    const words = '𠮷李雷与Lin';
    const located = new Map([['t', spansOf(words, LILEI)]]);
    expect(hide([{ code: 'student-1', words: [], located }])(words)).toBe(withoutLilei(words));
  });

  it('given a long text of almost-names, then it is searched in time', () => {
    const text = `${'李 '.repeat(50_000)}雷`;
    const from = performance.now();
    withoutLilei(text);
    expect(performance.now() - from).toBeLessThan(3_000);
  });
});

/** In GBK, which no encoder of the platform writes. */
const MEI_GBK = Buffer.from('baabc3b7c3b7', 'hex');
const MEI = '韩梅梅';
const NUMBER = '2023010124';
const bytesOf = (text: string) => Buffer.from(text);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const escaped = (bytes: Uint8Array, sign: string) =>
  [...bytes].map((byte) => sign + byte.toString(16).padStart(2, '0')).join('');
const SENTENCE = `经查${MEI}（${NUMBER}）同时在线？`;
const LETTER = { to: MEI, mate: { number: NUMBER } };

describe('names in a text that was pasted as some program wrote it', () => {
  const found = hide(
    [{ code: 'student-1', words: [nameWord(MEI), idWord(NUMBER)] }],
    [nameWord('韩梅梅梅'), idWord('2023010125')],
  );

  it.each([
    ['JSON escapes', '\\u97e9\\u6885\\u6885'],
    ['JSON within JSON', '\\\\\\u97e9\\\\\\u6885\\\\\\u6885'],
    ['braces', '\\u{97e9}\\u{6885}\\u{6885}'],
    ['character references', '&#38889;&#26757;&#26757;'],
    ['hexadecimal ones, some without their end', '&#x97e9&#x6885&#X6885;'],
    ['references escaped once more', '&amp;#38889;&amp;#26757;&amp;#26757;'],
    ['percent-encoding', escaped(bytesOf(MEI), '%')],
    ['percent-encoding twice', escaped(bytesOf(MEI), '%25')],
    ['percent-encoding of JSON escapes', '%5Cu97e9%5Cu6885%5Cu6885'],
    ['percent-encoding of GBK', escaped(MEI_GBK, '%')],
    ['bytes of a log', escaped(bytesOf(MEI), '\\x')],
    ['quoted-printable', escaped(bytesOf(MEI), '=')],
    ['quoted-printable over two lines', '=E9=9F=A9=E6=\r\n=A2=85=E6=A2=85'],
    ['quoted-printable of GBK', escaped(MEI_GBK, '=')],
    ['a number within a line of mail', '202301=\n0124'],
    ['mixed', '韩&#26757;\\u6885'],
    ['a number with hyphens', '2023-010124'],
    ['a number with blanks', '2023 0101 24'],
    ['a number with dashes', '2 0 2 3 – 0 1 0 1 2 4'],
    ['base64 of the name alone', base64(bytesOf(MEI))],
    ['base64 of the number alone', base64(bytesOf(NUMBER))],
    ['base64', base64(bytesOf(SENTENCE))],
    ['base64url', bytesOf(`？？${SENTENCE}？>`).toString('base64url')],
    ['base64 of GBK', base64(MEI_GBK)],
    ['base64 of gzip', base64(gzipSync(SENTENCE))],
    ['base64 of zlib', base64(deflateSync(SENTENCE))],
    ['base64 of gzip, cut off', base64(gzipSync(SENTENCE.repeat(9))).slice(0, -9)],
    ['base64 of JSON with escapes', base64(bytesOf('{"n":"\\u97e9\\u6885\\u6885"}'))],
    ['base64 of base64', base64(bytesOf(`x=${base64(bytesOf(SENTENCE))}`))],
    ['base64 in a percent-encoded query', encodeURIComponent(base64(bytesOf(SENTENCE)))],
    ['base64 in JSON that escapes slashes', base64(bytesOf(`？${MEI}？`)).replaceAll('/', '\\/')],
    ['base64 in the lines of a mail', base64(bytesOf(SENTENCE)).replace(/.{20}/g, '$&\r\n')],
    ['base64, cut off', base64(bytesOf(SENTENCE)).slice(0, 31)],
    ['hex', bytesOf(SENTENCE).toString('hex')],
    ['hex in capitals', `0x${bytesOf(MEI).toString('hex').toUpperCase()}`],
    ['hex of GBK', MEI_GBK.toString('hex')],
    ['base64 of a letter', base64(bytesOf(JSON.stringify(LETTER)))],
  ])('given %s, then they are hidden where they stand', (_, words) => {
    expect(found(`见 ${words} 。`)).toBe('见 【student-1】 。');
    expect(found(`{"x":"${words}"}`)).toBe('{"x":"【student-1】"}');
    // As part of an address it holds no slash.
    if (!/[/\s]/.test(words)) expect(found(`/log/${words}/end`)).toBe('/log/【student-1】/end');
  });

  it.each([
    ['that of another', '\\u674e\\u96f7 %E6%9D%8E%E9%9B%B7 2023-010125'],
    ['the reader’s own, which holds it', '韩梅梅\\u6885 韩&#26757;梅梅 2023-010125'],
    ['base64 of the reader’s own', base64(bytesOf('见韩梅梅梅'))],
    ['a date', '2023-01-01 24'],
    ['longer numbers', '12023-010124 2023-0101247 202301-01249'],
    ['what is no text', base64(Buffer.concat([Buffer.from([0, 1, 2, 7]), bytesOf(MEI)]))],
  ])('given %s, then it stays', (_, words) => {
    expect(found(words)).toBe(words);
  });

  it('given places of a person who was erased, then they read as before', () => {
    const words = `见\\u97e9\\u6885\\u6885，${base64(bytesOf(SENTENCE))}，%E9%9F%A9%E6%A2%85梅`;
    const located = new Map([['t', spansOf(words, [nameWord(MEI)])]]);
    const shown = hide([{ code: 'student-1', words: [], located }])(words);
    expect(shown).toBe('见【student-1】，【student-1】，【student-1】');
    expect(shown).toBe(found(words));
  });

  it.each([
    ['backslashes', '\\'.repeat(1_000_000)],
    ['signs', '%=&#\\x'.repeat(200_000)],
    ['line ends', 'abcdefgh\r\n \t'.repeat(100_000)],
    ['base64 within base64', [1, 2, 3].reduce(base64Of, 'a/b-c%41 '.repeat(40_000))],
    ['digits', '2023 - 0101 - '.repeat(100_000)],
    ['an archive bomb', `${base64(gzipSync(Buffer.alloc(100_000_000, 'a')))} `.repeat(20)],
  ])('given a megabyte of %s, then it is searched in time', (_, words) => {
    const from = performance.now();
    expect(found(words)).toBe(words);
    expect(performance.now() - from).toBeLessThan(5_000);
  });
});

function base64Of(text: string): string {
  return base64(bytesOf(text));
}
