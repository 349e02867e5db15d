import type { Measured } from '../../detector.js';
import { groupBy, known, repeated } from '../reading.js';
import { quantile } from '../sittings/class.js';
import type { Run, SweepDay } from './day.js';
import type { Limits } from './limits.js';

/** What one student did with the key of one paper. */
export interface Swept {
  readonly paper: string;
  readonly runs: readonly Run[];
  /** Looked at as a whole before anything of one's own was handed in. */
  readonly unworked: boolean;
  /** Attempts begun for nothing but a look at the whole key. */
  readonly idle: number;
  readonly nats: number;
}

export interface Sweeper {
  readonly subject: string;
  readonly papers: readonly Swept[];
  readonly nats: number;
}

/** Papers are looked at before they are worked at: by those who draw out keys; by a class that does not do so, at least. */
const ON_PURPOSE = 0.9;
const BY_HABIT = 0.03;
/** An attempt opened for a look and left happens; the second of a paper is odd, further ones have no use for a learner. */
const EACH_IDLE = 1;
const MOST_IDLE = 4;
/** Nobody reads an answer in less, and what opens all of them at once is the platform's: half as quick as nine in ten others. */
const UNREAD_SEC = 1.5;
const UNREAD_NATS = 2;
const FEWEST_OTHERS = 5;
const MOST_OF_PAPER = 5;
const AGAIN = 0.5;
const MOST = 12;
/** One paper's records may be lost, the attempt's own among them. */
const MOST_OF_FEW = 4;

/** Everybody of a class who looked at whole keys as no learner does, with what it weighs. */
export function sweepersOf(days: readonly Measured<SweepDay>[], limit: Limits): readonly Sweeper[] {
  const students = [...groupBy(days, ({ subject }) => subject)].flatMap(([subject, own]) =>
    subject === undefined ? [] : [{ subject, days: own.map(({ measure }) => measure) }],
  );
  if (students.length < limit.fewestStudents) return [];
  const sizes = sizesOf(days);
  const wholes = students.map(({ subject, days: own }) => ({
    subject,
    papers: wholesOf(own, sizes, limit),
  }));
  const all = wholes.flatMap(({ subject, papers }) => papers.map((one) => ({ subject, ...one })));
  return wholes.flatMap(({ subject, papers }): Sweeper[] => {
    if (papers.length === 0) return [];
    const others = all.filter((one) => one.subject !== subject);
    const swept = papers.map((one) => ({ ...one, nats: natsOf(one, others) }));
    const telling = swept.filter(({ nats }) => nats > 0);
    const nats = repeated(
      telling.map((one) => one.nats),
      AGAIN,
    );
    const most = telling.length < limit.fewestPapers ? MOST_OF_FEW : MOST;
    return nats < limit.mention ? [] : [{ subject, papers: telling, nats: Math.min(most, nats) }];
  });
}

type Whole = Omit<Swept, 'nats'>;

/** Items of each paper: as many as anybody answered or looked at in a row. */
function sizesOf(days: readonly Measured<SweepDay>[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  const keep = (paper: string, items: number): void => {
    sizes.set(paper, Math.max(items, sizes.get(paper) ?? 0));
  };
  for (const { measure } of days) {
    for (const { paper, items } of measure.runs) keep(paper, items);
    for (const [paper, , items] of measure.worked) keep(paper, items);
  }
  return sizes;
}

function wholesOf(
  days: readonly SweepDay[],
  sizes: ReadonlyMap<string, number>,
  { wholeShare }: Limits,
): readonly Whole[] {
  const worked = new Map<string, number>();
  for (const [paper, at] of days.flatMap((day) => day.worked))
    if (at >= 0) worked.set(paper, Math.min(at, worked.get(paper) ?? Infinity));
  const runs = days
    .flatMap((day) => day.runs)
    .filter(({ paper, items }) => items >= wholeShare * (sizes.get(paper) ?? Infinity));
  return [...groupBy(runs, ({ paper }) => paper)].map(([paper, own]) => ({
    paper,
    runs: own,
    unworked: own.some(({ from }) => from < (worked.get(paper) ?? Infinity)),
    idle: own.filter(({ idle }) => idle).length,
  }));
}

function natsOf(one: Whole, others: readonly (Whole & { readonly subject: string })[]): number {
  const early = others.filter(({ unworked }) => unworked).length;
  const habit = Math.max(BY_HABIT, (early + 1) / (others.length + 2));
  const unworked = one.unworked ? Math.max(0, Math.log(ON_PURPOSE / habit)) : 0;
  const idle = Math.min(MOST_IDLE, EACH_IDLE * Math.max(0, one.idle - 1));
  return Math.min(MOST_OF_PAPER, unworked + idle + unreadNats(one, others));
}

/** Faster than anybody reads what was looked at, where the platform does not show all of it at a click. */
function unreadNats({ runs }: Whole, others: readonly Whole[]): number {
  const paces = others.flatMap((other) => known(other.runs[0]).gapSec);
  const quick = runs.reduce((least, { gapSec }) => Math.min(least, gapSec), Infinity);
  const usual = quantile(paces, 0.1);
  if (quick >= UNREAD_SEC || usual === undefined || paces.length < FEWEST_OTHERS) return 0;
  return quick < usual / 2 ? UNREAD_NATS : 0;
}
