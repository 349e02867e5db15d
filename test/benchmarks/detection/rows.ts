import type { Activity } from '../../../libs/activity/activity.js';
import type { BaselineView } from '../../../libs/detection/baselines/baseline-view.js';
import { DETECTORS } from '../../../libs/detection/registry.js';
import { perCpuSecond, tell } from '../rounds.js';
import type { Row } from '../table.js';
import { handWritten } from './hand-written.js';
import { lateEventMicros } from './late-event.js';
import { RULE_COUNT, rulesOver } from './rules-engine.js';
import { publishedBaselines, semesterPayload, type Payload } from './semester.js';
import { heapOfKeys, quantile, stateSize } from './state-size.js';
import { named, Straight } from './straight.js';

export interface DetectionScale {
  readonly students: number;
  readonly weeks: number;
  readonly rounds: number;
}

const LIVE_KEYS = 100_000;
/** Days, and events, that the rules engine is asked about: it is slow, and rates are what is compared. */
const RULED = 5_000;
/** What the vendor says of its own feed: no student's, and no detector's. */
const UNWANTED = 'probity.feed.completed.v1';

type Figures = Record<
  'all' | 'withBaselines' | 'loop' | 'rules' | 'ruledDays' | 'unwanted' | 'besides' | 'late',
  number[]
>;

/** All detectors on decoded events of a simulated semester, beside a loop and a rules engine. */
export const detectionRows = async (scale: DetectionScale): Promise<readonly Row[]> => {
  tell(`detection: a semester of ${String(scale.students)} students`);
  const payload = await semesterPayload({ ...scale, seed: 7 });
  const baselines = await publishedBaselines(payload);
  // Warm: so much code takes a few rounds until it runs as it does in a service.
  for (let round = 0; round < 3; round += 1) new Straight(payload, baselines).judge();
  const figures: Figures = {
    ...{ all: [], withBaselines: [], loop: [], rules: [], ruledDays: [] },
    ...{ unwanted: [], besides: [], late: [] },
  };
  for (let round = 1; round <= scale.rounds; round += 1) {
    tell(`detection, round ${String(round)} of ${String(scale.rounds)}`);
    await oneRound(payload, baselines, figures);
  }
  tell('detection, state');
  return [...rateRows(figures), ...costRows(figures), ...stateRows(payload, baselines)];
};

const oneRound = async (
  payload: Payload,
  baselines: BaselineView,
  figures: Figures,
): Promise<void> => {
  const { activities } = payload;
  const count = activities.length;
  const straight = new Straight(payload, baselines);
  const rate = await perCpuSecond(count, () => straight.judge());
  figures.all.push(rate);
  const folding = await perCpuSecond(count, () => publishedBaselines(payload));
  figures.withBaselines.push(1 / (1 / rate + 1 / folding));
  figures.loop.push(await perCpuSecond(count, () => handWritten(payload)));
  const { days } = handWritten(payload);
  const some = days.filter((_, at) => at % Math.ceil(days.length / RULED) === 0);
  // Asked after each event, as one must who wants to hear of it at once; and once a day.
  const asked = await perCpuSecond(some.length, () => rulesOver(some));
  const events = some.reduce((sum, day) => sum + day.events, 0);
  figures.rules.push(asked);
  figures.ruledDays.push((asked * events) / some.length);
  figures.unwanted.push(routing(straight, activities));
  figures.besides.push(besides(straight, activities));
  figures.late.push(lateEventMicros(straight, payload));
};

const ofType = (activities: readonly Activity[], type: string): readonly Activity[] =>
  activities.map((one): Activity => ({ ...one, id: `u-${one.id}`, type }));

/** Nanoseconds for an event of a type that nobody wants: its path ends at the routing. */
const routing = (straight: Straight, activities: readonly Activity[]): number => {
  const others = ofType(activities, UNWANTED);
  const start = performance.now();
  straight.route(others);
  return ((performance.now() - start) * 1e6) / others.length;
};

/**
 * Nanoseconds that an event costs which one detector wants, and only to know that somebody was there:
 * one behind each of the others, on the same account and day.
 */
const besides = (straight: Straight, activities: readonly Activity[]): number => {
  const others = ofType(activities, 'vendor.telemetry.v1');
  const mixed = activities.flatMap((one, at) => [one, others[at] as Activity]);
  const times = [activities, mixed, activities, mixed].map((events) => {
    const start = process.cpuUsage();
    straight.judge(events);
    return process.cpuUsage(start).user / 1000;
  });
  const [alone1 = 0, both1 = 0, alone2 = 0, both2 = 0] = times;
  const more = Math.min(both1, both2) - Math.min(alone1, alone2);
  return (more * 1e6) / others.length;
};

const rateRows = (figures: Figures): readonly Row[] => {
  const name = `detection, all ${String(DETECTORS.length)} detectors, from decoded events to findings`;
  const limit = { name: 'hand-written loop, 12 counters a day', values: figures.loop };
  const engine = `json-rules-engine, ${String(RULE_COUNT)} rules`;
  const eachEvent = { name: `${engine} over prepared facts, each event`, values: figures.rules };
  const eachDay = { name: `${engine}, once a student's day`, values: figures.ruledDays };
  return [
    { name, values: figures.all, unit: 'ev/CPU s', limit },
    { name: 'the same, beside rules', values: figures.all, unit: 'ev/CPU s', limit: eachEvent },
    { name: 'the same, beside rules', values: figures.all, unit: 'ev/CPU s', limit: eachDay },
    {
      name: 'the same, baselines folded too',
      values: figures.withBaselines,
      unit: 'ev/CPU s',
      limit,
    },
  ];
};

const costRows = ({ unwanted, besides, late }: Figures): readonly Row[] => [
  { name: 'an event that no detector wants', values: unwanted, unit: 'ns' },
  {
    name: 'an event that only tells of presence, per detector',
    values: besides.map((ns) => ns / DETECTORS.length),
    unit: 'ns',
  },
  { name: "a late event: a student's day and its keys judged again", values: late, unit: 'µs' },
];

const stateRows = (payload: Payload, baselines: BaselineView): readonly Row[] => {
  const straight = new Straight(payload, baselines);
  const byKey = named(straight.measure(straight.route(payload.activities)));
  const { keys, ofWindow, ofKey } = stateSize(byKey);
  const heap = heapOfKeys(byKey, LIVE_KEYS);
  const bytes = (what: string, value: number): Row => ({ name: what, values: [value], unit: 'B' });
  return [
    { name: 'keys with a measure (detector and key)', values: [keys], unit: '' },
    ...[0.5, 0.9, 0.99].map((share) =>
      bytes(`state of a live key, its window, p${String(share * 100)}`, quantile(ofWindow, share)),
    ),
    bytes('state of a key, all its windows, p50', quantile(ofKey, 0.5)),
    bytes(`heap a key, ${LIVE_KEYS.toLocaleString('en-US')} live, names included`, heap.bytes),
    { name: 'RSS more with them', values: [heap.rssMiB], unit: 'MiB' },
  ];
};
