import type { ActivityData } from '../../activity/activity.js';

/** What no learner's record reaches: a day of one video, sixteen times its speed. */
const MOST: Readonly<Record<string, number>> = {
  positionSec: 86_400,
  lengthSec: 86_400,
  fromSec: 86_400,
  toSec: 86_400,
  elapsedSec: 1_000_000,
  intervalSec: 86_400,
  cumulativeSec: 100_000_000,
  rate: 16,
  fromRate: 16,
  toRate: 16,
};
const MEMBERS = Object.keys(MOST);

/** Whether a member is negative, beyond all measure, or a text where a number belongs. */
export const isImplausible = (data: ActivityData): boolean => {
  for (const member of MEMBERS) {
    const value = data[member];
    if (value === undefined || value === null) continue;
    if (typeof value !== 'number' || !(value >= 0 && value <= (MOST[member] as number)))
      return true;
  }
  const { positionSec, lengthSec } = data;
  return typeof positionSec === 'number' && typeof lengthSec === 'number' && lengthSec > 0
    ? positionSec > 2 * lengthSec + 60
    : false;
};
