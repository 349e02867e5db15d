import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, repeated, round } from '../reading.js';
import { counted, others } from '../wording.js';
import { defaults, type PlacedSignIn, type PositionDay, type Limits } from './day.js';

type Days = readonly { readonly window: string; readonly measure: PositionDay }[];

/** One finding per student with copied positions, over all meetings of the offering. */
export function concludeCopied(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const offering = known(days[0]).measure.offering;
  const all = days.flatMap(({ measure }) => measure.signIns);
  const students = groupBy(all, (one) => one.subject);
  if (students.size < limit.fewestInClass) return [];
  const shared = sharedOf(all, limit);
  const repeated = new Map([...students].map(([subject, own]) => [subject, repeatsOf(own, limit)]));
  const sharing = [...students.values()].filter((own) => own.some((one) => shared.has(one))).length;
  const repeating = [...repeated.values()].filter((own) => own.length > 0).length;
  const common = students.size * limit.commonShare;
  const pairs = sharing > common ? new Map() : pairsOf(all, limit);
  const kept = groupBy(
    [...repeated.values()].filter((own) => own.length > 0),
    (own) => known(own[0]).point,
  );
  return [...students.keys()].sort().flatMap((subject) => {
    const groups = sharing > common ? [] : meetingsOf(known(students.get(subject)), shared);
    const again = repeating > common ? [] : known(repeated.get(subject));
    const pair = again.length > 0 ? (pairs.get(subject) ?? []) : [];
    const stored = {
      devices: new Set(again.flatMap(({ device }) => (device === '' ? [] : device))).size,
      accounts: again.length === 0 ? 0 : (kept.get(known(again[0]).point)?.length ?? 0),
    };
    const llr = weigh(groups, pair, again, stored, limit);
    const told = groups.length > 0 ? groups : pair;
    return llr >= 3
      ? [findingOf(subject, offering, { groups: told, again, stored, llr }, limit)]
      : [];
  });
}

/** Each sign-in on a point shared at its meeting, with all that share it. */
function sharedOf(all: readonly PlacedSignIn[], limit: Limits) {
  const shared = new Map<PlacedSignIn, readonly PlacedSignIn[]>();
  for (const group of groupBy(all, (one) => `${one.meeting}\n${one.point}`).values())
    if (group.length >= limit.fewest) for (const one of group) shared.set(one, group);
  return shared;
}

/**
 * Meetings at which a student and always the same other one are on one point, the same each time:
 * two who sign in with one phone share the fix of the day, but not that of the term.
 */
function pairsOf(
  all: readonly PlacedSignIn[],
  limit: Limits,
): Map<string, readonly (readonly PlacedSignIn[])[]> {
  const best = new Map<string, readonly (readonly PlacedSignIn[])[]>();
  for (const onPoint of groupBy(all, (one) => one.point).values()) {
    const twos = [...groupBy(onPoint, (one) => one.meeting).values()].filter(
      (own) => own.length === 2,
    );
    const same = groupBy(twos, (own) =>
      own
        .map(({ subject }) => subject)
        .sort()
        .join('\n'),
    );
    for (const own of same.values())
      if (own.length >= limit.repeats)
        for (const { subject } of known(own[0]))
          if (own.length > (best.get(subject)?.length ?? 0)) best.set(subject, own);
  }
  return best;
}

const meetingsOf = (
  own: readonly PlacedSignIn[],
  shared: ReadonlyMap<PlacedSignIn, readonly PlacedSignIn[]>,
) => own.flatMap((one) => (shared.has(one) ? [known(shared.get(one))] : []));

/** The sign-ins on the student's own most used point, if that came back often enough. */
function repeatsOf(own: readonly PlacedSignIn[], limit: Limits): readonly PlacedSignIn[] {
  const points = [...groupBy(own, (one) => one.point).values()];
  const most = points.reduce((a, b) => (b.length > a.length ? b : a));
  return most.length >= limit.repeats ? most : [];
}

/**
 * Argued, not fitted. With 12.5 m of scatter two honest phones agree to a metre about once in 500
 * pairs, to a decimetre once in 50,000; what remains is a fix borrowed from one access point, taken
 * as 1 in 30 (3.4) for three accounts and three times rarer for each more. Meetings share causes
 * and count half from the second on. Two on one point, the same each time, though nobody else of the
 * class is: 1.7 a meeting, counted alike. One's own point thrice: a desktop browser; 1 in 15 (2.7); a phone that finds itself
 * anew each time, by an access point: 1 in 40 (3.7). A
 * fix stays with the machine that found it: the same one from three machines and more was typed in, or a browser at one
 * desk forgets who it is each time (1 in 25, 3.2), and on the campus's own network, where nobody need type, an app that keeps
 * its last fix and takes a new name each time: nothing; and so was one that another account keeps as well, at
 * whatever meetings (1 in 30).
 */
