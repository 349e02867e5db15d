import library from 'canonicalize';

// The package's types describe an ES module, its code is CommonJS: the default import is the function.
const serialize = library as unknown as (value: unknown) => string | undefined;

/**
 * The JSON Canonicalization Scheme's one text for a JSON value (RFC 8785).
 *
 * @throws where there is none: not a JSON value, a number that is not finite, a lone surrogate
 */
export const jcs = (value: unknown): string => {
  const text = serialize(value);
  if (text === undefined) throw new TypeError('no JSON value, no canonical form');
  return text;
};
