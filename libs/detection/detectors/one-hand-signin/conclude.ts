import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, median, repeated, round } from '../reading.js';
import { counted, others, spoken } from '../wording.js';
import { citedOf } from './cited.js';
import { companiesOf, companyFinding } from './company.js';
import { deviceHistory, type DeviceHistory } from './device-history.js';
import type { Hand, HandMember } from './hands.js';
import { pairFinding, pairsOf, weighPair } from './pairs.js';
import { defaults, type SignInDay, type Limits } from './day.js';

type Days = readonly { readonly window: string; readonly measure: SignInDay }[];

interface Weighed {
  readonly hand: Hand;
  /** Subjects held to be signed in by the hand. */
  readonly subjects: ReadonlySet<string>;
  readonly nats: number;
  /** Nothing but even spacing: a queue at a door may be even too. */
  readonly onlySpacing: boolean;
}

/** One finding per student whom the same kind of hand signed in, over all meetings. */
export function concludeOneHand(days: Days, context: JudgeContext): readonly Finding[] {
  const offering = known(days[0]).measure.offering;
  const limit = limitsOf(defaults, context.parameters);
  const history = deviceHistory(
    days.map(({ measure }) => measure),
    limit,
  );
  const pairs = pairsOf(
    days.map(({ measure }) => measure),
    history,
    limit,
  );
  const companies = companiesOf(
    days.map(({ measure }) => measure),
    limit,
  );
  const weighed = days
    .flatMap(({ measure }) => measure.hands)
    .filter((hand) => hand.kind !== 'company' && hand.members.length >= limit.fewest)
    .map((hand) => weighHand(hand, history, limit))
    .filter((one) => one.nats > 0);
  const subjects = new Set([
    ...weighed.flatMap((one) => [...one.subjects]),
    ...pairs.flatMap((pair) => pair.accused),
    ...companies.keys(),
  ]);
  return [...subjects].sort().flatMap((subject) => {
    const own = weighed.filter((one) => one.subjects.has(subject));
    const meetings = strongestPerMeeting(own);
    const llr = sumOf(meetings);
    const [pair] = pairs
      .filter((one) => one.accused.includes(subject))
      .sort((a, b) => weighPair(b) - weighPair(a));
    // A pair or a company within a group is the same sight seen twice.
    const company = companies.get(subject);
    if (company && company.nats > Math.max(3, llr, pair ? weighPair(pair) : 0))
      return [{ ...companyFinding(subject, offering, company, limit), innocent: INNOCENT }];
    if (pair && weighPair(pair) > Math.max(3, llr))
      return [{ ...pairFinding(subject, offering, pair, limit), innocent: INNOCENT }];
    if (llr < 3) return [];
    const cited = citedOf(
      subject,
      meetings.map((one) => one.hand),
      history,
    );
    return [findingOf(subject, offering, meetings, cited, llr, limit)];
  });
}

/**
 * Argued, not fitted. Three accounts on one device at one meeting: honest about once in 100 such
 * groups (phones run flat, ln 100 = 4.6), each further account three times rarer. Three never-seen
 * devices behind one address and user agent: about once in 50 (3.9) once the platform's ids are
 * known to be lasting. Even spacing of five random arrivals: below 1 in 20 (3.0), each further gap
 * 2.5 times rarer.
 */
function weighHand(hand: Hand, history: DeviceHistory, limit: Limits): Weighed {
  const everybody = new Set(hand.members.map((member) => member.subject));
  if (hand.kind === 'one_device') {
    const kiosk = everybody.size >= limit.kiosk && hand.share > limit.kioskShare;
    // Who borrows it now and then, from one who signs others in, is not one of those.
    const regular = new Set(
      hand.members.filter((one) => !history.borrowed(one)).map(({ subject }) => subject),
    );
    const few = regular.size < limit.fewest;
    const nats =
      kiosk || few || !history.named ? 0 : Math.min(9, 4.6 + 1.1 * (regular.size - limit.fewest));
    return { hand, subjects: regular, nats, onlySpacing: false };
  }
  const fresh = new Set(
    hand.members.filter((member) => history.oneTime(member)).map((member) => member.subject),
  );
  const crowd = everybody.size >= limit.crowd && hand.share > limit.crowdShare;
  const even = hand.metronome && hand.meanGapSec <= limit.evenGapSec && !crowd;
  const enough = fresh.size >= limit.fewest;
  const byDevice = enough ? Math.min(9, 3.9 + 0.9 * (fresh.size - 3)) : 0;
  const bySpacing = even ? Math.min(6, 3 + 0.9 * (everybody.size - 5)) : 0;
  const nats = Math.min(10, byDevice + bySpacing / 2);
  if (enough) return { hand, subjects: fresh, nats, onlySpacing: false };
  return { hand, subjects: everybody, nats: bySpacing, onlySpacing: true };
}

