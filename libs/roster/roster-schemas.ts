import type { TableName } from './roster-rows.js';

/** JSON Schema (draft 7) fragments of the roster's rows; unknown members are dropped. */
type Schema = Readonly<Record<string, unknown>>;

// No control characters: ids are joined into keys and written into headers.
const PRINTABLE = '^[^\\u0000-\\u001f\\u007f]+$';

const id: Schema = { type: 'string', minLength: 1, maxLength: 128, pattern: PRINTABLE };
const text: Schema = { type: ['string', 'null'], maxLength: 1024 };
const optionalId: Schema = { type: ['string', 'null'], minLength: 1, maxLength: 128 };
const instant: Schema = { type: 'string', format: 'date-time', maxLength: 64 };
const optionalInstant: Schema = { type: ['string', 'null'], format: 'date-time', maxLength: 64 };
const flag: Schema = { type: ['boolean', 'null'] };
const hours: Schema = { type: 'number', minimum: 0, maximum: 10_000 };
const basisPoints: Schema = { type: 'integer', minimum: 0, maximum: 10_000 };

const oneOf = (...values: string[]): Schema => ({ enum: values });
const oneOfOrNull = (...values: string[]): Schema => ({ enum: [...values, null] });
const ids = (maxItems: number): Schema => ({ type: ['array', 'null'], maxItems, items: id });
const list = (maxItems: number, items: Schema): Schema => ({
  type: ['array', 'null'],
  maxItems,
  items,
});
const row = (
  required: readonly string[],
  properties: Readonly<Record<string, Schema>>,
): Schema => ({
  type: 'object',
  required,
  properties,
});
const rowOrNull = (
  required: readonly string[],
  properties: Readonly<Record<string, Schema>>,
): Schema => ({ ...row(required, properties), type: ['object', 'null'] });

const ROLES = [
  'vendor',
  'officer',
  'reviewer',
  'committee',
  'appeals',
  'legal',
  'teacher',
  'registrar',
  'student',
  'auditor',
  'admin',
  'operator',
];

const account = row(['source', 'account'], {
  source: id,
  account: id,
  from: optionalInstant,
  to: optionalInstant,
});

const exception = row(['article'], {
  article: id,
  approvedBy: optionalId,
  reference: text,
  from: optionalInstant,
  to: optionalInstant,
});

const video = row(['id', 'lengthSec'], {
  id,
  lengthSec: { type: 'number', exclusiveMinimum: 0, maximum: 360_000 },
  order: { type: ['number', 'null'] },
  chapter: text,
});

const assessment = row(['id', 'kind'], {
  id,
  kind: oneOf('quiz', 'homework', 'exam'),
  opensAt: optionalInstant,
  closesAt: optionalInstant,
  items: { type: ['integer', 'null'], minimum: 0, maximum: 100_000 },
  proctored: flag,
});

const offering = row(['id'], {
  id,
  course: optionalId,
  term: optionalId,
  title: text,
  college: optionalId,
  owner: optionalId,
  teachers: ids(200),
  group: optionalId,
  category: oneOfOrNull('general_elective', 'general_compulsory', 'major'),
  compulsory: flag,
  discontinued: flag,
  mode: oneOfOrNull('fully_online', 'blended', 'other'),
  source: oneOfOrNull('self_built', 'imported', 'live'),
  hours: rowOrNull(['total'], { total: hours, online: hours, offline: hours }),
  window: rowOrNull(['from', 'to'], { from: instant, to: instant }),
  scheme: rowOrNull([], {
    process: basisPoints,
    midterm: basisPoints,
    final: basisPoints,
    finalMode: oneOf('offline', 'online'),
  }),
  platforms: ids(100),
  exceptions: list(100, exception),
  videos: list(5_000, video),
  assessments: list(2_000, assessment),
  discussions: list(2_000, row(['id'], { id })),
});

export const ROW_SCHEMAS: Readonly<Record<TableName, Schema>> = {
  students: row(['id'], {
    id,
    name: text,
    college: optionalId,
    adviser: optionalId,
    accounts: list(200, account),
  }),
  people: row(['id'], {
    id,
    name: text,
    roles: { type: 'array', maxItems: 12, items: oneOf(...ROLES) },
    college: optionalId,
  }),
  offerings: offering,
  enrolments: row(['student', 'offering', 'status'], {
    student: id,
    offering: id,
    status: oneOf('active', 'dropped'),
    at: optionalInstant,
  }),
  meetings: row(['id', 'offering', 'startsAt', 'endsAt', 'hours'], {
    id,
    offering: id,
    startsAt: instant,
    endsAt: instant,
    hours,
    room: text,
    replaces: optionalId,
    approval: text,
  }),
  leaves: row(['student', 'offering', 'meeting'], {
    student: id,
    offering: id,
    meeting: id,
    approvedBy: { type: 'array', maxItems: 20, items: id },
    madeUp: { type: 'boolean' },
  }),
  pledges: row(['student', 'offering', 'signedAt'], {
    student: id,
    offering: id,
    signedAt: instant,
    hash: text,
  }),
  networks: row(['cidr', 'kind'], {
    cidr: { type: 'string', maxLength: 64 },
    kind: oneOf('campus', 'dormitory', 'lab', 'vpn', 'mobile'),
    place: text,
  }),
};
