const DAY = 86_400_000;

/** ISO 8601 week of a calendar day: `2026-03-02` is in `2026-W10`; undefined for no such day. */
export const isoWeekOf = (day: string): string | undefined => {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return undefined;
  // The week's Thursday decides the year.
  const thursday = at + (3 - ((new Date(at).getUTCDay() + 6) % 7)) * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY));
  return `${year}-W${String(week).padStart(2, '0')}`;
};

/** Weeks of instants by their local day, remembered day by day. */
export const weeksBy = (localDay: (at: number) => string): ((at: number) => string | undefined) => {
  const known = new Map<string, string | undefined>();
  return (at) => {
    const day = localDay(at);
    if (known.has(day)) return known.get(day);
    if (known.size > 4096) known.clear();
    const week = isoWeekOf(day);
    known.set(day, week);
    return week;
  };
};
