import { LIMITS } from '../../../libs/activity/intake/limits.js';
import { SCHEMAS } from '../../../libs/activity/schemas/all.js';

const name = { type: 'string', minLength: 1, maxLength: LIMITS.name };
const text = { type: 'string', minLength: 1, maxLength: LIMITS.text };
const instant = { type: 'string', format: 'date-time' };

/** A listed type has the data that its schema says; any other type is stored as it came. */
const DATA_BY_TYPE = Object.entries(SCHEMAS).map(([type, data]) => ({
  if: { properties: { type: { const: type } } },
  then: { properties: { data } },
}));

const EVENT = {
  type: 'object',
  required: ['specversion', 'id', 'source', 'type', 'time'],
  properties: {
    specversion: { const: '1.0' },
    id: name,
    source: text,
    type: { ...text, examples: Object.keys(SCHEMAS) },
    subject: { ...name, description: 'the platform account; needed by every listed type but one' },
    time: instant,
    recordedtime: instant,
    data: {},
  },
  allOf: DATA_BY_TYPE,
};

/** What `POST /api/v1/events` takes, as published (JSON Schema 2020-12): one event or a batch. */
export const EVENT_BODY = {
  oneOf: [EVENT, { type: 'array', maxItems: LIMITS.batchEvents, items: EVENT }],
};

const count = { type: 'integer', minimum: 0 };

/** Two counts and a list. */
export const RECEIPT = {
  type: 'object',
  required: ['accepted', 'duplicates', 'rejected'],
  properties: {
    accepted: count,
    duplicates: count,
    rejected: {
      type: 'array',
      items: {
        type: 'object',
        required: ['index', 'id', 'code', 'message'],
        properties: {
          index: count,
          id: { type: ['string', 'null'] },
          code: {
            enum: [
              ...['invalid_envelope', 'invalid_data', 'time_missing', 'conflict'],
              ...['foreign_source', 'too_large'],
            ],
          },
          message: { type: 'string' },
          pointer: { type: 'string' },
        },
      },
    },
  },
};
