import type { SimEvent } from './event.js';

/** Figures of a population, to be held against those of threats.md ("Calibration figures"). */
export interface Figures {
  /** Shares of the local hours, 0 to 23. */
  readonly hours: readonly number[];
  /** Shares of the weekdays, Monday first. */
  readonly weekdays: readonly number[];
  /** Share of a student's events between midnight and six. */
  readonly night: Quantiles;
  /** Sessions end at a gap of 30 minutes. */
  readonly sessionMinutes: Quantiles;
  readonly sessionEvents: Quantiles;
  readonly sessionsPerWeek: Quantiles;
  readonly examSpanMinutes: Quantiles;
  readonly examGapSec: Quantiles;
  readonly examEvents: Quantiles;
  /** Share of a class that goes through the paper in its most common order, exam by exam. */
  readonly commonOrder: Quantiles;
}

/** Sorted values, asked by share. */
export type Quantiles = (share: number) => number;

export const quantilesOf = (values: readonly number[]): Quantiles => {
  const sorted = [...values].sort((a, b) => a - b);
  return (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
};

const SESSION_GAP_MS = 30 * 60_000;
const LEARNING = /^probity\.(session|content|video|assessment|forum)\./;

/** Reads a stream once. Late and doubled events count once, by their own `time`. */
export function figuresOf(events: Iterable<SimEvent>, weeks: number): Figures {
  const times = new Map<string, number[]>();
  const sittings = new Map<string, { at: number; item: string }[]>();
  const seen = new Set<string>();
  for (const { type, source, id, subject, time, data } of events) {
    if (subject === undefined || !LEARNING.test(type) || seen.has(`${source} ${id}`)) continue;
    seen.add(`${source} ${id}`);
    const at = Date.parse(time);
    const activity = String(data['activity']);
    const exam = /final|midterm/.test(activity);
    // Hours of an exam are the registry's choice, not people's.
    if (!exam) push(times, subject, at);
    const answering = type.startsWith('probity.assessment.') || data['title'] !== undefined;
    if (exam && answering && !type.endsWith('answer_shown.v1'))
      push(sittings, `${activity} ${subject}`, { at, item: String(data['title'] ?? '') });
  }
  return { ...rhythmOf([...times.values()], weeks), ...examsOf(sittings) };
}

const push = <T>(groups: Map<string, T[]>, key: string, value: T): void => {
  const own = groups.get(key);
  if (own) own.push(value);
  else groups.set(key, [value]);
};

function rhythmOf(people: readonly number[][], weeks: number) {
  const hours = Array<number>(24).fill(0);
  const weekdays = Array<number>(7).fill(0);
  const night: number[] = [];
  const minutes: number[] = [];
  const counts: number[] = [];
  const perWeek: number[] = [];
  for (const times of people) {
    times.sort((a, b) => a - b);
    let dark = 0;
    for (const at of times) {
      const local = new Date(at + 8 * 3_600_000);
      const hour = local.getUTCHours();
      hours[hour] = (hours[hour] ?? 0) + 1;
      const weekday = (local.getUTCDay() + 6) % 7;
      weekdays[weekday] = (weekdays[weekday] ?? 0) + 1;
      if (hour < 6) dark++;
    }
    night.push(dark / times.length);
    const sessions = sessionsOf(times);
    perWeek.push(sessions.length / weeks);
    for (const session of sessions) {
      minutes.push(((session.at(-1) ?? 0) - (session[0] ?? 0)) / 60_000);
      counts.push(session.length);
    }
  }
  return {
    hours: sharesOf(hours),
    weekdays: sharesOf(weekdays),
    night: quantilesOf(night),
    sessionMinutes: quantilesOf(minutes),
    sessionEvents: quantilesOf(counts),
    sessionsPerWeek: quantilesOf(perWeek),
  };
}

function sessionsOf(times: readonly number[]): number[][] {
  const sessions: number[][] = [];
  for (const [n, at] of times.entries()) {
    const before = times[n - 1];
    if (before === undefined || at - before > SESSION_GAP_MS) sessions.push([at]);
    else sessions.at(-1)?.push(at);
  }
  return sessions;
}

/** Only where the vendor tells each turn of a page, as the data behind the figures does. */
function examsOf(sittings: ReadonlyMap<string, readonly { at: number; item: string }[]>) {
  const spans: number[] = [];
  const gaps: number[] = [];
  const counts: number[] = [];
  const orders = new Map<string, string[]>();
  for (const [key, clicks] of sittings) {
    const ordered = [...clicks].sort((a, b) => a.at - b.at);
    const titles = ordered.map(({ item }) => item).filter((item) => item !== '');
    if (titles.length === 0) continue;
    push(orders, key.split(' ')[0] ?? '', [...new Set(titles)].join(' '));
    counts.push(ordered.length);
    spans.push(((ordered.at(-1)?.at ?? 0) - (ordered[0]?.at ?? 0)) / 60_000);
    for (let n = 1; n < ordered.length; n++)
      gaps.push(((ordered[n]?.at ?? 0) - (ordered[n - 1]?.at ?? 0)) / 1000);
  }
  return {
    examSpanMinutes: quantilesOf(spans),
    examGapSec: quantilesOf(gaps),
    examEvents: quantilesOf(counts),
    commonOrder: quantilesOf([...orders.values()].map(commonest)),
  };
}

const commonest = (orders: readonly string[]): number => {
  const counts = new Map<string, number>();
  for (const order of orders) counts.set(order, (counts.get(order) ?? 0) + 1);
  return Math.max(...counts.values()) / orders.length;
};

const sharesOf = (counts: readonly number[]): number[] => {
  const sum = counts.reduce((all, count) => all + count, 0);
  return counts.map((count) => count / sum);
};
