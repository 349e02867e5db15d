import { describe, expect, it } from '@jest/globals';
import { stringify } from 'yaml';
import { clausesOf } from './installed-clauses.js';
import { readRegulation } from './read-regulation.js';
import { regulationDecider } from './regulation.decider.js';
import { regulationId, type Regulation } from './regulation.js';
import { Shelf } from './shelf.js';
import { BUILT_IN, regulationsIn } from './testing/built-in.js';

const LAKESIDE = regulationsIn('deploy/regulations/lakeside');
const [discipline, first, second] = LAKESIDE as [Regulation, Regulation, Regulation];
const at = (day: string): number => Date.parse(`${day}T12:00:00+08:00`);
const shelf = new Shelf(LAKESIDE, ['lakeside-online', 'lakeside-discipline'], 'Asia/Shanghai');

describe('a regulation file', () => {
  it('given what the product is shipped with, then it is read, as JSON too', () => {
    expect([...BUILT_IN, ...LAKESIDE].map(regulationId)).toEqual([
      ...['qhnu-online@1', 'lakeside-discipline@1', 'lakeside-online@1', 'lakeside-online@2'],
    ]);
    for (const regulation of [...BUILT_IN, ...LAKESIDE])
      expect(readRegulation(JSON.stringify(regulation))).toEqual({ ok: true, regulation });
  });

  const rule = (over: object) => ({ offeringRules: [{ ...first.offeringRules?.[1], ...over }] });
  it.each([
    ['a word nobody reads', { absense: { numerator: 1, denominator: 4 } }, '/absense'],
    ['no title', { title: undefined }, ''],
    ['a day that no calendar has', { effectiveFrom: '2027-02-30' }, '/effectiveFrom'],
    ['dates that run backward', { effectiveTo: '2020-09-01' }, '/effectiveTo'],
    ['more than the whole', { absence: { numerator: 4, denominator: 3 } }, '/absence'],
    ['a check that does not exist', rule({ check: { kind: 'no' } }), '/offeringRules/0/check/kind'],
    [
      'a check without its number',
      rule({ check: { kind: 'online_hours_at_most' } }),
      '/offeringRules/0/check',
    ],
    [
      'a check with a number nobody reads',
      rule({ check: { kind: 'owner_named', most: 3 } }),
      '/offeringRules/0/check/most',
    ],
    ['a rule without its article', rule({ article: 99 }), '/offeringRules/0/article'],
    ['a rule without its item', rule({ article: 3, item: 9 }), '/offeringRules/0/article'],
    [
      'a share turned round',
      rule({ check: { kind: 'share_between', part: 'final', least: 2, most: 1 } }),
      '/offeringRules/0/check/least',
    ],
    [
      'a phrase that the article lacks',
      { kinds: [{ ...first.kinds[0], phrase: '刷课' }] },
      '/kinds/0/phrase',
    ],
    [
      'an article twice',
      { articles: [...first.articles, first.articles[0]] },
      '/articles/7/number',
    ],
    ['no article against violations', { articles: first.articles.slice(0, 6) }, '/articles'],
    ['the name of national law', { name: 'moe-41' }, '/name'],
    ['a discipline article among the others', { subject: 'discipline' }, '/articles/6/good'],
  ])('given %s, then it is refused at its place', (_, over, pointer) => {
    const reading = readRegulation(stringify({ ...first, ...over }));
    expect(reading).toMatchObject({ ok: false });
    if (!reading.ok) expect(reading.faults.map((fault) => fault.pointer)).toContain(pointer);
  });

  it('given what is no YAML, or no object, then it is refused', () => {
    for (const text of ['{', '', '- 1', 'name: [', '7'])
      expect(readRegulation(text)).toMatchObject({ ok: false });
  });
});

