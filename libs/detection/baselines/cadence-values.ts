import type { BaselineValue } from './baseline.js';
import { medianOf } from './fingerprint.js';
import { handlingValues, unopened } from './handling-values.js';
import * as names from './names.js';
import { MOST_VIEWINGS, type AccountWeek } from './account-week.js';
import { bitOf, hasMark, MARKS } from './viewing-marks.js';
import {
  beatShape,
  marksOf,
  offGrid,
  quantile,
  shapeMarks,
  type BeatShape,
  type UsualShape,
} from './viewing-shape.js';
import type { ViewingSketch } from './viewing-sketch.js';
import { isVisited, MOST_PAGES } from './visits.js';

const FEWEST_ACCOUNTS = 10;
/** A mark that this share of viewings bears is usual. */
const USUAL = 0.9;
/** A grid so wide tells nothing. */
const WIDEST_TOLERANCE = 0.3;

const sketches = (own: readonly Viewing[]): readonly ViewingSketch[] =>
  own.map(({ sketch }) => sketch);

interface Viewing {
  readonly sketch: ViewingSketch;
  readonly shape: BeatShape;
  readonly applies: number;
  readonly bears: number;
}

/** One platform's numbers of a week; none of too few accounts, few where its player sends no heartbeats. */
export function cadenceValues(
  source: string,
  weeks: readonly AccountWeek[],
): Record<string, BaselineValue> {
  const watched = weeks.map(viewingsOf).filter((own) => own.length > 0);
  const n = watched.length;
  const all = weeks.map(({ viewings }) => Object.values(viewings));
  // What is finished unopened needs no heartbeats.
  if (n < FEWEST_ACCOUNTS) return unopened(source, all);
  const usual = usualShape(watched);
  const values: Record<string, BaselineValue> = {
    [names.cadenceInterval(source)]: [round(usual.interval), n],
  };
  if (usual.tolerance <= WIDEST_TOLERANCE)
    Object.assign(values, {
      [names.cadenceTolerance(source)]: [round(usual.tolerance), n],
      [names.cadenceSpreadLimit(source)]: [round(usual.spreadLimit), n],
      [names.cadenceSpreadFloor(source)]: [round(usual.spreadFloor), n],
    });
  const shaped = watched.map((own) => own.map((viewing) => withShape(viewing, usual)));
  Object.assign(values, shares(source, shaped));
  Object.assign(values, handlingValues(source, watched.map(sketches), wholeWeeks(weeks), all));
  return values;
}

/** Viewings by account, of accounts of which none was left out: waits lie between whole lists. */
export const wholeWeeks = (weeks: Iterable<AccountWeek>): readonly (readonly ViewingSketch[])[] =>
  [...weeks].filter(isWhole).map(viewingsOf).map(sketches);

const isWhole = ({ viewings }: AccountWeek): boolean =>
  Object.keys(viewings).length < MOST_VIEWINGS;

function viewingsOf({ viewings, sessions, pages, visits }: AccountWeek): Viewing[] {
  const paged = new Set(pages);
  return Object.entries(viewings).flatMap(([name, sketch]): Viewing[] => {
    const shape = beatShape(sketch);
    if (!shape) return [];
    let { applies, bears } = marksOf(sketch);
    applies |= bitOf('visit');
    if (isVisited(sketch.beats[0] ?? 0, sketch.last, visits)) bears |= bitOf('visit');
    if (pages.length < MOST_PAGES) applies |= bitOf('page');
    if (paged.has(sessions[name] ?? -1)) bears |= bitOf('page');
    return [{ sketch, shape, applies, bears }];
  });
}

/** Medians over accounts; limits three times what four viewings in five keep. */
function usualShape(watched: readonly (readonly Viewing[])[]): UsualShape {
  const interval = medianOf(watched.map((own) => medianOf(own.map(({ shape }) => shape.gap))));
  const all = watched.flat();
  const sorted = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b);
  const off = sorted(all.map(({ shape, sketch }) => offGrid(shape.gap, sketch.rate, interval)));
  const spreads = sorted(all.flatMap(({ shape }) => shape.spread ?? []));
  return {
    interval,
    tolerance: Math.max(0.002, 3 * quantile(off, 0.8)),
    spreadLimit: Math.max(0.02, 3 * (quantile(spreads, 0.8) || 0)),
    spreadFloor: (quantile(spreads, 0.2) || 0) / 8,
  };
}

function withShape(viewing: Viewing, usual: UsualShape): Viewing {
  // Whoever pauses and seeks breaks the grid; that is no client's doing.
  if (viewing.sketch.hands > 0) return viewing;
  const { applies, bears } = shapeMarks(viewing.shape, viewing.sketch.rate, usual);
  return { ...viewing, applies: viewing.applies | applies, bears: viewing.bears | bears };
}

function shares(
  source: string,
  watched: readonly (readonly Viewing[])[],
): Record<string, BaselineValue> {
  const values: Record<string, BaselineValue> = {};
  let usual = 0;
  for (const mark of MARKS) {
    const own = watched
      .map((viewings) => viewings.filter(({ applies }) => hasMark(applies, mark)))
      .filter((viewings) => viewings.length > 0)
      .map(
        (viewings) => viewings.filter(({ bears }) => hasMark(bears, mark)).length / viewings.length,
      );
    if (own.length < FEWEST_ACCOUNTS) continue;
    const share = own.sort((a, b) => a - b).reduce((sum, one) => sum + one, 0) / own.length;
    values[names.cadenceShare(source, mark)] = [round(share), own.length];
    if (share >= USUAL) usual |= bitOf(mark);
  }
  values[names.cadenceUsual(source)] = [usual, watched.length];
  return values;
}

const round = (value: number): number => Math.round(value * 10_000) / 10_000;
