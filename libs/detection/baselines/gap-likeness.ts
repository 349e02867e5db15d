/** Gaps between two videos, seconds, beyond which something else was done in between. */
export const LONGEST_GAP_SEC = 900;
export const FEWEST_LIKE = 5;

/**
 * The largest share of gaps that lie within a tenth of each other, or `withinSec`: near 1 where a
 * program or an automatic list leads from video to video, small where a person does. Undefined of
 * fewer gaps than `fewest`.
 */
export function likeness(
  gaps: readonly number[],
  withinSec = 0.5,
  fewest = FEWEST_LIKE,
): { readonly share: number; readonly sec: number } | undefined {
  const sorted = gaps.filter((gap) => gap >= 0 && gap <= LONGEST_GAP_SEC).sort((a, b) => a - b);
  if (sorted.length < fewest) return undefined;
  let most = 0;
  let sec = 0;
  let low = 0;
  for (let high = 0; high < sorted.length; high++) {
    const top = sorted[high] as number;
    while (top - (sorted[low] as number) > Math.max(withinSec, top * 0.1)) low++;
    if (high - low + 1 > most) {
      most = high - low + 1;
      sec = sorted[low + ((high - low) >> 1)] as number;
    }
  }
  return { share: most / sorted.length, sec };
}
