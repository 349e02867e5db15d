/** JSON Schema as data. `format: "instant"` is RFC 3339 with an offset. */
export type Schema = Readonly<Record<string, unknown>>;

export const text: Schema = { type: 'string', minLength: 1 };
export const flag: Schema = { type: 'boolean' };
export const number: Schema = { type: 'number' };
export const atLeastZero: Schema = { type: 'number', minimum: 0 };
export const count: Schema = { type: 'integer', minimum: 0 };
export const share: Schema = { type: 'number', minimum: 0, maximum: 1 };
export const instant: Schema = { type: 'string', format: 'instant' };
export const oneOf = (...values: string[]): Schema => ({ type: 'string', enum: values });

const lat: Schema = { type: 'number', minimum: -90, maximum: 90 };
const lon: Schema = { type: 'number', minimum: -180, maximum: 180 };

export const fence: Schema = {
  type: 'object',
  required: ['lat', 'lon', 'radiusM'],
  properties: { lat, lon, radiusM: atLeastZero },
};

const client: Schema = {
  type: 'object',
  properties: {
    ip: text,
    userAgent: { type: 'string' },
    deviceId: { type: 'string', minLength: 1, maxLength: 128 },
    geo: {
      type: 'object',
      required: ['lat', 'lon'],
      properties: { lat, lon, accuracyM: atLeastZero },
    },
  },
};

/**
 * Data of one event type: the common members are optional everywhere, `own` are the type's, and a
 * name that ends in `?` may be missing. Other members are let through.
 */
export const dataOf = (own: Readonly<Record<string, Schema>>): Schema => {
  const names = Object.keys(own);
  return {
    type: 'object',
    required: names.filter((name) => !name.endsWith('?')),
    properties: {
      offering: text,
      activity: text,
      session: text,
      client,
      ...Object.fromEntries(names.map((name) => [name.replace(/\?$/, ''), own[name]])),
    },
  };
};
