import type { Violation } from '../../violation.js';

/** What vendors said of one student in one offering on one day. */
export interface Accusations {
  readonly offering: string;
  readonly said: readonly Accusation[];
}

export interface Accusation {
  readonly source: string;
  readonly at: number;
  readonly id: string;
}

export const defaults = {
  /** Evidence of an accusation by a vendor of whom nothing is known, nats: twice as likely true. */
  cold: 0.7,
  /** The most that any record makes of an accusation: far below a case, which takes 6.8. */
  most: 2.5,
} as const;

export type Limits = Readonly<Record<keyof typeof defaults, number>>;

/**
 * The violations that a vendor can have an opinion of. Arts 17 and 25 are counted exactly from the
 * records themselves; an opinion on those adds nothing.
 */
export const REPORTED = [
  'account_lending',
  'course_brushing',
  'proxy_attendance',
  'exam_brushing',
  'exam_impersonation',
  'content_leak',
] as const satisfies readonly Violation[];

/** The regulation's own words, which vendors use as well (art. 24). */
const CHINESE: Readonly<Record<(typeof REPORTED)[number], string>> = {
  account_lending: '出借账号',
  course_brushing: '刷课',
  proxy_attendance: '替课',
  exam_brushing: '刷考',
  exam_impersonation: '替考',
  content_leak: '传播考试内容及答案',
};

export const chineseOf = (violation: (typeof REPORTED)[number]): string => CHINESE[violation];

/** Whether the accusation names the violation, in the API's or the regulation's word. */
export const names = (word: unknown, violation: (typeof REPORTED)[number]): boolean =>
  typeof word === 'string' && (word === violation || word.trim() === CHINESE[violation]);
