import { groupBy } from '../reading.js';
import type { DaySpot } from './parties.js';

/** Machines by turns before they are a crew; fewer are judged one by one. */
const CREW = 3;

/**
 * Machines of a crew that takes turns with one account: each comes for a few days only, none ever meets
 * another or the owner's, the university never sees any, and none has an agent that the rest has, as
 * a private window or a VPN of the owner's own machine would. Together they are judged as one party.
 */
export function poolOf(
  parties: readonly (readonly DaySpot[])[],
): readonly (readonly DaySpot[])[] | undefined {
  const home = parties.filter(isOfUniversity);
  const known = agentsOf(home.flat());
  const crew = parties.filter(
    (party) =>
      !home.includes(party) &&
      party.some(({ ground }) => ground === 'line') &&
      party.some(({ work }) => work.length > 0) &&
      [...agentsOf(party)].every((agent) => !known.has(agent)),
  );
  if (home.length === 0 || crewOf(crew.flat()) < CREW) return undefined;
  return [crew.flat(), ...parties.filter((party) => !crew.includes(party))];
}

/** Machines that nobody need have in common: of so many kinds or lasting ids, on so many lines. */
export const crewOf = (crew: readonly DaySpot[]): number =>
  Math.min(
    Math.max(agentsOf(crew).size, devicesBack(crew)),
    new Set(crew.flatMap(({ ground, net }) => (ground === 'line' ? net : []))).size,
  );

const comesBack = (party: readonly DaySpot[]): boolean =>
  new Set(party.map(({ day }) => day)).size > 1;

/** Device ids that were there on another day again. */
function devicesBack(spots: readonly DaySpot[]): number {
  const named = spots.filter(({ device }) => device !== '');
  const devices = groupBy(named, ({ source, device }) => `${source}\n${device}`);
  return [...devices.values()].filter(comesBack).length;
}

const isOfUniversity = (spots: readonly DaySpot[]): boolean =>
  spots.some(({ attends, ground }) => attends || (ground !== 'line' && ground !== 'none'));

const agentsOf = (spots: readonly DaySpot[]): ReadonlySet<string> =>
  new Set(spots.flatMap(({ agent }) => (agent === '' ? [] : [agent])));
