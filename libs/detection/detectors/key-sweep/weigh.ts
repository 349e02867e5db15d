import type { Measured } from '../../detector.js';
import { groupBy, repeated } from '../reading.js';
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
  /** Once at least in an attempt opened for the key alone. */
  readonly straight: boolean;
  /** Seconds a look, the quickest row. */
  readonly quickSec: number;
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
/**
 * The whole key straight after opening an attempt in which nothing else is done: what a tool that saves keys does
 * in half of the papers that it takes, and a learner hardly ever. The class tells how often here, from a guess of one
 * in a hundred that weighs as much as twenty students.
 */
const FOR_KEYS = 0.5;
const RARELY = { share: 0.01, students: 20 };
/** Nobody reads an answer in less, and what opens all of them at once is the platform's: half as quick as nine in ten others. */
const UNREAD_SEC = 1.5;
const UNREAD_NATS = 2;
/** No hand opens item after item and reads any of it: one honest look at a whole key in a hundred is that quick. */
const FLICKED_SEC = 1;
const FLICKED_NATS = 4;
/** Once more through all of it at once, as quick: who could not read it the first time cannot now; tools that try again do. */
const AGAIN_MS = 60_000;
const EACH_AGAIN = 1.5;
const MOST_AGAIN = 3;
/** All in less is one click, whatever is said of it. */
const ONE_CLICK_SEC = 0.1;
const FEWEST_OTHERS = 5;
const MOST_OF_PAPER = 5;
/** Nothing of an attempt that was opened seconds before can have been lost; and photographs of a screen take seconds each. */
const MOST_OF_STRAIGHT = 8;
const MOST_OF_READ = 6;
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
  const paces = days.flatMap(({ subject, measure }) =>
    measure.runs.map(({ gapSec }) => ({ subject, gapSec })),
  );
  return wholes.flatMap(({ subject, papers }): Sweeper[] => {
    if (papers.length === 0) return [];
    const others = all.filter((one) => one.subject !== subject);
    const beside: Beside = {
      others,
      students: students.length,
      usual: usualOf(paces.filter((one) => one.subject !== subject)),
    };
    const swept = papers.map((one) => ({ ...one, nats: natsOf(one, beside) }));
    const telling = swept.filter(({ nats }) => nats > 0);
    const nats = repeated(
      telling.map((one) => one.nats),
      AGAIN,
    );
    const most = telling.length < limit.fewestPapers ? mostOfFew(telling) : MOST;
    return nats < limit.mention ? [] : [{ subject, papers: telling, nats: Math.min(most, nats) }];
  });
}

type Whole = Omit<Swept, 'nats'>;

interface Beside {
  readonly others: readonly (Whole & { readonly subject: string })[];
  readonly students: number;
  /** Seconds a look of the quickest tenth of others' rows, of a few or more; undefined where too few look. */
  readonly usual: number | undefined;
}

const usualOf = (rows: readonly { readonly gapSec: number }[]): number | undefined =>
  rows.length < FEWEST_OTHERS
    ? undefined
    : quantile(
        rows.map(({ gapSec }) => gapSec),
        0.1,
      );

const mostOfFew = (telling: readonly Swept[]): number =>
  Math.max(
    MOST_OF_FEW,
    ...telling.map(({ straight, quickSec }) =>
      !straight ? 0 : quickSec <= FLICKED_SEC ? MOST_OF_STRAIGHT : MOST_OF_READ,
    ),
  );

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
    straight: own.some(({ straight }) => straight),
    quickSec: own.reduce((least, { gapSec }) => Math.min(least, gapSec), Infinity),
  }));
}

function natsOf(one: Whole, { others, students, usual }: Beside): number {
  const early = others.filter(({ unworked }) => unworked).length;
  const habit = Math.max(BY_HABIT, (early + 1) / (others.length + 2));
  const unworked = one.unworked ? Math.max(0, Math.log(ON_PURPOSE / habit)) : 0;
  const idle = Math.min(MOST_IDLE, EACH_IDLE * Math.max(0, one.idle - 1));
  const opened = Math.max(unworked, straightNats(one, others, students));
  const most = one.straight ? MOST_OF_STRAIGHT : MOST_OF_PAPER;
  return Math.min(most, opened + idle + unreadNats(one, usual) + againNats(one));
}

function againNats({ runs }: Whole): number {
  const flicked = runs.filter(({ gapSec }) => gapSec >= ONE_CLICK_SEC && gapSec <= FLICKED_SEC);
  const again = flicked.filter(({ from }, n) => {
    const before = flicked[n - 1];
    return before !== undefined && from - before.to <= AGAIN_MS;
  });
  return Math.min(MOST_AGAIN, EACH_AGAIN * again.length);
}

/** Others who do so as quickly make it the platform's way; those who take their time do not, nor who cannot have read. */
function straightNats(one: Whole, others: Beside['others'], students: number): number {
  if (!one.straight) return 0;
  const flicked = one.quickSec <= FLICKED_SEC;
  const alike = others.filter(
    ({ straight, quickSec }) =>
      straight && quickSec <= 2 * one.quickSec && (flicked || quickSec > FLICKED_SEC),
  );
  const doing = new Set(alike.map(({ subject }) => subject)).size;
  const rate = (doing + RARELY.share * RARELY.students) / (students + RARELY.students);
  return Math.max(0, Math.log(FOR_KEYS / rate));
}

/** Faster than anybody reads what was looked at, where the platform does not show all of it at a click. */
function unreadNats({ quickSec }: Whole, usual: number | undefined): number {
  if (usual === undefined || quickSec >= UNREAD_SEC || quickSec >= usual / 2) return 0;
  return quickSec <= FLICKED_SEC && quickSec >= ONE_CLICK_SEC ? FLICKED_NATS : UNREAD_NATS;
}