/** Two ways of seeing the same meeting are one observation. */
function strongestPerMeeting(own: readonly Weighed[]): readonly Weighed[] {
  const meetings = groupBy(own, (one) => one.hand.meeting);
  return [...meetings.values()].map((all) => all.reduce((a, b) => (b.nats > a.nats ? b : a)));
}

/**
 * Meetings of one offering share causes: from the second on half of their weight counts. Even
 * spacing alone is heard when it comes back, and never makes a case.
 */
function sumOf(own: readonly Weighed[]): number {
  const strong = own.filter((one) => !one.onlySpacing).map((one) => one.nats);
  const spaced = own.length - strong.length;
  if (strong.length === 0) return spaced >= 2 ? 3 : 0;
  return Math.min(14, round(repeated(strong, 0.5), 3));
}

function findingOf(
  subject: string,
  offering: string,
  own: readonly Weighed[],
  cited: readonly HandMember[],
  llr: number,
  limit: Limits,
): Finding {
  const hands = own.map((one) => one.hand);
  const largest = hands.reduce((most, hand) => Math.max(most, hand.members.length), 0);
  return {
    anchor: subject,
    subject,
    offering,
    llr,
    events: citations(cited.map(({ source, id }) => ({ source, id }))),
    numbers: [
      { name: 'accounts_at_once', value: largest, threshold: limit.fewest, unit: 'accounts' },
      { name: 'meetings', value: hands.length, threshold: 1, unit: 'meetings' },
      ...evenlySpaced(hands, limit),
    ],
    reason: reasonOf(hands, largest),
    innocent: INNOCENT,
    firstAt: cited.reduce((least, one) => Math.min(least, one.at), Infinity),
    lastAt: cited.reduce((most, one) => Math.max(most, one.at), -Infinity),
    baselines: [],
  };
}

/** Said only where the spacing is a program's: a row of accounts seconds apart. */
const evenlySpaced = (hands: readonly Hand[], limit: Limits): Finding['numbers'] => {
  const even = hands.filter((hand) => hand.metronome && hand.meanGapSec <= limit.evenGapSec);
  const value = even.reduce((most, hand) => Math.max(most, hand.members.length), 0);
  return value === 0
    ? []
    : [{ name: 'evenly_spaced', value, threshold: limit.evenFewest, unit: 'accounts' }];
};

function reasonOf(hands: readonly Hand[], largest: number): Finding['reason'] {
  const device = hands.some((hand) => hand.kind === 'one_device');
  const gap = spoken(median(hands.map((hand) => hand.meanGapSec)) ?? 0);
  const group = others(largest);
  return {
    zh: `在 ${hands.length} 次课上，该账号${group.zh}由${device ? '同一台设备' : '同一网络地址的同一种客户端'}相继签到，间隔平均约 ${gap} 秒，疑似一人代签。`,
    en: `At ${counted(hands.length, 'meeting')} this account${group.en} signed in one after another from ${device ? 'one device' : 'one address with one kind of client'}, about ${gap} s apart, which looks like one hand.`,
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'shared_address',
    tested:
      'an address and client shared by most of the class says nothing; devices and spacing do',
    outcome: 'excluded',
  },
  {
    name: 'borrowed_phone',
    tested:
      'two accounts count from three meetings on, by how often phones are borrowed; three at one meeting stay below a case',
    outcome: 'unlikely',
  },
  {
    name: 'shared_machine',
    tested: 'sign-ins from computer rooms and before a live lecture at home are left out',
    outcome: 'excluded',
  },
  {
    name: 'reinstalled',
    tested: "a new device counts only where the student's other sign-ins show a lasting one",
    outcome: 'unlikely',
  },
];
