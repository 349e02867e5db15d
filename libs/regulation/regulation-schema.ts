import { DISCIPLINE_LEVELS } from './discipline-level.js';

type Schema = Readonly<Record<string, unknown>>;

const closed = (properties: Record<string, Schema>, optional: readonly string[] = []): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});
const list = (items: Schema, maxItems: number, minItems = 0): Schema => ({
  ...{ type: 'array', items, minItems, maxItems },
});
const text: Schema = { type: 'string', minLength: 1, maxLength: 20_000, pattern: '\\S' };
const word: Schema = { type: 'string', pattern: '^[a-z][a-z0-9_]{0,63}$' };
const number: Schema = { type: 'integer', minimum: 1, maximum: 9999 };
const basisPoints: Schema = { type: 'integer', minimum: 0, maximum: 10_000 };
const yes: Schema = { const: true };
const day: Schema = {
  type: ['string', 'null'],
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
};
const fraction = closed({ numerator: number, denominator: number });
const check = (kind: string, more: Record<string, Schema> = {}): Schema =>
  closed({ kind: { const: kind }, ...more });

/** The kinds of case that a regulation may give an article for. */
const KINDS = [
  ...['account_lending', 'course_brushing', 'proxy_attendance', 'exam_brushing'],
  ...['exam_impersonation', 'content_leak', 'excessive_absence', 'non_participation'],
];

/** What a check is called and what it needs to be told; rule.ts says what each looks at. */
const CHECKS: Readonly<Record<string, Schema>> = Object.fromEntries(
  [
    ...['owner_named', 'not_fully_online', 'window_set', 'hours_set', 'platforms_listed'].map(
      (kind) => check(kind),
    ),
    ...['parts_listed', 'final_offline', 'same_in_group'].map((kind) => check(kind)),
    check('online_hours_at_most', { of: fraction }),
    check('offline_hours_at_least', { of: fraction }),
    check('elements_at_least', { count: { type: 'integer', minimum: 1, maximum: 3 } }),
    check('weights_sum_to', { sum: { type: 'integer', minimum: 1, maximum: 1_000_000 } }),
    check('share_between', {
      part: { enum: ['process', 'midterm', 'final'] },
      least: basisPoints,
      most: basisPoints,
    }),
  ].map((one) => [(one as { properties: { kind: { const: string } } }).properties.kind.const, one]),
);

export const CHECK_KINDS: readonly string[] = Object.keys(CHECKS);

/** The schema of one kind of check; a mistake is then told of that one, not of all that might be. */
export const checkSchema = (kind: string): Schema | undefined => CHECKS[kind];

const article = closed(
  {
    number,
    chapter: number,
    text,
    items: list(text, 100, 1),
    good: { enum: ['integrity', 'discipline', 'other'] },
    grounds: list(
      closed({ item: number, levels: list({ enum: DISCIPLINE_LEVELS }, 5, 1) }, ['item']),
      100,
      1,
    ),
  },
  ['items', 'good', 'grounds'],
);

const rule = closed(
  {
    code: word,
    article: number,
    item: number,
    severity: { enum: ['info', 'warn', 'block'] },
    about: closed(
      {
        compulsory: { type: 'boolean' },
        mode: { enum: ['fully_online', 'blended', 'other'] },
        onlineFinal: yes,
      },
      ['compulsory', 'mode', 'onlineFinal'],
    ),
    exceptable: yes,
    check: {
      type: 'object',
      required: ['kind'],
      properties: { kind: { enum: CHECK_KINDS } },
    },
  },
  ['item', 'about', 'exceptable'],
);

/** JSON Schema (draft 7) of a regulation file; docs/regulation.md explains its members. */
export const REGULATION_SCHEMA = closed(
  {
    name: { type: 'string', pattern: '^[a-z0-9][a-z0-9-]{0,63}$', not: { const: 'moe-41' } },
    version: number,
    subject: { enum: ['online_courses', 'discipline'] },
    title: text,
    effectiveFrom: day,
    effectiveTo: day,
    chapters: list(text, 100, 1),
    articles: list(article, 500, 1),
    kinds: list(closed({ name: { enum: KINDS }, zh: text, article: number, phrase: text }), 8),
    absence: fraction,
    offeringRules: list(rule, 200),
  },
  ['effectiveFrom', 'effectiveTo', 'kinds', 'absence', 'offeringRules'],
);
