import type { BaselineValue } from './baseline.js';
import { medianOf } from './fingerprint.js';
import { likeness, LONGEST_GAP_SEC } from './gap-likeness.js';
import { lived } from './lived.js';
import * as names from './names.js';
import { touches } from './touches.js';
import { ENOUGH_PAUSES, isMostly, recurring } from './recurring.js';
import { HASTY_SEC, resumes } from './resumes.js';
import { spanOf } from './viewing-span.js';
import type { ViewingSketch } from './viewing-sketch.js';

const FEWEST_ACCOUNTS = 10;
/** Seconds of a viewing in which somebody usually does something. */
const LONG_SEC = 300;
/** Resumes of an account that lie within so many seconds of each other, and their share. */
const ALIKE_SEC = 0.3;
const ALIKE = 0.8;
const FEWEST_RESUMES = 3;
/** Waits taken of one account, so that a binge is one voice. */
const WAITS = 3;

/**
 * How a platform's people handle its player: hands on it, resumes, waits between videos.
 *
 * @param watched sampled viewings by account
 * @param whole those of accounts of which no viewing was left out
 * @param all with those of a few beats or none
 */
export function handlingValues(
  source: string,
  watched: readonly (readonly ViewingSketch[])[],
  whole: readonly (readonly ViewingSketch[])[],
  all: readonly (readonly ViewingSketch[])[],
): Record<string, BaselineValue> {
  return {
    ...untouched(source, watched),
    ...allUntouched(source, watched),
    ...hasty(source, watched),
    ...recurringPauses(source, watched),
    ...waits(source, whole),
    ...evenness(source, whole),
    ...evenShort(source, whole),
    ...unopened(source, all),
  };
}

const longOf = (watched: readonly (readonly ViewingSketch[])[]) =>
  watched
    .map((own) => own.map(lived))
    .map((own) => own.filter(({ last, beats }) => last - (beats[0] ?? last) >= LONG_SEC))
    .filter((own) => own.length > 0);

/** Long viewings of a week from which it is said that somebody touches none. */
const SEVERAL = 4;

function allUntouched(
  source: string,
  watched: readonly (readonly ViewingSketch[])[],
): Record<string, BaselineValue> {
  const several = longOf(watched).filter((own) => own.length >= SEVERAL);
  if (several.length < FEWEST_ACCOUNTS) return {};
  const none = several.filter((own) => own.every((sketch) => touches(sketch) === 0));
  return {
    [names.cadenceAllUntouched(source)]: [round(none.length / several.length), several.length],
  };
}

function untouched(
  source: string,
  watched: readonly (readonly ViewingSketch[])[],
): Record<string, BaselineValue> {
  const long = longOf(watched);
  const runs = long.map((own) => {
    const without = own.filter((sketch) => touches(sketch) === 0).length;
    return { share: without / own.length, viewings: own.length, without };
  });
  const again = runs.filter(({ viewings, without }) => viewings > 1 && without > 0);
  if (runs.length < FEWEST_ACCOUNTS || again.length < FEWEST_ACCOUNTS) return {};
  const mean = (shares: readonly number[]) => shares.reduce((a, b) => a + b, 0) / shares.length;
  const next = again.map(({ viewings, without }) => (without - 1) / (viewings - 1));
  return {
    [names.cadenceUntouched(source)]: [round(mean(runs.map(({ share }) => share))), runs.length],
    [names.cadenceUntouchedAgain(source)]: [round(mean(next)), again.length],
  };
}

function hasty(
  source: string,
  watched: readonly (readonly ViewingSketch[])[],
): Record<string, BaselineValue> {
  const resuming = watched
    .map((own) => own.flatMap((sketch) => resumes(sketch)))
    .filter((own) => own.length >= FEWEST_RESUMES);
  if (resuming.length < FEWEST_ACCOUNTS) return {};
  // Short pauses are many people's; resumes that are all alike, the player's own or a program's.
  const quick = resuming.filter(
    (own) =>
      medianOf(own) <= HASTY_SEC && (likeness(own, ALIKE_SEC, FEWEST_RESUMES)?.share ?? 0) >= ALIKE,
  );
  return {
    [names.cadenceHasty(source)]: [round(quick.length / resuming.length), resuming.length],
  };
}

