import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parseInstant } from '../../../libs/activity/instant.js';
import { Problem } from '../../../libs/platform/problem.js';
import { COMMANDS, isStudents, type PostedCommand } from './command-table.js';
import { id, instant, text, type Schema } from './schema-words.js';

/** What every body carries beside the payload. `onBehalfOf` is a student number. */
export interface CommandBody {
  readonly expectedVersion: number;
  readonly note?: string;
  readonly at?: string;
  readonly onBehalfOf?: string;
  readonly attachment?: string;
  readonly [member: string]: unknown;
}

const ajv = new Ajv({ strictTypes: true, keywords: ['becomes'] });
(addFormats as unknown as (ajv: Ajv) => void)(ajv);
// As everywhere else: what the format allows beside (a blank for the T) is no time to a clock.
/** As people read them: `张三` and `张三 ` are one witness. */
const visible = (item: unknown): string => String(item).replaceAll(/[\s\p{Z}\p{Cf}]/gu, '');
ajv.addKeyword({
  keyword: 'different',
  type: 'array',
  validate: (_: boolean, items: readonly unknown[]) =>
    new Set(items.map(visible)).size === items.length,
});
ajv.addFormat('date-time', (text: string) => parseInstant(text) !== undefined);

/** The whole body's schema, as published: payload and common members, nothing else. */
export const bodySchema = (name: PostedCommand): Schema => {
  const { payload } = COMMANDS[name];
  const paper: Record<string, Schema> = isStudents(name) ? { onBehalfOf: id, attachment: id } : {};
  return {
    ...payload,
    required: ['expectedVersion', ...(payload['required'] as string[])],
    properties: {
      expectedVersion: { type: 'integer', minimum: 0 },
      note: text,
      at: instant,
      ...paper,
      ...payload.properties,
    },
    ...(isStudents(name) ? { dependencies: { onBehalfOf: ['attachment'] } } : {}),
  };
};

const compiled = new Map<PostedCommand, ValidateFunction<CommandBody>>();

/** Throws a 400 whose pointer names the first member that does not fit. */
export const readBody = (name: PostedCommand, body: unknown): CommandBody => {
  const validate = compiled.get(name) ?? ajv.compile<CommandBody>(bodySchema(name));
  compiled.set(name, validate);
  if (validate(body)) return body;
  const [error] = validate.errors as [ErrorObject];
  throw new Problem(400, 'invalid', sentence(error), { pointer: pointerOf(error) });
};

const escape = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

const memberOf = ({ params }: ErrorObject): string | undefined => {
  const { missingProperty, additionalProperty } = params as Record<string, string | undefined>;
  return missingProperty ?? additionalProperty;
};

const pointerOf = (error: ErrorObject): string => {
  const member = memberOf(error);
  return member === undefined ? error.instancePath : `${error.instancePath}/${escape(member)}`;
};

const sentence = (error: ErrorObject): string => {
  if (error.keyword === 'additionalProperties') return 'is not a member of this command';
  if (error.keyword === 'required') return 'is required';
  if (error.keyword === 'pattern') return 'holds a sign that cannot be, or a year out of reach';
  if (error.keyword === 'enum')
    return `must be one of ${(error.params as { allowedValues: string[] }).allowedValues.join(', ')}`;
  if (error.keyword === 'different') return 'names the same twice';
  return error.message ?? 'does not fit';
};
