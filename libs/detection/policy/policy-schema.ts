import { VIOLATIONS } from '../violation.js';

const closed = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

const perViolation = (value: unknown) =>
  closed(Object.fromEntries(VIOLATIONS.map((violation) => [violation, value])));

const probability = { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 };
const share = { type: 'number', minimum: 0, maximum: 1 };
const weight = { type: 'number', minimum: 0, maximum: 10 };
const days = { type: 'integer', minimum: 1, maximum: 3660 };
const leadDays = { type: 'integer', minimum: 0, maximum: 366 };
/** Deadlines of a case that somebody may be reminded of; `lifting_review` is itself a reminder. */
const CLOCKS = [
  'triage',
  'investigation',
  'review',
  'defence',
  'whole_case',
  'appeal',
  'appeal_conclusion',
  'provincial_appeal',
  'sanction',
  'college_answer',
];
const byName = (value: unknown) => ({
  type: 'object',
  propertyNames: { pattern: '^[a-z][a-z0-9._-]*$' },
  additionalProperties: value,
});

/** JSON Schema of a policy file: only `version` is required, the rest falls back to the default. */
export const POLICY_SCHEMA = closed(
  {
    version: { type: 'string', minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9._-]+$' },
    priors: perViolation(probability),
    thresholds: perViolation(probability),
    scoring: closed({
      sameGroupCredit: share,
      sameGroupCreditCap: { type: 'number', minimum: 0, maximum: 5 },
    }),
    groups: byName(weight),
    detectors: byName(
      closed({
        enabled: { type: 'boolean' },
        weight,
        parameters: { type: 'object', additionalProperties: { type: 'number' } },
      }),
    ),
    baselines: closed({
      closingAccounts: { type: 'integer', minimum: 1, maximum: 10_000 },
      latenessHours: { type: 'number', minimum: 0, maximum: 8760 },
    }),
    limits: closed({
      triageWorkingDays: days,
      investigationWorkingDays: days,
      reviewWorkingDays: days,
      defenceWorkingDays: days,
      wholeCaseDays: days,
      appealDays: days,
      appealConclusionDays: days,
      provincialAppealDays: days,
      announcementDays: days,
      collegeAnswerWorkingDays: days,
    }),
    clocks: closed({
      remindDaysBefore: closed(Object.fromEntries(CLOCKS.map((name) => [name, leadDays]))),
      escalateAfterWorkingDays: { type: ['integer', 'null'], minimum: 0, maximum: 366 },
    }),
    review: closed({
      effectiveOn: { enum: ['final', 'served'] },
      leaveCounts: { enum: ['never', 'unless_made_up', 'always'] },
      retakeAfterDisqualified: { enum: ['no', 'yes', 'on_approval'] },
      absenceWarning: share,
      quorum: closed({ members: { type: 'integer', minimum: 3, maximum: 99 }, present: share }),
    }),
  },
  ['version'],
);
