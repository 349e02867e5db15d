import type { Lived } from './lived.js';

/**
 * When a viewing began and ended, seconds, as closely as its events tell: the player's own words, or
 * the first beat less what its position says was played before, and the report of completion.
 */
export function spanOf(
  sketch: Lived,
  completed = sketch.completed,
): { readonly from: number; readonly to: number } {
  const { begun, beats, ended, last } = sketch;
  const first = beats[0];
  return {
    from: begun ?? (first === undefined ? (completed ?? 0) : first - playedBefore(sketch)),
    to: ended ?? completed ?? last,
  };
}

/** Seconds that the first beat's position took at the viewing's own speed; 0 where unknown. */
function playedBefore({ beats, positions }: Lived): number {
  const at = beats.length - 1;
  const [first = -1, last = -1] = [positions[0], positions[at]];
  const span = (beats[at] ?? 0) - (beats[0] ?? 0);
  const speed = (last - first) / span;
  // Who resumes in the middle was not playing before.
  if (first < 0 || !(speed > 0.2 && speed < 20)) return 0;
  const before = first / speed;
  return before <= 2 * (span / at) ? before : 0;
}
