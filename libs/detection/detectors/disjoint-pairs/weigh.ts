import { round } from '../reading.js';
import type { Limits } from './day.js';
import type { Stranger } from './stranger.js';
import { isPublicPlace, type Usual } from './usual.js';

/**
 * Argued, not fitted. The partition's chance overstates the evidence, for habits tie courses to
 * machines a little: 0.7 of its nats count, half of them by kinds of days and half by hours too, at
 * most half a nat a turn (each is one coincidence) and 5 in all. Where the two work on machines of
 * different kinds, or nothing compares them on the stranger's platform, a course may need that
 * machine: at most 2.5 and 4.5. How few of the platform's people have machines that fall apart like
 * these at all: up to 3, and nothing while that is not known. Another speed of watching: up to 1.5,
 * for courses differ. Both on one day in places of their own: 0.25 a day, half of it where the
 * stranger's place changes but lies outside the university and the owner's inside, up to 2. At once though
 * nobody can: 1.3 a day, 0.7 more within a minute, up to 3, for `two-places` weighs it too; not
 * where one user agent may be one machine behind a VPN, two devices that last, or dormitories that do, aside, nor between a phone and a table. Machines
 * that may stand in one room, or that no day saw at work in two places, may be one person's, the
 * family's computer at weekends say: 6 at most unless they were in use at once, 3 where it mostly stands in the owner's own room. That explanation
 * fades with the chance of a whole course lying there, and no other, on the same kinds of days: up to
 * 2 more, where days at places outside the university exclude a second computer on the owner's desk.
 * A crew of many machines fades it, too: 1 for each beyond two that is of a kind or an id and on a line of its own, up to 4.
 * In a place with many accounts a course may be taught: nothing, but for a crew, whose lines are several.
 */
export function weigh(stranger: Stranger, usual: Usual, limit: Limits): number {
  const { turns, contradictions, bond, sameKind, samePlatform, pace, crew } = stranger;
  if (turns < limit.turns || (crew < 3 && isPublicPlace(usual, limit))) return 0;
  const settled = isLodged(stranger, limit) && !stranger.wanders;
  const disguised = stranger.sameAgent && !isAnother(stranger, limit) && !settled;
  const habit = disguised ? 2 : !sameKind ? 2.5 : samePlatform ? 5 : 4.5;
  const nats = -Math.log(stranger.chance) - Math.log(stranger.chanceByHour);
  const parted = Math.min(habit, 0.5 * turns, 0.35 * nats);
  if (parted < 1 || disguised || !sameKind) return round(parted, 3);
  const { days, moments, together, away } = contradictions;
  const rare = Math.min(3, -Math.log(Math.max(0.001, usual.share)));
  const rhythm = Math.min(1.5, 0.1 * pace ** 2);
  const alternating = Math.min(2, 0.25 * together + 0.125 * away);
  const apart = parted + rare + rhythm + alternating + forOneCourse(stranger);
  const inClass = notInClass(stranger);
  const onePerson = days === 0 && inClass === 0 && (bond === 'machines' || together < 2);
  const most = stranger.sameRoom ? 3 : 6;
  const cap = onePerson ? most + Math.max(wholeCourse(stranger, limit), ofCrew(stranger)) : 12;
  const atOnce = Math.min(3, 1.3 * days + 0.7 * moments);
  return round(Math.min(cap, apart + Math.max(atOnce, inClass) + Math.min(1, atOnce, inClass)), 3);
}

/** Widespread agents are alike by chance: lasting devices in places apart are two machines. */
const isAnother = (stranger: Stranger, limit: Limits): boolean =>
  stranger.twoDevices && isElsewhere(stranger, limit);

/** In another dormitory, into which no VPN leads. */
const isLodged = ({ bond, lodged }: Stranger, limit: Limits): boolean =>
  bond === 'places' && lodged >= limit.days;

const isElsewhere = ({ bond, outside }: Stranger, limit: Limits): boolean =>
  bond === 'places' && outside >= limit.days;

/**
 * Work off the campus while the owner sat in class, which the owner's own machines on the same kinds
 * of days and hours do not show: 0.7 of the nats of that chance, up to 3, from two days on.
 */
const notInClass = (stranger: Stranger): number =>
  weighsInClass(stranger) ? Math.min(3, -0.7 * Math.log(stranger.inClass.chance)) : 0;

export const weighsInClass = ({ inClass: { days, chance } }: Stranger): boolean =>
  days >= 2 && chance <= 0.05;

/** A second machine is one person's, and a third; each further one that never meets the others is less so. */
const ofCrew = ({ crew }: Stranger): number => Math.min(4, Math.max(0, crew - 2));

/**
 * Cafés and friends' rooms are used for whatever there is to do. That each machine of a crew came for one
 * and the same course: half a nat for each beyond two, for courses are done in stretches; up to 2.
 */
const forOneCourse = ({ crew, spots }: Stranger): number =>
  new Set(spots.flatMap(({ work }) => work.map(({ offering }) => offering))).size > 1
    ? 0
    : Math.min(2, 0.5 * Math.max(0, crew - 2));

/** What speaks against one person who works in two places, besides acting in both at once, nats. */
function wholeCourse(stranger: Stranger, limit: Limits): number {
  const { registered, share, chance } = stranger;
  // Networks that the two share make one party of them: it is another dormitory.
  return (isLodged(stranger, limit) || (isElsewhere(stranger, limit) && !registered)) &&
    share >= limit.whole
    ? Math.min(2, -0.15 * Math.log(chance))
    : 0;
}
