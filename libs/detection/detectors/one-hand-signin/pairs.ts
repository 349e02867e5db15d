import type { Finding } from '../../signal.js';
import { citations, groupBy, known, round } from '../reading.js';
import { counted } from '../wording.js';
import type { Limits, SignInDay } from './day.js';
import type { DeviceHistory } from './device-history.js';
import type { Hand, HandMember } from './hands.js';

/** Two accounts that come in one hand from meeting to meeting. */
export interface Pair {
  readonly subjects: readonly [string, string];
  /** `one_device`: both on it. `one_client`: the second on a new device each time. */
  readonly kind: Hand['kind'];
  /** Whom it is held against: both, or whoever never shows a lasting device. */
  readonly accused: readonly string[];
  /** Who depends on the other's device. */
  readonly dependent: string;
  /** Each meeting's two sign-ins. */
  readonly meetings: readonly (readonly [HandMember, HandMember])[];
  /** Share of the sign-ins of the more dependent of the two. */
  readonly share: number;
  /** Sign-ins of the more dependent of the two. */
  readonly of: number;
  /** Whether the dependent one has a phone and used it in between: it was not broken or lost. */
  readonly alternates: boolean;
}

/** A phone borrowed once or twice, or by somebody whose own is broken for some weeks, is no pair. */
export function pairsOf(
  days: readonly SignInDay[],
  history: DeviceHistory,
  limit: Limits,
): readonly Pair[] {
  const signIns = groupBy(
    days.flatMap((day) => day.devices),
    ([subject]) => subject,
  );
  const together = days
    .flatMap((day) => day.hands)
    .filter(({ kind }) => kind !== 'company')
    .flatMap((hand) => (isOne(hand, history, limit) ? coupled(hand, history) : []));
  return [
    ...groupBy(
      together,
      (one) => `${one.kind} ${one.members[0].subject}\n${one.members[1].subject}`,
    ).values(),
  ]
    .map((own) => pairOf(own, signIns))
    .filter((pair) => pair.meetings.length >= limit.pairMeetings && pair.share >= limit.pairShare);
}

interface Coupled {
  readonly kind: Hand['kind'];
  readonly meeting: string;
  /** In the order of their names, or, of one client, in that of their sign-ins. */
  readonly members: readonly [HandMember, HandMember];
}

const isOne = (hand: Hand, history: DeviceHistory, limit: Limits): boolean =>
  hand.kind === 'one_client' || (history.named && hand.members.length <= limit.pairAtMost);

function coupled({ kind, meeting, members }: Hand, history: DeviceHistory): Coupled[] {
  if (kind === 'one_device') {
    const sorted = [...members].sort((a, b) => (a.subject < b.subject ? -1 : 1));
    return sorted.flatMap((a, at) =>
      sorted.slice(at + 1).map((b) => ({ kind, meeting, members: [a, b] as const })),
    );
  }
  return members.slice(1).flatMap((second, at): Coupled[] => {
    const first = known(members[at]);
    // Where both devices last, two people stand side by side.
    if (!history.oneTime(second)) return [];
    return [{ kind, meeting, members: [first, second] }];
  });
}

function pairOf(
  own: readonly Coupled[],
  signIns: ReadonlyMap<string, readonly (readonly [string, string])[]>,
): Pair {
  const { kind, members } = known(own[0]);
  const byMeeting = new Map(own.map((one) => [one.meeting, one.members]));
  const subjects = [members[0].subject, members[1].subject] as const;
  const shared = new Set(own.flatMap((one) => one.members.map((member) => member.device ?? '')));
  const uses = subjects.map((subject) =>
    (signIns.get(subject) ?? []).map(([, device]) =>
      device === '' ? undefined : shared.has(device),
    ),
  );
  const dependent = kind === 'one_client' || dependsOn(own, uses) ? 1 : 0;
  const its = known(uses[dependent]);
  return {
    subjects,
    kind,
    accused: kind === 'one_device' ? subjects : [subjects[1]],
    dependent: subjects[dependent],
    meetings: [...byMeeting.values()],
    share: byMeeting.size / Math.max(1, its.length),
    of: its.length,
    alternates: alternating(its),
  };
}

