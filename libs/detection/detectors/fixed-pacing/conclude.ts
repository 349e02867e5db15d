import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, median, repeated, round } from '../reading.js';
import { allSittings, firstSittings } from '../sittings/class.js';
import type { SittingDay } from '../sittings/sitting.js';
import { counted, spoken } from '../wording.js';
import { withoutHabit, type BeyondHabit } from './habit.js';
import { defaults, type Limits } from './limits.js';
import { classPace, isUseful, weighSitting, type ClassPace, type Weighed } from './weigh.js';

type Days = readonly Measured<SittingDay>[];

/** Least weight of a sitting that is spoken of, and of a finding. */
const SPOKEN_OF = 1;
const HEARD = 3;
/** Without a class nobody knows how this platform paces its items. */
const UNCOMPARED = 5;
/** Answers of no use are no brushing; who reads the key with them is answer-harvesting's to say. */
const USELESS = 4;
/** One instant for all answers may be a client's way with every assessment: never a case alone. */
const MOST_AT_ONCE = 5;

/** One finding per student whose sittings are paced by a machine. */
export function concludePacing(days: Days, context: JudgeContext): readonly Finding[] {
  const offering = known(days[0]).measure.offering;
  const limit = limitsOf(defaults, context.parameters);
  const all = allSittings(days);
  const paces = new Map(
    [...firstSittings(all)].map(([assessment, own]) => [assessment, classPace(own, limit)]),
  );
  const weighed = all.map((sitting) =>
    weighSitting(sitting, known(paces.get(sitting.assessment)), limit),
  );
  return [...groupBy(weighed, ({ sitting }) => sitting.subject)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([subject, papers]) => {
      const own = papers.filter(({ nats }) => nats >= SPOKEN_OF);
      if (own.length === 0) return [];
      const { llr, habit } = sumOf(own, papers, paces, limit);
      return llr >= HEARD ? [findingOf({ subject, offering, own, llr, habit }, limit)] : [];
    });
}

/**
 * Sittings share the person's habit: the strongest counts whole, the others seven tenths, and all of them no more
 * than what a habit of steadiness leaves. Only those with a class to compare make a case.
 */
function sumOf(
  own: readonly Weighed[],
  papers: readonly Weighed[],
  paces: ReadonlyMap<string, ClassPace>,
  limit: Limits,
): { readonly llr: number; readonly habit: BeyondHabit } {
  const even = own.filter((one) => one.even);
  const compared = even.some(({ pace }) => pace.n >= limit.fewestClass);
  const sum = (some: readonly Weighed[]): number =>
    repeated(
      some.map(({ nats }) => nats),
      0.7,
    );
  const habit = withoutHabit(even, papers, paces, limit);
  const paced = even.length > 0 ? Math.min(sum(even) + habit.answers, habit.most) : 0;
  const atOnce = Math.min(MOST_AT_ONCE, sum(own.filter((one) => !one.even)));
  const most = compared ? 14 : UNCOMPARED;
  const useful = isUseful(own, limit) ? most : USELESS;
  const llr = Math.min(useful, paced + (even.length > 0 ? atOnce / 2 : atOnce));
  return { llr: round(llr, 3), habit };
}

interface Accused {
  readonly subject: string;
  readonly offering: string;
  readonly own: readonly Weighed[];
  readonly llr: number;
  readonly habit: BeyondHabit;
}

function findingOf({ subject, offering, own, llr, habit }: Accused, limit: Limits): Finding {
  const refs = own.flatMap(({ sitting }) =>
    sitting.refs.map((id) => ({ source: sitting.source, id })),
  );
  const n = median(own.map(({ pace }) => pace.told)) ?? 0;
  return {
    anchor: subject,
    subject,
    offering,
    llr,
    events: citations(refs),
    numbers: [
      { name: 'sittings', value: own.length, threshold: 1, unit: 'sittings' },
      ...regularity(own, limit),
    ],
    reason: reasonOf(own),
    innocent: [...INNOCENT, ...(own.some(({ even }) => even) ? [steadyByHabit(habit)] : [])],
    firstAt: own.reduce((least, { sitting }) => Math.min(least, sitting.from), Infinity),
    lastAt: own.reduce((most, { sitting }) => Math.max(most, sitting.to), -Infinity),
    baselines: [],
    ...(n > 0 && { population: [{ name: 'class', of: offering, n }] }),
  };
}

/** How many times steadier than a hand, at the median; absent where no gaps were judged. */
function regularity(own: readonly Weighed[], limit: Limits): Finding['numbers'] {
  const spread = median(own.flatMap(({ even }) => even?.spread ?? []));
  return spread === undefined
    ? []
    : [
        {
          name: 'steadier_than_a_hand',
          value: round(limit.handSpread / spread, 1),
          threshold: 1,
          unit: 'times',
        },
      ];
}

function reasonOf(own: readonly Weighed[]): Finding['reason'] {
  const gap = median(own.flatMap(({ even }) => even?.meanSec ?? []));
  if (gap === undefined)
    return {
      zh: `在 ${own.length} 次测验中，该账号的全部答案在同一时刻提交，而同班同学的答案是逐题提交的。`,
      en: `In ${counted(own.length, 'sitting')} all answers of this account came at one instant, while the class's came one by one.`,
    };
  return {
    zh: `在 ${own.length} 次测验中，该账号约每 ${spoken(gap)} 秒作答一题，间隔的规律远超人手，与题目无关；同班同学的作答时间差异很大。`,
    en: `In ${counted(own.length, 'sitting')} this account answered about every ${spoken(gap)} s, steadier than a hand whatever the item, while the times of the class vary widely.`,
  };
}

const steadyByHabit = ({ machine, beyond }: BeyondHabit): InnocentExplanation => ({
  name: 'steady_by_habit',
  tested:
    "steadier than within a third of a second, faster than the class reads, right beyond the person's ability and blind to what is hard, not steady elsewhere; steadiness alone is no case",
  outcome: machine || beyond >= 3 ? 'unlikely' : 'possible',
});

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'worked_on_paper',
    tested:
      'homework, second attempts and sittings open for long before the first answer count a third',
    outcome: 'unlikely',
  },
  {
    name: 'gives_up',
    tested:
      'sittings with less than half right count a fifth, and no case rests on answers mostly wrong',
    outcome: 'excluded',
  },
  {
    name: 'platform_pacing',
    tested:
      'spread of the same assessment in the class; answers told at submission are left out where the class has them too',
    outcome: 'excluded',
  },
  {
    name: 'whole_seconds',
    tested: 'what stamps of whole seconds could hide is added to the spread',
    outcome: 'excluded',
  },
  {
    name: 'late_upload',
    tested: 'sittings recorded at another time than they claim are left out',
    outcome: 'excluded',
  },
];
