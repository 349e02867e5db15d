import { describe, expect, it } from '@jest/globals';
import { citeFrom } from '../citation.js';
import type { Regulation } from '../regulation.js';
import { BUILT_IN } from '../testing/built-in.js';
import { complianceOf, referenceOf } from './compliance.js';
import { turnsWithin } from './exceptions.js';
import type { OfferingFacts } from './offering-facts.js';

const [qhnu] = BUILT_IN as [Regulation];
const cite = citeFrom(BUILT_IN);
const NOW = Date.parse('2026-03-02T09:00:00+08:00');

/** A blended compulsory course that keeps every rule. */
const offering = (over: Partial<OfferingFacts> = {}): OfferingFacts => ({
  id: 'CS101-01',
  owner: 't-17',
  category: 'major',
  compulsory: true,
  mode: 'blended',
  hours: { total: 48, online: 32, offline: 16 },
  window: { from: 0, to: 1 },
  scheme: { process: 4000, midterm: 2000, final: 4000, finalMode: 'offline' },
  exceptions: [],
  platforms: ['chaoxing'],
  videos: new Map([['v1', {}]]),
  assessments: new Map(),
  discussions: new Set(),
  ...over,
});
const codes = (over: Partial<OfferingFacts> = {}, peers: OfferingFacts[] = [], now = NOW) =>
  complianceOf(qhnu, offering(over), peers, now).map(({ code }) => code);
const scheme = (process: number, midterm: number, final: number, finalMode = 'offline') => ({
  scheme: {
    ...{ process: process * 100, midterm: midterm * 100, final: final * 100 },
    finalMode,
  },
});

describe('what the regulation finds about an offering', () => {
  it('nothing where every rule is kept, and each rule stands in an article that exists', () => {
    expect(codes()).toEqual([]);
    for (const rule of qhnu.offeringRules ?? [])
      expect(cite(referenceOf(qhnu, rule))?.text.length).toBeGreaterThan(5);
  });

  it('art. 17: no hours to reckon absence by', () => {
    expect(codes({ hours: undefined })).toEqual(['hours_missing']);
  });

  it('art. 4: no owner', () => {
    expect(codes({ owner: undefined })).toEqual(['owner_missing']);
  });

  it('art. 8: compulsory and fully online; an elective may be', () => {
    const online = { mode: 'fully_online', ...scheme(40, 30, 30) } as const;
    expect(codes(online)).toEqual(['compulsory_fully_online']);
    expect(codes({ ...online, compulsory: false })).toEqual([]);
    expect(codes({ ...online, compulsory: undefined, category: 'general_compulsory' })).toEqual([
      'compulsory_fully_online',
    ]);
    expect(codes({ ...online, compulsory: undefined, category: 'major' })).toEqual([]);
  });

  it('art. 9: 48 hours, 32 online fine, 33 a finding; 16 offline fine, 15 a finding', () => {
    expect(codes({ hours: { total: 48, online: 32 } })).toEqual([]);
    expect(codes({ hours: { total: 48, online: 33 } })).toEqual(['online_hours']);
    expect(codes({ hours: { total: 48, offline: 16 } })).toEqual([]);
    expect(codes({ hours: { total: 48, offline: 15 } })).toEqual(['offline_hours']);
    expect(codes({ hours: { total: 48, online: 40 }, compulsory: false })).toEqual([]);
    expect(codes({ window: undefined })).toEqual(['window_missing']);
  });

  it('art. 10: an elective whose parts are not on file cannot be checked for completion', () => {
    const nothing = { videos: new Map(), assessments: new Map() };
    expect(codes({ ...nothing, compulsory: false })).toEqual(['parts_missing']);
    expect(codes(nothing)).toEqual([]);
  });

  it('arts 13, 21: several elements, exactly 10 000 basis points together', () => {
    const free = { mode: 'other' } as const;
    expect(codes({ ...free, scheme: undefined })).toEqual(['scheme_elements']);
    expect(codes({ ...free, ...scheme(0, 0, 100) })).toEqual(['scheme_elements']);
    for (const process of [3999, 4001])
      expect(codes({ ...free, scheme: { process, midterm: 2000, final: 4000 } })).toEqual([
        'scheme_sum',
      ]);
  });

  it('art. 19(1): fully online 60/40 is fine, 59/41 is blocked, an offline final is free', () => {
    const online = { mode: 'fully_online', compulsory: false } as const;
    expect(codes({ ...online, ...scheme(60, 0, 40, 'online') })).toEqual([]);
    const over = { ...online, ...scheme(59, 0, 41, 'online') };
    expect(complianceOf(qhnu, offering(over), [], NOW)).toMatchObject([
      {
        ...{ code: 'online_final_share', article: 'qhnu-online@1#19-1', severity: 'block' },
        detail: { en: 'the final share is 41%, more than 40%' },
      },
    ]);
    expect(codes({ ...online, scheme: { process: 5900, final: 4100 } })).toEqual([
      'online_final_share',
    ]);
    expect(codes({ ...online, ...scheme(59, 0, 41) })).toEqual([]);
  });

  it.each([
    [50, 10, 40, []],
    [30, 30, 40, []],
    [29, 31, 40, ['process_share']],
    [51, 9, 40, ['process_share', 'midterm_share']],
    [50, 5, 45, ['final_share', 'midterm_share']],
    [60, 0, 40, ['process_share', 'midterm_share']],
  ])('art. 19(2): blended %d/%d/%d', (process, midterm, final, expected) => {
    expect(codes(scheme(process, midterm, final))).toEqual(expected);
  });

  it('art. 19(2): the final of a compulsory course online', () => {
    expect(codes(scheme(40, 20, 40, 'online'))).toEqual(['final_online']);
    expect(codes({ ...scheme(40, 20, 40, 'online'), compulsory: false })).toEqual([]);
  });

  it('art. 20: classes of one course with other weights or another exam', () => {
    const exam = { kind: 'exam', opensAt: 1, closesAt: 2, items: 40 } as const;
    const own = { assessments: new Map([['e-1', exam]]) };
    const peer = (over: Partial<OfferingFacts> = {}) =>
      offering({ id: 'CS101-02', assessments: new Map([['e-2', exam]]), ...over });
    expect(codes(own, [peer()])).toEqual([]);
    expect(codes(own, [peer(), peer(scheme(30, 30, 40))])).toEqual(['group_differs']);
    const longer = new Map([['e-2', { ...exam, items: 41 }]]);
    expect(codes(own, [peer({ assessments: longer })])).toEqual(['group_differs']);
  });
});

