import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { counted, spoken } from '../wording.js';
import { defaults, type Fix, type Limits, type ScatterDay } from './day.js';
import { gridOf, isCoarse, scattersOf, type Scatter } from './scatter.js';
import { chanceOf, usualOf, type Usual } from './usual.js';

type Days = readonly { readonly window: string; readonly measure: ScatterDay }[];

/** Below it a scatter counts as too small: rarer than one in two hundred honest phones. */
const RARE = 0.005;

/**
 * One finding per student whose positions lie too close together, over all meetings; or all but each
 * room's farthest, for who is there at times scatters then. Two looks: the better of them, its chance
 * doubled.
 */
export function concludeScatter(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const offering = known(days[0]).measure.offering;
  const fixes = days.flatMap(({ measure }) => measure.fixes);
  const looks = [false, true].flatMap((trim) => findingsOf(offering, fixes, trim, limit));
  return [...groupBy(looks, ({ subject }) => subject)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => own.reduce((best, one) => (one.llr > best.llr ? one : best)));
}

function findingsOf(
  offering: string,
  fixes: readonly Fix[],
  trim: boolean,
  limit: Limits,
): readonly Finding[] {
  const step = gridOf(fixes);
  const all = scattersOf(fixes, step, limit, { keepSame: false, trim });
  if (all.length < limit.fewestInClass) return [];
  const usual = usualOf(all, isCoarse(step));
  const chances = all.map((one) => ({ one, chance: Math.min(1, 2 * chanceOf(one, usual)) }));
  const tight = chances.filter(({ chance }) => chance < RARE);
  if (tight.length > all.length * limit.commonShare) return [];
  const others = chances.filter(({ chance }) => chance >= RARE).map(({ one }) => one.offsetM);
  return tight.flatMap(({ one, chance }) => {
    const llr = weigh(one, chance, others, usual);
    return llr >= 3 ? [findingOf(offering, one, llr, usual)] : [];
  });
}

const EACH_PAIR = 1.2;

/**
 * Argued, not fitted. The chance of an honest phone so still, held at 1 in 250 (5.5) because a phone
 * may be placed by an access point; an invented one is as likely as not so still (−0.7). Such a
 * phone lies somewhere in the hall, an invented one on the teacher's point: the share of the others
 * whose own middle lies so near to the middle of the class, held at 1 in 12 (2.5). Where positions
 * are rounded to eleven metres, less of both, and never a case by itself. Of few positions some of a large class lie
 * close together by chance: no more than 1.2 for each beyond the first of a room.
 */
function weigh(one: Scatter, chance: number, others: readonly number[], usual: Usual): number {
  const most = Math.min(usual.coarse ? 4 : 5.5, EACH_PAIR * one.pairs);
  const still = Math.min(most, -Math.log(chance) - 0.7);
  const nearer = others.filter((offset) => offset <= one.offsetM).length;
  const centred = Math.min(usual.coarse ? 2 : 2.5, -Math.log((nearer + 1) / (others.length + 1)));
  return round(still + (centred >= 1 ? centred : 0), 3);
}

function findingOf(offering: string, one: Scatter, llr: number, usual: Usual): Finding {
  const { subject, fixes } = one;
  const meetings = fixes.length;
  const own = spoken(one.scatterM);
  const theirs = spoken(usual.scatterM);
  return {
    anchor: subject,
    subject,
    offering,
    llr,
    events: citations(fixes.map(({ source, id }) => ({ source, id }))),
    numbers: [
      {
        name: 'times_stiller_than_class',
        value: round(usual.scatterM / one.scatterM, 1),
        threshold: 2,
        unit: 'times',
      },
      { name: 'meetings', value: meetings, threshold: defaults.fewestFixes, unit: 'meetings' },
    ],
    reason: {
      zh: `该账号 ${meetings} 次签到的坐标彼此只相差约 ${own} 米，而同班 ${usual.students} 人的手机定位通常漂移约 ${theirs} 米。`,
      en: `The positions of ${counted(meetings, 'sign-in')} of this account lie within about ${own} m of each other, while the phones of ${usual.students} people in the class usually drift by about ${theirs} m.`,
    },
    innocent: INNOCENT,
    firstAt: fixes.reduce((least, fix) => Math.min(least, fix.at), Infinity),
    lastAt: fixes.reduce((most, fix) => Math.max(most, fix.at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: usual.students }],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'access_point_position',
    tested: 'held against the class in the same rooms; where a third is as still, nothing is said',
    outcome: 'possible',
  },
  {
    name: 'cached_fix',
    tested: 'a fix that comes back to the last digit counts once',
    outcome: 'excluded',
  },
  {
    name: 'rounded_position',
    tested: 'the rounding of the platform is taken from the class and allowed for',
    outcome: 'excluded',
  },
];
