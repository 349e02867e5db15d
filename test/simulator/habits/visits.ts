import { happening, type Actor, type Happening } from '../event.js';
import type { Random } from '../random.js';
import { SEC } from '../world/calendar.js';
import type { SimOffering } from '../world/offerings.js';

const PAGES = [
  'outline',
  'notices',
  'materials',
  'grades',
  'forum',
  'schedule',
  'members',
] as const;

/**
 * A look at the course, mostly from the phone: three events at the median, nine at the 95th
 * percentile, a minute long (threats.md, calibration). Answers its last instant.
 */
export function* look(
  actor: Actor,
  offering: SimOffering,
  from: number,
  random: Random,
): Generator<Happening, number> {
  const { platform } = offering;
  const data = { offering: offering.id };
  let at = from;
  if (platform.tells.sessions)
    yield happening(actor, platform, 'session.started', at, { ...data, method: 'token' });
  const pages = Math.min(20, Math.max(1, Math.round(random.lognormal(2.1, 0.75))));
  for (let n = 0; n < pages; n++) {
    at += random.lognormal(11, 1.3) * SEC;
    if (platform.tells.pages || !platform.tells.sessions)
      yield happening(actor, platform, 'content.viewed', at, {
        ...data,
        activity: `${offering.id}-${random.pick(PAGES)}`,
      });
  }
  if (random.chance(0.03)) {
    at += random.lognormal(90, 0.8) * SEC;
    yield happening(actor, platform, 'forum.posted', at, {
      ...data,
      activity: `${offering.id}-forum`,
      textHash: random.hex(32),
      length: Math.round(random.lognormal(40, 0.9)),
    });
  }
  return at;
}