function weigh(
  groups: readonly (readonly PlacedSignIn[])[],
  pair: readonly (readonly PlacedSignIn[])[],
  again: readonly PlacedSignIn[],
  stored: Stored,
  limit: Limits,
): number {
  const nats = groups.map((group) => Math.min(7, 3.4 + 1.1 * (group.length - limit.fewest)));
  const two = repeated(
    pair.map(() => 1.7),
    0.5,
  );
  const together = Math.max(repeated(nats, 0.5), Math.min(6, two));
  const thrice = again.every(({ phone }) => phone) ? 3.7 : 2.7;
  const still = again.length === 0 ? 0 : Math.min(5, thrice + 0.5 * (again.length - limit.repeats));
  const typed =
    (stored.devices >= limit.repeats && !isThere(again) ? 3.2 : 0) +
    (stored.accounts > 1 && groups.length === 0 && pair.length === 0 ? 3.4 : 0);
  const alone = still + typed;
  return Math.min(12, round(together + alone * (together > 0 ? 0.5 : 1), 3));
}

const isThere = (again: readonly PlacedSignIn[]): boolean =>
  again.filter(({ onCampus }) => onCampus).length > again.length / 2;

/** What says that somebody's own point is kept somewhere: machines that sent it, accounts whose own it is. */
interface Stored {
  readonly devices: number;
  readonly accounts: number;
}

interface Found {
  readonly groups: readonly (readonly PlacedSignIn[])[];
  readonly again: readonly PlacedSignIn[];
  readonly stored: Stored;
  readonly llr: number;
}

function findingOf(
  subject: string,
  offering: string,
  { groups, again, stored, llr }: Found,
  limit: Limits,
): Finding {
  const most = groups.reduce((top, group) => Math.max(top, group.length), 0);
  const cited = [
    ...again,
    // The others on the point are counted, not named.
    ...groups.flatMap((group) => group.filter((one) => one.subject === subject)),
  ];
  return {
    anchor: subject,
    subject,
    offering,
    llr,
    events: citations(cited.map(({ source, id }) => ({ source, id }))),
    numbers: [
      { name: 'accounts_one_point', value: most, threshold: limit.fewest, unit: 'accounts' },
      { name: 'meetings_shared', value: groups.length, threshold: 1, unit: 'meetings' },
      { name: 'own_point_again', value: again.length, threshold: limit.repeats, unit: 'meetings' },
      {
        name: 'own_point_devices',
        value: stored.devices,
        threshold: limit.repeats,
        unit: 'devices',
      },
    ].filter(({ value }) => value > 0),
    reason: reasonOf(groups.length, most, again.length),
    innocent: INNOCENT,
    firstAt: cited.reduce((least, one) => Math.min(least, one.at), Infinity),
    lastAt: cited.reduce((most, one) => Math.max(most, one.at), -Infinity),
    baselines: [],
  };
}

function reasonOf(meetings: number, most: number, again: number): Finding['reason'] {
  const group = others(most);
  const together = meetings > 0;
  const zh = [
    ...(together ? [`在 ${meetings} 次课上，该账号${group.zh}的签到坐标完全相同`] : []),
    ...(again > 0 ? [`${together ? '其' : '该账号'}有 ${again} 次签到的坐标一字不差`] : []),
  ];
  const en = [
    ...(together
      ? [
          `at ${counted(meetings, 'meeting')} this account${group.en} signed in from exactly the same coordinates`,
        ]
      : []),
    ...(again > 0
      ? [`the coordinates of ${counted(again, 'sign-in')} of this account agree to the last digit`]
      : []),
  ].join('; ');
  return {
    zh: `${zh.join('；')}，而真实手机的定位会有数米漂移。`,
    en: `${en.charAt(0).toUpperCase()}${en.slice(1)}, while real phones drift by metres.`,
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'access_point_position',
    tested: 'where a third of the class shares or repeats points they come from access points',
    outcome: 'excluded',
  },
  {
    name: 'no_fix',
    tested: 'filler positions (0, 0), (-1, -1) and values rounded above a metre are left out',
    outcome: 'excluded',
  },
  {
    name: 'side_by_side',
    tested:
      'two phones on one point count only if it is the same point each time; three are held against the usual drift',
    outcome: 'unlikely',
  },
];