/** Whether the second is the dependent one: whose phone it is uses others less, or is there first. */
function dependsOn(
  own: readonly Coupled[],
  [first, second]: readonly (readonly (boolean | undefined)[])[],
): boolean {
  const more = others(second) - others(first);
  const later = own.filter(({ members }) => members[1].at > members[0].at).length;
  return more === 0 ? later > own.length / 2 : more > 0;
}

const others = (uses: readonly (boolean | undefined)[] = []): number =>
  uses.filter((shared) => shared === false).length;

/** Shared, then one's own, then shared again. */
export function alternating(shares: readonly (boolean | undefined)[]): boolean {
  const told = shares.filter((one) => one !== undefined);
  return told.slice(told.indexOf(true), told.lastIndexOf(true)).includes(false);
}

/** One student in so many borrows a phone for sign-ins at all, and then at so many of them on average. */
const BORROWERS = 1 / 25;
const BORROWING = 0.2;
/** Borrowers differ: as sure of the average as of so many sign-ins seen (a beta distribution). */
const BORROWERS_ALIKE = 20;
/** Share of meetings at which somebody stays away who has a friend sign him in. Our own choice. */
const STAYING_AWAY = 0.6;

/**
 * Argued, not fitted. Who has a phone, uses it in between, and is signed in on one and the same
 * other's at `k` of `n` meetings: the odds of staying away against borrowing. Without a
 * phone in between it may be broken: 1 in 50 (4.0) of those to whom it happens at four meetings,
 * each further one half as likely (0.7). A new device each time, right behind the same account, on
 * its address and agent: a browser that forgets and a friend in the next seat; the same.
 */
export function weighPair(pair: Pair): number {
  const k = pair.meetings.length;
  const n = Math.max(k, pair.of);
  const steady = 4 + 0.7 * (k - 4);
  if (pair.kind === 'one_client' || !pair.alternates) return round(Math.min(8, steady), 3);
  return round(Math.min(9, oddsOfBorrowing(k, n)), 3);
}

/**
 * Nats for staying away against borrowing, of `k` sign-ins with another's phone among `n`: binomial
 * against beta-binomial.
 */
export function oddsOfBorrowing(k: number, n: number): number {
  const [yes, no] = [BORROWING * BORROWERS_ALIKE, (1 - BORROWING) * BORROWERS_ALIKE];
  let nats = -Math.log(BORROWERS);
  for (let at = 0; at < n; at++) {
    const honest = at < k ? yes + at : no + at - k;
    nats += Math.log((at < k ? STAYING_AWAY : 1 - STAYING_AWAY) / honest);
    nats += Math.log(BORROWERS_ALIKE + at);
  }
  return nats;
}

export function pairFinding(
  subject: string,
  offering: string,
  pair: Pair,
  limit: Limits,
): Omit<Finding, 'innocent'> {
  // Whose phone it is did the other's sign-ins.
  const whose = subject === pair.dependent || pair.kind === 'one_client' ? subject : pair.dependent;
  const members = pair.meetings.flat().filter((one) => one.subject === whose);
  const meetings = pair.meetings.length;
  const zh = pair.kind === 'one_device' ? '用同一台设备' : '在同一地址以同一种客户端相继';
  const en =
    pair.kind === 'one_device'
      ? 'from one device'
      : 'one right after the other, from one address and one kind of client, this one on a new device each time';
  return {
    anchor: subject,
    subject,
    offering,
    llr: weighPair(pair),
    events: citations(members.map(({ source, id }) => ({ source, id }))),
    numbers: [
      { name: 'meetings', value: meetings, threshold: limit.pairMeetings, unit: 'meetings' },
      {
        name: 'share_of_sign_ins',
        value: round(100 * Math.min(1, pair.share)),
        threshold: round(100 * limit.pairShare),
        unit: '%',
      },
    ],
    reason: {
      zh: `在 ${meetings} 次课上，该账号与另一个固定的账号${zh}签到${pair.kind === 'one_device' ? '' : '，且本账号每次都是从未见过的设备'}，疑似一人代签。`,
      en: `At ${counted(meetings, 'meeting')} this account and always the same other one signed in ${en}, which looks like one hand.`,
    },
    firstAt: members.reduce((least, one) => Math.min(least, one.at), Infinity),
    lastAt: members.reduce((most, one) => Math.max(most, one.at), -Infinity),
    baselines: [],
  };
}
