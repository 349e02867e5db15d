import { groupBy, known } from '../reading.js';
import type { Limits } from './day.js';
import type { DaySpot } from './parties.js';

/** Days on which a device id was seen before it counts as one that comes back. */
const BACK = 2;

/**
 * User agents that tell no machine: one platform saw two devices take turns under each, which both came
 * back. Half of a campus may run the same browser. A device id that was cleared or replaced does not come back.
 */
export function widespreadIn(spots: readonly DaySpot[], limit: Limits): ReadonlySet<string> {
  const named = spots.filter(({ device, agent }) => device !== '' && agent !== '');
  const kinds = groupBy(named, ({ source, agent }) => `${source}\n${agent}`);
  return new Set(
    [...kinds.values()].filter((own) => takeTurns(own, limit)).map((own) => known(own[0]).agent),
  );
}

function takeTurns(spots: readonly DaySpot[], limit: Limits): boolean {
  const lasting = [...groupBy(spots, ({ device }) => device).values()].filter(
    (own) => new Set(own.map(({ day }) => day)).size >= BACK,
  );
  if (lasting.length < 2) return false;
  const inOrder = lasting.flat().sort((a, b) => a.firstAt - b.firstAt);
  const turns = inOrder.filter((one, at) => at > 0 && inOrder[at - 1]?.device !== one.device);
  return turns.length >= limit.turns;
}
