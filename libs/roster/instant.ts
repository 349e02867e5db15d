/**
 * Milliseconds of an RFC 3339 instant whose form was checked; undefined where it names no instant
 * (a leap second, a 30th of February).
 */
export const instantOf = (text: string): number | undefined => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
};

/** Null and absent stand for "without bound". */
export const boundOf = (text: string | null | undefined): number | null =>
  text === null || text === undefined ? null : Date.parse(text);

/** As `boundOf`, for optional members of the view. */
export const optionalInstant = (text: string | null | undefined): number | undefined =>
  boundOf(text) ?? undefined;
