/**
 * A record's key is `source/subject`; both may hold slashes. Sources that the key may speak for,
 * the longest first; where none of them is registered, everything before the first slash.
 */
export const ownersOf = (
  key: string,
  isRegistered: (source: string) => boolean,
): readonly string[] => {
  const known: string[] = [];
  for (let at = key.length; at > 0; at = key.lastIndexOf('/', at - 1)) {
    const source = key.slice(0, at);
    if (isRegistered(source)) known.push(source);
  }
  if (known.length > 0) return known;
  const first = key.split('/', 1)[0];
  return first === undefined || first === '' ? [] : [first];
};

/** Whether a key is the one of an event; one without a subject has the bare source, slash or not. */
export const isKeyOf = (key: string, source: string, subject: string | undefined): boolean =>
  subject === undefined ? key === source || key === `${source}/` : key === `${source}/${subject}`;