describe('an exception on file', () => {
  const online = { mode: 'fully_online', ...scheme(40, 30, 30) } as const;
  const excepted = (over: object, now = NOW) =>
    codes(
      { ...online, exceptions: [{ article: 'qhnu-online@1#8', approvedBy: 'd-1', ...over }] },
      [],
      now,
    );

  it('lifts the rule while it is in date: from its first instant, not from its last', () => {
    const [from, to] = ['2026-03-01T00:00:00+08:00', '2026-07-01T00:00:00+08:00'];
    const dated = { from, to };
    expect(excepted({})).toEqual([]);
    expect(excepted(dated, Date.parse(from))).toEqual([]);
    expect(excepted(dated, Date.parse(from) - 1)).toEqual(['compulsory_fully_online']);
    expect(excepted(dated, Date.parse(to) - 1)).toEqual([]);
    expect(excepted(dated, Date.parse(to))).toEqual(['compulsory_fully_online']);
  });

  it('turns at its bounds: after the one instant, up to the other', () => {
    const turns = (exception: object, after: number, upTo: number) =>
      turnsWithin({ exceptions: [exception as Record<string, unknown>] }, after, upTo);
    const dated = { from: new Date(10).toISOString(), to: new Date(20).toISOString() };
    expect([turns(dated, 9, 10), turns(dated, 10, 19), turns(dated, 19, 20)]).toEqual([
      ...[true, false, true],
    ]);
    expect(turns(dated, 20, 99)).toBe(false);
    expect(turns({ from: null, to: null }, 0, 99)).toBe(false);
  });

  it('must be approved, for this very article and version', () => {
    expect(excepted({ approvedBy: undefined })).toEqual(['compulsory_fully_online']);
    expect(excepted({ approvedBy: ' ' })).toEqual(['compulsory_fully_online']);
    expect(excepted({ article: 'qhnu-online@2#8' })).toEqual(['compulsory_fully_online']);
    expect(excepted({ article: 'qhnu-online@1#9' })).toEqual(['compulsory_fully_online']);
  });

  it('of a whole article covers its items, and lifts no hard rule', () => {
    const whole = [{ article: 'qhnu-online@1#19', approvedBy: 'd-1' }];
    expect(codes({ ...scheme(40, 20, 40, 'online'), exceptions: whole })).toEqual([]);
    const hard = { mode: 'fully_online', compulsory: false, exceptions: whole } as const;
    expect(codes({ ...hard, ...scheme(59, 0, 41, 'online') })).toEqual(['online_final_share']);
  });
});

it('is data: another university with other limits finds other things', () => {
  const other: Regulation = {
    ...{
      name: 'lake-online',
      version: 3,
      subject: 'online_courses',
      title: '湖滨大学在线课程管理规定',
      chapters: [],
    },
    ...{ effectiveFrom: null, effectiveTo: null, kinds: [], articles: [] },
    offeringRules: [
      {
        ...{ code: 'online_hours', article: 5, severity: 'block' },
        check: { kind: 'online_hours_at_most', of: { numerator: 1, denominator: 2 } },
      },
    ],
  };
  const platforms = [
    {
      code: 'p',
      article: 4,
      severity: 'info' as const,
      check: { kind: 'platforms_listed' as const },
    },
  ];
  const nowhere = offering({ platforms: [] });
  expect(complianceOf({ ...other, offeringRules: platforms }, nowhere, [], NOW)).toHaveLength(1);
  const half = offering({ hours: { total: 48, online: 24 } });
  expect(complianceOf(other, half, [], NOW)).toEqual([]);
  expect(complianceOf(other, offering(), [], NOW)).toMatchObject([
    { code: 'online_hours', article: 'lake-online@3#5', severity: 'block' },
  ]);
});
