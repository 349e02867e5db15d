import type { Activity } from '../../libs/activity/activity.js';
import { BASELINES } from '../../libs/detection/baselines/all.js';
import type { Baseline, BaselineValue } from '../../libs/detection/baselines/baseline.js';
import { isoWeekOf } from '../../libs/detection/baselines/iso-week.js';
import { Sums } from '../../libs/detection/baselines/sum-windows.js';
import type { Baselines } from '../../libs/detection/detector.js';

type Values = Readonly<Record<string, BaselineValue>>;

const WEEK = 7 * 86_400_000;
/** As far back as the product looks for a published week. */
const WEEKS_BACK = 4;
const plain = (_: unknown, value: string): string => value;

/** The product's baselines over a semester at rest: every week but the last is closed. */
export function closedBaselines(
  activities: Iterable<Activity>,
  localDay: (at: number) => string,
): Baselines {
  const weekOf = (at: number) => isoWeekOf(localDay(at)) ?? '';
  const sums = new Map<string, Sums>();
  for (const activity of activities)
    for (const definition of BASELINES) add(sums, definition, weekOf(activity.at), activity);
  const published = publishedOf(sums);
  return {
    read: (name, key, at) => {
      const definition = BASELINES.find((one) => one.name === name);
      if (!definition) throw new Error(`there is no baseline called "${name}"`);
      for (let back = 0; back <= WEEKS_BACK; back++) {
        const week = weekOf(at - back * WEEK);
        const values = published.get(`${name}/${week}`);
        const found = values?.[definition.question(key, plain)];
        if (found) return { value: found[0], n: found[1], cite: `${name}/${week}@1` };
        if (values && definition.absent !== undefined)
          return { value: definition.absent, n: 0, cite: `${name}/${week}@1` };
      }
      return undefined;
    },
  };
}

function add(
  sums: Map<string, Sums>,
  definition: Baseline,
  week: string,
  activity: Activity,
): void {
  const key = definition.wants(activity.type) ? definition.keyOf(activity, plain) : undefined;
  if (key === undefined) return;
  const place = `${definition.name}/${week}`;
  const own = sums.get(place) ?? new Sums(new Map());
  own.fold(definition, key, activity);
  sums.set(place, own);
}

function publishedOf(sums: ReadonlyMap<string, Sums>): ReadonlyMap<string, Values> {
  const published = new Map<string, Values>();
  for (const definition of BASELINES) {
    const weeks = [...sums.keys()].filter((place) => place.startsWith(`${definition.name}/`));
    for (const place of weeks.sort().slice(0, -1))
      published.set(
        place,
        definition.publish(new Map([...(sums.get(place)?.entries() ?? [])])).values,
      );
  }
  return published;
}
