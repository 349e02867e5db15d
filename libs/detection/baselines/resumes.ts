import type { ViewingSketch } from './viewing-sketch.js';

/** A pause shorter than this is no pause: somebody, or something, plays on at once. */
export const HASTY_SEC = 5;

/** Seconds from each pause to the next start. */
export const resumes = ({ pauses, starts }: Pick<ViewingSketch, 'pauses' | 'starts'>): number[] =>
  pauses.flatMap((paused) => {
    const next = starts.find((start) => start > paused);
    return next === undefined ? [] : [next - paused];
  });
