import { parseInstant } from '../../../libs/activity/instant.js';
import type { Vault, VaultRef } from '../../../libs/event-sourcing/vault.js';
import { localDays, plusDays } from '../../../libs/regulation/local-days.js';
import type { Schema } from './schema-words.js';

/** Where the texts of a command go and in which zone its dates are. */
export interface Translation {
  readonly vault: Vault;
  /** Subject id of the student the case is about. */
  readonly owner: string;
  readonly zone: string;
}

export const TEXT_TYPE = 'text/plain;charset=utf-8';

/**
 * A checked body as the decider wants it: texts lie in the vault and are references, times are
 * milliseconds. All texts go in with one durable write, before anything is decided.
 */
export const translate = async (
  schema: Schema,
  body: unknown,
  { vault, owner, zone }: Translation,
): Promise<unknown> => {
  const texts: string[] = [];
  walk(schema, body, (value, one) => {
    if (one.becomes === 'text') texts.push(said(String(value)));
    return value;
  });
  const entries = texts.map((text) => ({
    owner,
    mediaType: TEXT_TYPE,
    bytes: new TextEncoder().encode(text),
  }));
  const refs: VaultRef[] = entries.length === 0 ? [] : [...(await vault.put(entries))];
  return walk(schema, body, (value, { becomes }) => {
    if (becomes === 'text') return refs.shift();
    if (becomes === 'instant') return parseInstant(String(value));
    if (becomes === 'date') return localDays(zone).startOf(plusDays(String(value), 1));
    return value;
  });
};

/** Blanks and signs that nobody sees say nothing: guards know an empty text. */
const said = (text: string): string => (/^[\s\p{Cf}\p{Z}]*$/u.test(text) ? '' : text);

type Leaf = (value: unknown, schema: Schema) => unknown;

/** Visits the leaves in the order of the body's members; the same for the same body. */
const walk = (schema: Schema, value: unknown, leaf: Leaf): unknown => {
  if (value === undefined || schema.becomes !== undefined) return leaf(value, schema);
  if (Array.isArray(value)) return value.map((item) => walk(schema.items ?? {}, item, leaf));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        walk(schema.properties?.[name] ?? {}, member, leaf),
      ]),
    );
  return leaf(value, schema);
};
