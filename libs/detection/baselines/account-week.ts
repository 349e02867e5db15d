import type { Activity } from '../../activity/activity.js';
import { fingerprint, fingerprintText, keepSmallest } from './fingerprint.js';
import { EMPTY_SKETCH, sketchWith, type ViewingSketch } from './viewing-sketch.js';
import { blockOf, isVisit, MOST_BLOCKS, MOST_PAGES } from './visits.js';

/** Viewings per account and week, beats per viewing. */
export const MOST_VIEWINGS = 16;
const BEATS = 12;

/** One account's week on a platform, in little. */
export interface AccountWeek {
  readonly viewings: Readonly<Record<string, ViewingSketch>>;
  /** Sessions of the sampled viewings, by the same names. */
  readonly sessions: Readonly<Record<string, number>>;
  /** Fingerprints of sessions with a login, a page or a quiz. */
  readonly pages: readonly number[];
  /** Blocks of time with such an event. */
  readonly visits: readonly number[];
}

const EMPTY: AccountWeek = { viewings: {}, sessions: {}, pages: [], visits: [] };

/** The week with one more event; the same reference when nothing changed. */
export const weekWith = (sum: AccountWeek = EMPTY, activity: Activity): AccountWeek =>
  isVisit(activity.type) ? withVisit(sum, activity) : withViewing(sum, activity);

const sessionText = ({ data }: Activity): string => String(data.session ?? '');

function withVisit(sum: AccountWeek, activity: Activity): AccountWeek {
  const pages = keepSmallest(sum.pages, fingerprint(sessionText(activity)), MOST_PAGES);
  const visits = keepSmallest(sum.visits, blockOf(activity.at / 1000), MOST_BLOCKS);
  return pages === sum.pages && visits === sum.visits ? sum : { ...sum, pages, visits };
}

function withViewing(sum: AccountWeek, activity: Activity): AccountWeek {
  const { data } = activity;
  const name = fingerprintText(
    String(data.offering ?? ''),
    sessionText(activity),
    String(data.activity ?? ''),
  );
  const before = sum.viewings[name];
  const after = sketchWith(before ?? EMPTY_SKETCH, activity, BEATS);
  if (after === before) return sum;
  const viewings = { ...sum.viewings, [name]: after };
  // One that is already among those kept displaces none.
  if (before) return { ...sum, viewings };
  const sessions = { ...sum.sessions, [name]: fingerprint(sessionText(activity)) };
  const names = Object.keys(viewings).sort();
  const out = names[MOST_VIEWINGS];
  if (out === undefined) return { ...sum, viewings, sessions };
  return out === name
    ? sum
    : { ...sum, viewings: without(viewings, out), sessions: without(sessions, out) };
}

const without = <T>(all: Readonly<Record<string, T>>, out: string): Record<string, T> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => name !== out));
