/** The words that command schemas are written in: JSON Schema, plus what happens to a value. */
export interface Schema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  /** Nothing comes twice, whatever blanks are around it. */
  readonly different?: true;
  /** `text` goes into the vault; `instant` and `date` become milliseconds. */
  readonly becomes?: 'text' | 'instant' | 'date';
  readonly [keyword: string]: unknown;
}

/** Free text of several lines: a person's words, never in an event. */
export const text: Schema = {
  ...{ type: 'string', maxLength: 20_000, becomes: 'text' },
  pattern: String.raw`^(?:[^\p{Cc}\p{Cs}]|[\t\n\r])*$`,
};
export const id: Schema = {
  ...{ type: 'string', minLength: 1, maxLength: 128 },
  pattern: String.raw`^[^\p{Cc}\p{Cs}]+$`,
};
export const flag: Schema = { type: 'boolean' };
/** A procedure of this century or the next: another year is a slip, and past reckoning in days. */
const YEAR = '^2[01]';
export const instant: Schema = {
  ...{ type: 'string', format: 'date-time', pattern: YEAR, becomes: 'instant' },
};
/** A local day; as an instant it is 24:00 of that day. */
export const date: Schema = { type: 'string', format: 'date', pattern: YEAR, becomes: 'date' };

export const oneOf = (...words: readonly string[]): Schema => ({ type: 'string', enum: words });
export const whole = (minimum: number, maximum: number): Schema => ({
  type: 'integer',
  minimum,
  maximum,
});
export const list = (items: Schema, minItems = 0): Schema => ({
  type: 'array',
  items,
  minItems,
  maxItems: 1000,
});

/** A list in which nothing comes twice. */
export const different = (items: Schema): Schema => ({ ...list(items), different: true });

/** A closed object; a name ending in `?` is optional. */
export const object = (members: Readonly<Record<string, Schema>>): Schema => {
  const names = Object.keys(members);
  return {
    type: 'object',
    additionalProperties: false,
    required: names.filter((name) => !name.endsWith('?')),
    properties: Object.fromEntries(
      Object.entries(members).map(([name, schema]) => [name.replace(/\?$/, ''), schema]),
    ),
  };
};
