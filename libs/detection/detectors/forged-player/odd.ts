import { bitsOf, hasMark, marksIn, type Mark } from '../../baselines/viewing-marks.js';
import { shapeMarks } from '../../baselines/viewing-shape.js';
import type { Limits, ViewingKind } from './day.js';
import type { Usual } from './usual.js';

/** One viewing against what is usual. */
export interface Judged {
  readonly kind: ViewingKind;
  /** Marks in which it differs from nearly all of the platform's viewings, as bits. */
  readonly odd: number;
  readonly applies: number;
}

/** A mark in which a course's viewings differ far more often than the platform's do. */
export interface OddMark {
  readonly mark: Mark;
  readonly count: number;
  /** The platform's own share of viewings that differ. */
  readonly usually: number;
  /** Nats. */
  readonly rarity: number;
}

/** Marks of timing: a bad line or a wrong clock leaves them too. */
export const TIMING_MARKS: readonly Mark[] = ['grid', 'even', 'rough', 'prompt'];
const OTHERS = ~bitsOf(['page', 'visit', 'late', 'grid', 'even', 'rough']);

/** Most that one mark weighs: a platform's second client lacks many things, and has its own timer. */
const MOST: Readonly<Partial<Record<Mark, number>>> = {
  player: 4,
  begun: 4,
  endedAfter: 4,
  fraction: 2.5,
  // A clock that is off, a phone without connection: few people's, and hardly a forger's more often.
  prompt: 1,
  grid: 3,
  even: 3,
  rough: 2.5,
  ip: 2.5,
  userAgent: 2.5,
  device: 2.5,
  // No client that numbers its beats gives all of them one number.
  counts: 4,
  // A player that runs faster than it says; an extension of the browser may drive it so.
  paced: 4,
};
const MOST_OF_MEMBERS = 3.5;
const MOST_HIDDEN = 2;
/** What any feed loses or garbles. */
const LOST = 0.005;

export function judged(kind: ViewingKind, usual: Usual): readonly Judged[] {
  // Lacking what all send is odd. Sending what few send is not: some members tell of a state, such
  // as muted, and one student may be in it always.
  const plain = usual.usual & kind.applies & OTHERS & ~kind.bears;
  return kind.shapes.map(([gap, spread, rate]): Judged => {
    if (!usual.shape || gap === null) return { kind, odd: plain, applies: kind.applies };
    const shape = shapeMarks({ gap, spread: spread ?? undefined }, rate ?? undefined, usual.shape);
    const odd = plain | (usual.usual & shape.applies & ~shape.bears);
    return { kind, odd, applies: kind.applies | shape.applies };
  });
}

/** The marks in which a course's viewings are odd, the rarest first. */
export function oddMarks(
  viewings: readonly Judged[],
  usual: Usual,
  limit: Limits,
): readonly OddMark[] {
  const any = viewings.reduce((bits, { odd }) => bits | odd, 0);
  const found = marksIn(any).flatMap((mark): OddMark[] => {
    const count = viewings.filter(({ odd }) => hasMark(odd, mark)).length;
    const several = count === viewings.length ? limit.fewestOfAll : limit.fewestViewings;
    if (count < (TIMING_MARKS.includes(mark) ? limit.fewestShapes : several)) return [];
    const usually = usual.oddShare(mark);
    const applied = viewings.filter(({ applies }) => hasMark(applies, mark)).length;
    if (usually === undefined || count < limit.beyondUsual * usually * applied) return [];
    const most = MOST[mark] ?? MOST_OF_MEMBERS;
    // Where no player tells of pauses, a hand on it looks like a bad timer.
    const hidden = TIMING_MARKS.includes(mark) && !hasMark(usual.usual, 'player');
    const rarity = Math.min(hidden ? Math.min(most, MOST_HIDDEN) : most, -Math.log(usually + LOST));
    return [{ mark, count, usually, rarity }];
  });
  return found.sort((a, b) => b.rarity - a.rarity);
}