function recurringPauses(
  source: string,
  watched: readonly (readonly ViewingSketch[])[],
): Record<string, BaselineValue> {
  const pausing = watched
    .map((own) => own.flatMap((sketch) => resumes(sketch)))
    .filter((own) => own.length >= ENOUGH_PAUSES);
  if (pausing.length < FEWEST_ACCOUNTS) return {};
  const same = pausing.filter((own) => isMostly(recurring(own)));
  return {
    [names.cadenceRecurring(source)]: [round(same.length / pausing.length), pausing.length],
  };
}

/** Share of completions of videos of which nothing else was told; each account has one voice. */
export function unopened(
  source: string,
  all: readonly (readonly ViewingSketch[])[],
): Record<string, BaselineValue> {
  const shares = all
    .map((own) => own.filter(({ completed }) => completed !== undefined))
    .filter((own) => own.length > 0)
    .map(
      (own) =>
        own.filter(({ beats, begun }) => beats.length === 0 && begun === undefined).length /
        own.length,
    );
  if (shares.length < FEWEST_ACCOUNTS) return {};
  const mean = shares.sort((a, b) => a - b).reduce((a, b) => a + b, 0) / shares.length;
  return { [names.cadenceUnopened(source)]: [round(mean), shares.length] };
}

function waits(
  source: string,
  whole: readonly (readonly ViewingSketch[])[],
): Record<string, BaselineValue> {
  const own = whole
    .map((sketches) => gapsOf(sketches).slice(0, WAITS))
    .filter((gaps) => gaps.length > 0);
  const common = likeness(own.flat());
  if (own.length < FEWEST_ACCOUNTS || !common) return {};
  return {
    [names.cadenceWait(source)]: [round(common.sec), own.length],
    [names.cadenceWaitShare(source)]: [round(common.share), own.length],
  };
}

/** Two waits whose logarithms differ by less are as good as the same. */
const SAME = 0.1;

/** From two waits of each account that has them, so that what lies between people does not count. */
function evenness(
  source: string,
  whole: readonly (readonly ViewingSketch[])[],
): Record<string, BaselineValue> {
  const apart = whole.map(gapsOf).flatMap(([first, second]) => {
    if (first === undefined || second === undefined) return [];
    return [Math.abs(Math.log1p(first) - Math.log1p(second))];
  });
  if (apart.length < FEWEST_ACCOUNTS) return {};
  // 1.4826: from the median of absolute deviations to that of a normal distribution.
  const usual = (1.4826 * medianOf(apart)) / Math.SQRT2;
  const even = apart.filter((one) => one <= SAME).length / apart.length;
  return {
    [names.cadenceWaitSpread(source)]: [round(usual), apart.length],
    [names.cadenceEvenWaits(source)]: [round(even), apart.length],
  };
}

/** No player counts down so many seconds before it goes on by itself. */
export const COUNTDOWN_SEC = 10;

/** Seconds by which short waits of one length differ: pages take their time. */
const SAME_SEC = 0.5;

function evenShort(
  source: string,
  whole: readonly (readonly ViewingSketch[])[],
): Record<string, BaselineValue> {
  const three = threeOf(whole);
  if (three.length < FEWEST_ACCOUNTS) return {};
  const even = three.filter((own) => {
    const most = Math.max(...own);
    return most <= COUNTDOWN_SEC && most - Math.min(...own) <= Math.max(SAME_SEC, SAME * most);
  });
  return { [names.cadenceEvenShort(source)]: [round(even.length / three.length), three.length] };
}

/** First waits of accounts that have so many. */
const threeOf = (whole: readonly (readonly ViewingSketch[])[]): readonly (readonly number[])[] =>
  whole.map((own) => gapsOf(own).slice(0, WAITS)).filter((own) => own.length >= WAITS);

/** Of all platforms' accounts of which no viewing was left out. */
export function evenLong(
  whole: readonly (readonly ViewingSketch[])[],
): Record<string, BaselineValue> {
  const three = threeOf(whole);
  if (three.length < FEWEST_ACCOUNTS) return {};
  const even = three.filter((own) => {
    const [least, most] = [Math.min(...own), Math.max(...own)];
    return least > COUNTDOWN_SEC && Math.log1p(most) - Math.log1p(least) <= SAME;
  });
  return { [names.CADENCE_EVEN_LONG]: [round(even.length / three.length), three.length] };
}

function gapsOf(sketches: readonly ViewingSketch[]): number[] {
  const ordered = sketches.map((sketch) => spanOf(lived(sketch))).sort((a, b) => a.from - b.from);
  return ordered
    .slice(1)
    .map(({ from }, at) => from - (ordered[at]?.to ?? from))
    .filter((gap) => gap >= 0 && gap <= LONGEST_GAP_SEC);
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
