import { groupBy, known } from '../reading.js';
import type { Spot } from './day.js';

/** A spot and the day it belongs to. */
export interface DaySpot extends Spot {
  readonly day: string;
}

/** What holds spots together: `places` machines and networks, `machines` machines alone. */
export type Bond = 'places' | 'machines';

/**
 * Machines and networks that hang together over the term: two spots belong to one party when they
 * share a device, or a network that few share. A campus or a lab is everybody's and joins nobody;
 * where one of two spots names no device, the same user agent is taken for the same machine, a
 * `widespread` one on the same network only; where that is not known either, the spot is nobody's.
 */
export function partiesOf(
  all: readonly DaySpot[],
  bond: Bond,
  widespread: ReadonlySet<string> = new Set(),
): DaySpot[][] {
  const spots = all.filter(
    ({ device, agent, net }) => device !== '' || net !== '' || !widespread.has(agent),
  );
  const unnamed = new Set(spots.filter(({ device }) => device === '').map(({ agent }) => agent));
  const parent = new Map<string, string>();
  const root = (token: string): string => {
    let at = token;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  const tokens = spots.map((spot) => tokensOf(spot, unnamed, widespread, bond));
  for (const [first, ...others] of tokens)
    for (const other of others)
      if (root(other) !== root(known(first))) parent.set(root(other), root(known(first)));
  const names = new Map(spots.map((spot, at) => [spot, root(known(known(tokens[at])[0]))]));
  return [...groupBy(spots, (spot) => names.get(spot)).values()];
}

function tokensOf(
  spot: Spot,
  unnamed: ReadonlySet<string>,
  widespread: ReadonlySet<string>,
  bond: Bond,
): string[] {
  const tokens = spot.device === '' ? [] : [`device ${spot.device}`];
  if (spot.agent !== '' && unnamed.has(spot.agent)) {
    const place = widespread.has(spot.agent) ? ` at ${spot.net}` : '';
    tokens.push(`agent ${spot.agent}${place}`);
  }
  if (bond === 'places' && (spot.ground === 'dormitory' || spot.ground === 'line'))
    tokens.push(`net ${spot.net}`);
  return tokens.sort();
}
