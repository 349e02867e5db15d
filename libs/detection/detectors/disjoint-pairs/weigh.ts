import { round } from '../reading.js';
import type { Limits } from './day.js';
import type { Stranger } from './stranger.js';

/**
 * Argued, not fitted. The partition's chance overstates the evidence, for habits tie courses to
 * machines a little: half of its nats count, half of them by kinds of days and half by hours too, at
 * most half a nat a turn (each is one coincidence) and 5 in all. Where the two work on machines of
 * different kinds, or nothing compares them on the stranger's platform, a course may need that
 * machine: at most 3 and 4.5; where they may sit in one room, 4. Another speed of watching: up to
 * 1.5, for courses differ. Both on one day in places of their own: 0.25 a day up to 2. At once
 * though nobody can: 1.3 a day, 0.7 more within a minute, up to 6; not where one user agent may be
 * one machine behind a VPN, nor between a phone and a table.
 */
export function weigh(stranger: Stranger, limit: Limits): number {
  const { turns, contradictions, bond, sameKind, samePlatform, pace } = stranger;
  if (turns < limit.turns) return 0;
  const disguised = stranger.sameAgent && !stranger.registered;
  const most = disguised ? 2 : !sameKind ? 3 : bond === 'machines' ? 4 : samePlatform ? 5 : 4.5;
  const nats = [stranger.chance, stranger.chanceByHour].map((chance) => -Math.log(chance));
  const parted = Math.min(most, 0.5 * turns, 0.25 * ((nats[0] ?? 0) + (nats[1] ?? 0)));
  if (parted < 1 || disguised || !sameKind) return round(parted, 3);
  const { days, moments, together } = contradictions;
  const rhythm = Math.min(1.5, 0.1 * pace ** 2);
  const alternating = Math.min(2, 0.25 * together);
  return round(parted + rhythm + alternating + Math.min(6, 1.3 * days + 0.7 * moments), 3);
}
