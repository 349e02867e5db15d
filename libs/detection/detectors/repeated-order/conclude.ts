import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { componentsOf } from '../answer-similarity/components.js';
import { citations, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type Limits, type OrderDay } from './day.js';
import { linksOf, type Link } from './rows.js';

/** Least weight of a link that joins two accounts to a row, and of a finding. */
const JOINS = 2;
const HEARD = 3;
const MOST = 12;

/** One finding per account of a list that somebody works off, meeting after meeting. */
export function concludeOrder(
  days: readonly Measured<OrderDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const { offering } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const all = days.flatMap(({ measure }) => measure.signIns);
  const students = [...new Set(all.map(({ subject }) => subject))].sort();
  const links = linksOf(all, limit).filter(({ nats }) => nats >= JOINS);
  const number = new Map(students.map((subject, at) => [subject, at]));
  const rows = componentsOf(
    links.map(({ first, next }) => ({ a: known(number.get(first)), b: known(number.get(next)) })),
  ).filter((members) => members.length >= limit.members);
  const listed = rows.reduce((sum, members) => sum + members.length, 0);
  if (listed > students.length * limit.commonShare) return [];
  return rows.flatMap((members) =>
    members.flatMap((at) => {
      const subject = known(students[at]);
      const own = links.filter(({ first, next }) => first === subject || next === subject);
      const llr = weigh(own);
      return llr < HEARD
        ? []
        : [
            findingOf(subject, own, {
              offering,
              llr,
              limit,
              row: members.length,
              n: students.length,
            }),
          ];
    }),
  );
}

/**
 * The surest link counts whole, a second on the other side of the list half: both rest on the same
 * meetings.
 */
function weigh(own: readonly Link[]): number {
  const [first = 0, second = 0] = own.map(({ nats }) => nats).sort((a, b) => b - a);
  return Math.min(MOST, round(first + second / 2, 3));
}

interface Around {
  readonly offering: string;
  readonly llr: number;
  readonly limit: Limits;
  readonly row: number;
  readonly n: number;
}

function findingOf(
  subject: string,
  own: readonly Link[],
  { offering, llr, limit, row, n }: Around,
): Finding {
  const surest = own.reduce((most, link) => (link.nats > most.nats ? link : most));
  const events = own.flatMap((link) => link.events.filter((came) => came.subject === subject));
  const cited = events.length > 0 ? events : surest.events;
  return {
    anchor: subject,
    subject,
    offering,
    llr,
    events: citations(cited.map(({ source, id }) => ({ source, id }))),
    numbers: [
      { name: 'same_order', value: surest.times, threshold: limit.fewest, unit: 'meetings' },
      { name: 'meetings', value: surest.meetings, threshold: limit.fewest, unit: 'meetings' },
      { name: 'accounts_in_row', value: row, threshold: limit.members, unit: 'accounts' },
    ],
    reason: {
      zh: `在共同签到的 ${surest.meetings} 次课中有 ${surest.times} 次，该账号与同一账号以相同的先后、相隔不到 ${limit.nextSec} 秒签到；共有 ${row} 个账号如此依次签到。`,
      en: `At ${surest.times} of ${counted(surest.meetings, 'meeting')} this account and the same other one signed in in the same order within ${limit.nextSec} s; ${counted(row, 'account')} follow each other like that.`,
    },
    innocent: INNOCENT,
    firstAt: cited.reduce((least, { at }) => Math.min(least, at), Infinity),
    lastAt: cited.reduce((most, { at }) => Math.max(most, at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n }],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'friends_together',
    tested: 'friends sign in together, but now one is first and now the other',
    outcome: 'unlikely',
  },
  {
    name: 'always_quick',
    tested: 'how often the one who follows came just then at its other meetings, whoever else did',
    outcome: 'unlikely',
  },
  {
    name: 'crowd',
    tested: 'how many of the class signed in within the same seconds',
    outcome: 'excluded',
  },
  {
    name: 'platform_order',
    tested: 'where a third of the class comes in rows the platform writes them so',
    outcome: 'excluded',
  },
];
