import { describe, expect, it } from '@jest/globals';
import { citeFrom, inForceOn } from './citation.js';
import { clausesOf } from './installed-clauses.js';
import type { Regulation } from './regulation.js';
import { BUILT_IN } from './testing/built-in.js';

const [qhnu] = BUILT_IN as [Regulation];
const cite = citeFrom(BUILT_IN);

describe('the regulation as data', () => {
  it('quotes an article in its own words', () => {
    expect(cite('qhnu-online@1#24')?.text).toContain('严禁出借个人学习账号给他人使用');
    expect(cite('qhnu-online@1#19-1')?.text).toContain('不高于总评成绩的40%');
    expect(cite('qhnu-online@1#19')?.text.split('\n')).toHaveLength(5);
  });

  it('makes up no item, article, version or regulation', () => {
    for (const ref of ['#24-1', '#33', '#0', '#19-5', '#19-0', ''])
      expect(cite(`qhnu-online@1${ref}`)).toBeUndefined();
    expect(cite('qhnu-online@2#24')).toBeUndefined();
    expect(cite('qhnu-online#24')).toBeUndefined();
    expect(cite('other@1#24')).toBeUndefined();
  });

  it('has every phrase of a case kind in the article it names', () => {
    for (const { article, phrase } of qhnu.kinds)
      expect(cite(`qhnu-online@1#${String(article)}`)?.text).toContain(phrase);
    expect(qhnu.kinds).toHaveLength(8);
  });

  it('says what a clause is good for', () => {
    const clauses = clausesOf(BUILT_IN, '2026-03-02');
    expect(clauses.kindOf('qhnu-online@1#24')).toBe('integrity');
    expect(clauses.kindOf('qhnu-online@1#25')).toBe('other');
    expect(clauses.kindOf('moe-41#52')).toBe('expulsion');
    expect(clauses.kindOf('moe-41#55')).toBe('other');
    expect(clauses.kindOf('qhnu-online@1#24-9')).toBeUndefined();
    expect(clauses.kindOf('第二十四条')).toBeUndefined();
  });

  it('takes the version in force on the day', () => {
    const old = { ...qhnu, effectiveTo: '2026-09-01' };
    const next = { ...qhnu, version: 2, effectiveFrom: '2026-09-01' };
    expect(inForceOn([old, next], 'qhnu-online', '2026-08-31')?.version).toBe(1);
    expect(inForceOn([old, next], 'qhnu-online', '2026-09-01')?.version).toBe(2);
  });
});