describe('what may be cited, and for what', () => {
  const clauses = clausesOf(LAKESIDE, '2027-03-01');

  it('given discipline rules, then each item grounds the levels it names', () => {
    const ref = (item: number) => `lakeside-discipline@1#9-${String(item)}`;
    expect(clauses.kindOf(ref(1))).toBe('discipline');
    expect(clauses.grounds(ref(1), 'warning')).toBe(true);
    expect(clauses.grounds(ref(1), 'demerit')).toBe(false);
    expect(clauses.grounds(ref(3), 'expulsion')).toBe(true);
    expect(clauses.grounds('lakeside-discipline@1#9', 'warning')).toBe(false);
    expect(clauses.grounds('lakeside-online@1#7', 'warning')).toBe(false);
    expect(clauses.kindOf(ref(4))).toBeUndefined();
  });

  it('given an article with items, then it is exact with the item only; one without items as it is', () => {
    const shipped = clausesOf(BUILT_IN, '2027-03-01');
    expect(shipped.isExact('qhnu-online@1#24')).toBe(true);
    expect(shipped.isExact('qhnu-online@1#19')).toBe(false);
    expect(shipped.isExact('qhnu-online@1#19-4')).toBe(true);
    expect(shipped.isExact('moe-41#52')).toBe(true);
    expect(clauses.isExact('lakeside-discipline@1#9')).toBe(false);
  });

  it('given another university, then its own articles carry its cases', () => {
    expect(clauses.restsOn('lakeside-online@1#5', 'excessive_absence')).toBe(true);
    expect(clauses.restsOn('lakeside-online@1#6', 'excessive_absence')).toBe(false);
    expect(clauses.restsOn('qhnu-online@1#17', 'excessive_absence')).toBe(false);
    expect(clauses.kindOf('qhnu-online@1#24')).toBeUndefined();
    expect(clauses.integrity).toBe('lakeside-online@1#7');
  });

  it('given a version to come, then it may be cited from its day on, and the former still', () => {
    expect(clauses.kindOf('lakeside-online@2#7')).toBeUndefined();
    const later = shelf.clausesAt(at('2027-09-01'));
    expect(later.kindOf('lakeside-online@2#7')).toBe('integrity');
    expect(later.kindOf('lakeside-online@1#7')).toBe('integrity');
    expect(later.integrity).toBe('lakeside-online@2#7');
  });

  it('given an instant, then one version of each is in force', () => {
    const ids = (day: string) => shelf.inForceAt(at(day)).map(regulationId);
    expect(ids('2027-08-31')).toEqual(['lakeside-discipline@1', 'lakeside-online@1']);
    expect(ids('2027-09-01')).toEqual(['lakeside-discipline@1', 'lakeside-online@2']);
    expect(ids('2020-08-31')).toEqual([]);
    expect(shelf.absenceAt(at('2027-08-31'))).toEqual({ numerator: 1, denominator: 4 });
    expect(shelf.absenceAt(at('2027-09-01'))).toEqual({ numerator: 1, denominator: 5 });
    expect(shelf.absenceAt(undefined)).toEqual({ numerator: 1, denominator: 5 });
  });

  it('given a regulation that the installation no longer names, then it is quoted, not cited anew', () => {
    const moved = new Shelf([...BUILT_IN, ...LAKESIDE], ['lakeside-online'], 'Asia/Shanghai');
    expect(moved.cite('qhnu-online@1#24')?.text).toContain('刷课');
    expect(moved.clausesAt(at('2027-03-01')).kindOf('qhnu-online@1#24')).toBeUndefined();
  });
});

describe('a regulation on record', () => {
  const { decide, evolve, initialState } = regulationDecider;
  const adopt = (regulation: Regulation, state = initialState) =>
    decide({ type: 'Adopt', regulation }, state);
  const adopted = (regulation: Regulation) => {
    const decision = adopt(regulation);
    if (!decision.ok) throw new Error(decision.refusal);
    return decision.events.reduce(evolve, initialState);
  };

  it('given the same again, then nothing happens', () => {
    expect(adopt(first, adopted(first))).toEqual({ ok: true, events: [] });
    expect(adopt(second, adopted(first))).toMatchObject({ ok: true, events: [{}] });
  });

  it('given another text under the version, then it is refused', () => {
    const [one, ...rest] = first.articles;
    const edited = { ...first, articles: [{ ...one!, text: '另行规定。' }, ...rest] };
    expect(adopt(edited, adopted(first))).toEqual({
      ok: false,
      refusal: 'RegulationVersionReused',
    });
    expect(adopt({ ...first, title: '细则' }, adopted(first))).toMatchObject({ ok: false });
  });

  it('given only its last day or a check mended, then that is on record', () => {
    const mended = { ...first, effectiveTo: '2028-09-01', offeringRules: [] };
    expect(adopt(mended, adopted(first))).toMatchObject({
      ok: true,
      events: [{ data: { id: 'lakeside-online@1', regulation: mended } }],
    });
  });

  it('names each version by itself', () => {
    expect(regulationId(discipline)).toBe('lakeside-discipline@1');
  });
});
