import type { ComplianceRule } from '../compliance/rule.js';

const WHOLE = 10_000;

/** Arts 4, 8, 9, 10, 13, 19, 20: what the regulation asks of an offering. */
export const qhnuOnline1Offerings: readonly ComplianceRule[] = [
  { code: 'owner_missing', article: 4, severity: 'warn', check: { kind: 'owner_named' } },
  {
    ...{ code: 'compulsory_fully_online', article: 8, severity: 'warn', exceptable: true },
    about: { compulsory: true },
    check: { kind: 'not_fully_online' },
  },
  {
    ...{ code: 'online_hours', article: 9, severity: 'warn', exceptable: true },
    about: { compulsory: true },
    check: { kind: 'online_hours_at_most', of: { numerator: 2, denominator: 3 } },
  },
  {
    ...{ code: 'offline_hours', article: 9, severity: 'warn', exceptable: true },
    about: { compulsory: true },
    check: { kind: 'offline_hours_at_least', of: { numerator: 1, denominator: 3 } },
  },
  { code: 'window_missing', article: 9, severity: 'info', check: { kind: 'window_set' } },
  {
    ...{ code: 'parts_missing', article: 10, severity: 'info' },
    about: { compulsory: false },
    check: { kind: 'parts_listed' },
  },
  {
    ...{ code: 'scheme_elements', article: 13, severity: 'warn' },
    check: { kind: 'elements_at_least', count: 2 },
  },
  {
    ...{ code: 'scheme_sum', article: 21, severity: 'block' },
    check: { kind: 'weights_sum_to', sum: WHOLE },
  },
  {
    ...{ code: 'online_final_share', article: 19, item: 1, severity: 'block' },
    about: { mode: 'fully_online', onlineFinal: true },
    check: { kind: 'share_between', part: 'final', least: 0, most: 4000 },
  },
  {
    ...{ code: 'process_share', article: 19, item: 2, severity: 'warn', exceptable: true },
    about: { mode: 'blended' },
    check: { kind: 'share_between', part: 'process', least: 3000, most: 5000 },
  },
  {
    ...{ code: 'final_share', article: 19, item: 2, severity: 'warn', exceptable: true },
    about: { mode: 'blended' },
    check: { kind: 'share_between', part: 'final', least: 0, most: 4000 },
  },
  {
    // The two limits above leave it no less than this.
    ...{ code: 'midterm_share', article: 19, item: 2, severity: 'info', exceptable: true },
    about: { mode: 'blended' },
    check: { kind: 'share_between', part: 'midterm', least: 1000, most: WHOLE },
  },
  {
    ...{ code: 'final_online', article: 19, item: 2, severity: 'warn', exceptable: true },
    about: { mode: 'blended', compulsory: true },
    check: { kind: 'final_offline' },
  },
  {
    ...{ code: 'group_differs', article: 20, severity: 'warn', exceptable: true },
    check: { kind: 'same_in_group' },
  },
];
