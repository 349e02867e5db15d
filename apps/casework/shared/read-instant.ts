import { parseInstant } from '../../../libs/activity/instant.js';
import { Problem } from '../../../libs/platform/problem.js';

/** An RFC 3339 instant of the query in milliseconds; `name` is the parameter's. Throws 400. */
export const readInstant = (name: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  // A query turns an unescaped plus into a space.
  const instant = parseInstant(text.replace(' ', '+'));
  if (instant === undefined)
    throw new Problem(400, 'invalid', 'must be a time with offset (RFC 3339)', {
      pointer: `/${name}`,
    });
  return instant;
};
