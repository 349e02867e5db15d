import { claimedIn, type ViewingSketch } from './viewing-sketch.js';

/** What of a sketch tells how somebody handled the player. */
export type Lived = Pick<
  ViewingSketch,
  'beats' | 'positions' | 'begun' | 'ended' | 'completed' | 'last' | 'hands' | 'rates'
>;

/**
 * The viewing in the device's own time. How long a hand rested lies between two words of one clock,
 * however wrong it is set; the server's says when the app uploaded, and where apps send their log
 * every few minutes a pause and the start after it bear one instant. The same where the device says
 * nothing of its own.
 */
export function lived(sketch: ViewingSketch): Lived {
  const { claims, hands, rates } = sketch;
  const beats = claims.length > 0 ? claims : sketch.beats;
  return {
    beats,
    positions: claims.length > 0 ? claimedIn(sketch) : sketch.positions,
    begun: sketch.opened ?? sketch.begun,
    ended: sketch.closed ?? sketch.ended,
    completed: sketch.done ?? sketch.completed,
    last: sketch.lastClaim ?? sketch.last,
    hands,
    rates,
  };
}
