import type { Activity } from '../../libs/activity/activity.js';
import { platformCadence } from '../../libs/detection/baselines/platform-cadence.js';
import { isoWeekOf } from '../../libs/detection/baselines/iso-week.js';
import type { Baselines } from '../../libs/detection/detector.js';

/** The platforms' baselines over a semester at rest: every week but the last is closed. */
export function cadenceBaselines(
  activities: readonly Activity[],
  localDay: (at: number) => string,
): Baselines {
  const weeks = new Map<string, Map<string, ReturnType<typeof platformCadence.fold>>>();
  const weekOf = (at: number) => isoWeekOf(localDay(at)) ?? '';
  for (const activity of activities) {
    const key = platformCadence.wants(activity.type)
      ? platformCadence.keyOf(activity, (_, value) => value)
      : undefined;
    if (key === undefined) continue;
    const week = weeks.get(weekOf(activity.at)) ?? new Map();
    week.set(key, platformCadence.fold(week.get(key), activity));
    weeks.set(weekOf(activity.at), week);
  }
  const published = new Map(
    [...weeks]
      .sort()
      .slice(0, -1)
      .map(([week, sums]) => [week, platformCadence.publish(sums).values]),
  );
  return {
    read: (name, key, at) => {
      if (name !== platformCadence.name) return undefined;
      for (let back = 0; back <= 4; back++) {
        const week = weekOf(at - back * 7 * 86_400_000);
        const found = published.get(week)?.[key];
        if (found) return { value: found[0], n: found[1], cite: `${name}/${week}@1` };
      }
      return undefined;
    },
  };
}
