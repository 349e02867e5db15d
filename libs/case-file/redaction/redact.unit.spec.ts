import { describe, expect, it } from '@jest/globals';
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
