import { clientOf, type Happening, type SimClient } from '../../event.js';
import { codeAt, fixInRoom, signIn } from '../../habits/attendance.js';
import { presenceOf } from '../../habits/presence.js';
import { look } from '../../habits/visits.js';
import type { Random } from '../../random.js';
import { MIN, SEC } from '../../world/calendar.js';
import { accountOf, phoneOn, type SimStudent } from '../../world/students.js';
import type { SimMeeting } from '../../world/timetable.js';
import type { World } from '../../world/world.js';
import { caseKey, keyOf, labelOf, type Effort, type LabelledCase, type Pair } from '../label.js';
import { actorAs, ownDesk } from '../machines.js';
import type { Act, Draw, Scheme } from '../scheme.js';

export const meets = ({ offering }: Pair): boolean =>
  offering.meetings.filter(({ remote, rollCalled }) => !remote && rollCalled).length >= 2;

/** Absent students of one course who are signed in all the same. */
export interface Group {
  readonly absent: readonly Pair[];
  /** Comes, and signs the others in. */
  readonly hand?: Pair | undefined;
  readonly family: string;
  readonly effort: Effort;
  /** Share of meetings at which they stay away. */
  readonly share: number;
  /** Each of them stays away from meetings of his own only, one after the other. */
  readonly inTurn?: boolean;
  /** Somebody else uses their accounts. */
  readonly lent: boolean;
  /** Share of those meetings at which they are seen elsewhere; of each some are, once in a while. */
  readonly athome?: number;
}

/** Signs the absent in for one meeting; `wrong` says which cases an account's sign-in belongs to. */
export type Sign = (
  meeting: SimMeeting,
  absent: readonly Pair[],
  wrong: (pair: Pair) => readonly string[],
  random: Random,
) => Iterable<Happening>;

/** Labels, empty seats, and a sign-in for each of them. */
export function proxied({ world, random }: Draw, group: Group, sign: Sign): Scheme {
  const { absent, hand, family, effort, lent } = group;
  const about = { violation: 'proxy_attendance', family, effort } as const;
  const athome = group.athome ?? random.fork('at home').between(0, 0.3);
  const also = lent ? { also: ['account_lending'] as const } : {};
  const labels = new Map(
    absent.map((pair): [Pair, LabelledCase] => [pair, labelOf(pair, { ...about, ...also })]),
  );
  const organiser = hand && labelOf(hand, { ...about, part: 'organiser' });
  const wrong = (pair: Pair): string[] =>
    [labels.get(pair), organiser].flatMap((one) => (one ? [caseKey(one)] : []));
  const missed = new Map(absent.map((pair) => [pair, missedBy(pair, group, random)]));
  const acts = meetingsOf(absent).flatMap((meeting): Act[] => {
    const away = absent.filter((pair) => missed.get(pair)?.has(meeting.id));
    const own = random.fork('sign', meeting.id);
    if (away.length === 0) return [];
    function* happen(): Generator<Happening> {
      yield* sign(meeting, away, wrong, own.fork('now'));
      for (const [n, pair] of away.entries()) {
        const rest = own.fork('elsewhere', n);
        if (rest.chance(athome)) yield* atHome(world, pair, meeting, wrong(pair), rest);
      }
    }
    return [{ day: meeting.day, happen }];
  });
  return {
    cases: [...labels.values(), ...(organiser ? [organiser] : [])],
    replaces: absent.map((pair) => ({ ...pair, meetings: missed.get(pair) ?? new Set() })),
    acts,
  };
}

/** A look or two from the own laptop in the dormitory during that class. */
function* atHome(
  world: World,
  pair: Pair,
  meeting: SimMeeting,
  wrong: readonly string[],
  random: Random,
): Generator<Happening> {
  const { student } = pair;
  for (let n = random.int(1, 2); n > 0; n--) {
    const offering = random.pick(student.offerings);
    const { client } = ownDesk(world, student, meeting.day, random.fork('desk', n));
    const at = meeting.openedAt + random.between(0, 45) * MIN;
    yield* look(actorAs(student, offering, client, random, wrong), offering, at, random);
  }
}

const meetingsOf = (absent: readonly Pair[]): readonly SimMeeting[] =>
  (absent[0]?.offering.meetings ?? []).filter((one) => !one.remote && one.rollCalled);

/** Only where they would have come, and where whoever signs them in does come. */
function missedBy(pair: Pair, group: Group, random: Random): ReadonlySet<string> {
  const { student, offering } = pair;
  const here = (who: SimStudent, id: string): boolean =>
    presenceOf(who, offering).get(id)?.kind === 'present';
  const turn = group.inTurn ? group.absent.indexOf(pair) : 0;
  const turns = group.inTurn ? group.absent.length : 1;
  const chosen = meetingsOf([pair]).filter(
    ({ id }, n) =>
      n % turns === turn && here(student, id) && (!group.hand || here(group.hand.student, id)),
  );
  const own = random.fork('stays away', keyOf(student.number, offering.id));
  const count = Math.max(1, Math.round(chosen.length * group.share * own.between(0.85, 1.1)));
  return new Set(own.some(chosen, count).map(({ id }) => id));
}

/** When whoever is in the room has signed himself in. */
export const afterOwn = (
  { student, offering }: Pair,
  meeting: SimMeeting,
  random: Random,
): number => {
  const presence = presenceOf(student, offering).get(meeting.id);
  const late = presence?.kind === 'present' ? presence.lateMs : 0;
  return meeting.openedAt + late + (12 + random.exponential(20)) * SEC;
};

/** One sign-in on an account, with a code that was on the screen at `scannedAt`. */
export function signedAs(
  pair: Pair,
  meeting: SimMeeting,
  at: number,
  client: SimClient,
  wrong: readonly string[],
  scannedAt = at,
): Happening[] {
  return meeting.platforms.map((platform, n) => {
    const account = accountOf(pair.student, platform.source);
    const session = `s-${meeting.id}-${n}`;
    const actor = { account, session, client, skewMs: 0, wrong };
    const later = n * 4 * SEC;
    return signIn(
      actor,
      platform,
      meeting,
      at + later,
      codeAt(meeting, platform, scannedAt + later),
    );
  });
}

/** A phone in the room: on the campus wireless or its carrier. */
export function phoneInRoom(
  { campus }: World,
  student: SimStudent,
  meeting: SimMeeting,
  random: Random,
): SimClient {
  const ip = random.chance(0.65) ? campus.campusIp(random) : campus.mobileIp(random);
  const tells = meeting.method === 'location' || random.chance(0.6);
  const geo = tells ? fixInRoom(meeting, random) : undefined;
  return clientOf(phoneOn(student, meeting.day), ip, geo);
}
