import type { Finding } from '../../signal.js';
import { citations, groupBy, round } from '../reading.js';
import { counted } from '../wording.js';
import type { Limits, SignInDay } from './day.js';
import type { Hand, HandMember } from './hands.js';
import { alternating, oddsOfBorrowing } from './pairs.js';

/** What one student's part in a company of accounts comes to. */
export interface Company {
  readonly nats: number;
  /** Accounts that come back behind the client. */
  readonly accounts: number;
  readonly meetings: number;
  readonly students: number;
  readonly cited: readonly HandMember[];
}

/**
 * Accounts that meeting after meeting share a client which the class does not use, on feeds without
 * device ids, by student. Told by what classmates with the same model do not do: be signed in within
 * a moment of each other again and again, or change to it from a phone of one's own and back.
 */
export function companiesOf(
  days: readonly SignInDay[],
  limit: Limits,
): ReadonlyMap<string, Company> {
  const all = days.flatMap((day) => day.clients).filter(([, client]) => client !== '');
  const students = groupBy(all, ([subject]) => subject);
  const users = groupBy(new Map(all.map((one) => [one.join('\n'), one])).values(), (one) => one[1]);
  const hands = groupBy(
    days.flatMap((day) => day.hands),
    ({ client }) => client,
  );
  const found = new Map<string, Company>();
  for (const [client, own] of hands) {
    const regulars = [
      ...groupBy(
        own.flatMap(({ members }) => members),
        (one) => one.subject,
      ),
    ]
      .filter(([, times]) => times.length >= limit.companyMeetings)
      .map(([subject]) => subject);
    const among = users.get(client)?.length ?? 0;
    // Whoever comes by once is no matter; a client that others use as well is a model or an exit.
    if (regulars.length < 2 || among > Math.max(regulars.length * 1.5, regulars.length + 1))
      continue;
    if (regulars.length > students.size * limit.companyShare) continue;
    const ownPhone = (subject: string): boolean => {
      const its = groupBy(students.get(subject) ?? [], ([, name]) => name);
      // Not a third one's that was borrowed: nobody else has it, and it came back.
      return [...its].some(
        ([name, times]) => name !== client && times.length >= 2 && users.get(name)?.length === 1,
      );
    };
    for (const [subject, nats] of weigh(client, own, regulars, { students, ownPhone }, limit)) {
      const mine = own.filter(({ members }) => members.some((one) => one.subject === subject));
      const company: Company = {
        nats,
        accounts: regulars.length,
        meetings: mine.length,
        students: students.size,
        cited: mine.flatMap(({ members }) => members.filter((one) => one.subject === subject)),
      };
      if (nats > (found.get(subject)?.nats ?? 0)) found.set(subject, company);
    }
  }
  return found;
}

/** Clients of the class: each student's sign-ins, and whether one has a phone of his own besides. */
interface Class {
  readonly students: ReadonlyMap<string, readonly (readonly [string, string])[]>;
  readonly ownPhone: (subject: string) => boolean;
}

function weigh(
  client: string,
  own: readonly Hand[],
  regulars: readonly string[],
  { students, ownPhone }: Class,
  limit: Limits,
): readonly (readonly [string, number])[] {
  return regulars.map((subject) => {
    const uses = (students.get(subject) ?? []).map(([, its]) => its === client);
    const mine = own.filter(({ members }) => members.some((one) => one.subject === subject));
    // Of what the others did without this one nothing follows.
    const together = atOnce(mine, regulars, limit);
    const apart = mine.filter((hand) => hand.apart === true).length >= 2;
    const k = mine.length;
    const alone = uses.filter(Boolean).length > k;
    // An agent is shared by all phones of a model: once in seven by chance (2). Who uses it without the
    // others, or has no other phone of his own, has one of that model. Two of one model, twice on
    // one exit of a carrier that the rest of the class is not on, are not to be had: it is one phone.
    const changes = !alone && ownPhone(subject) && alternating(uses);
    const changing = changes ? oddsOfBorrowing(k, uses.length) - (apart ? 0 : 2) : 0;
    const nats = Math.max(together, changing) + 0.5 * Math.max(0, Math.min(together, changing));
    return [subject, round(Math.min(9, nats), 3)];
  });
}

/**
 * Argued, not fitted. That `n` sign-ins among a class's lie within a share `f` of it has the odds
 * n f^(n-1) - (n-1) f^n; each meeting's counts by half its logarithm less ln 2, a bet that gains nothing by
 * chance (Vovk and Wang 2021, e-values, calibrator 0.5), at most 2.5. People who share a line and a
 * habit may come together: of further meetings 0.7 each, and 1.5 less in all.
 */
function atOnce(own: readonly Hand[], regulars: readonly string[], limit: Limits): number {
  const bets = [...groupBy(own, ({ meeting }) => meeting).values()].flatMap((hands) => {
    const sums = hands.flatMap(({ members, within = 1 }) => {
      const n = members.filter(({ subject }) => regulars.includes(subject)).length;
      if (n < limit.fewest) return [];
      const odds = Math.min(1, n * within ** (n - 1) - (n - 1) * within ** n);
      return [Math.min(2.5, -0.5 * Math.log(Math.max(1e-9, odds)) - Math.LN2)];
    });
    return sums.length === 0 ? [] : [Math.max(...sums)];
  });
  if (bets.length < limit.companyMeetings) return 0;
  bets.sort((a, b) => b - a);
  return bets.reduce((sum, one, at) => sum + one * (at === 0 ? 1 : 0.7), 0) - 1.5;
}

export function companyFinding(
  subject: string,
  offering: string,
  { nats, accounts, meetings, students, cited }: Company,
  limit: Limits,
): Omit<Finding, 'innocent'> {
  return {
    anchor: subject,
    subject,
    offering,
    llr: nats,
    events: citations(cited.map(({ source, id }) => ({ source, id }))),
    numbers: [
      { name: 'accounts_one_client', value: accounts, threshold: 2, unit: 'accounts' },
      { name: 'meetings', value: meetings, threshold: limit.companyMeetings, unit: 'meetings' },
    ],
    reason: {
      zh: `在 ${meetings} 次课上，该账号与另外 ${accounts - 1} 个固定的账号从同一个班上其他人不用的客户端或网络地址签到，且几乎同时，或时而换回自己的手机，疑似一人代签。`,
      en: `At ${counted(meetings, 'meeting')} this account and always the same ${counted(accounts - 1, 'other one')} signed in from one client or address that the rest of the class does not use, at nearly the same moment or with an own phone in between, which looks like one hand.`,
    },
    firstAt: cited.reduce((least, one) => Math.min(least, one.at), Infinity),
    lastAt: cited.reduce((most, one) => Math.max(most, one.at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: students }],
  };
}
