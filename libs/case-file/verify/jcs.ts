/**
 * JSON Canonicalization Scheme (RFC 8785) of a value that came out of `JSON.parse`: members in
 * order of UTF-16 code units, numbers and strings as ECMAScript writes them. Written out here so
 * that the verifier needs nothing but Node; a test holds it equal to the `canonicalize` package.
 */
export const jcs = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => jcs(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${jcs(member)}`);
  return `{${members.join(',')}}`;
};
