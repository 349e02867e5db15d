import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, known, limitsOf, median, round } from '../reading.js';
import { counted, spoken } from '../wording.js';
import type { SweepDay } from './day.js';
import { defaults, type Limits } from './limits.js';
import { sweepersOf, type Sweeper } from './weigh.js';

/** One finding per student who drew out whole keys as nobody does who learns from them. */
export function concludeSweep(
  days: readonly Measured<SweepDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const { offering } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const n = new Set(days.map(({ subject }) => subject)).size;
  return [...sweepersOf(days, limit)]
    .sort((a, b) => (a.subject < b.subject ? -1 : 1))
    .map((one) => findingOf(one, { offering, n, limit }));
}

interface About {
  readonly offering: string;
  readonly n: number;
  readonly limit: Limits;
}

function findingOf({ subject, papers, nats }: Sweeper, { offering, n, limit }: About): Finding {
  const runs = papers.flatMap((one) => one.runs);
  const unworked = papers.filter((one) => one.unworked).length;
  const idle = papers.reduce((sum, one) => sum + one.idle, 0);
  const pace = median(runs.map(({ gapSec }) => gapSec)) ?? 0;
  return {
    ...{ anchor: 'sweep', subject, offering, llr: round(nats, 3) },
    events: citations(runs.flatMap(({ source, refs }) => refs.map((id) => ({ source, id })))),
    numbers: [
      {
        name: 'keys_drawn_out',
        value: papers.length,
        threshold: limit.fewestPapers,
        unit: 'assessments',
      },
      { name: 'before_any_work', value: unworked, threshold: 1, unit: 'assessments' },
      {
        name: 'attempts_for_a_look',
        value: idle,
        threshold: papers.some(({ straight }) => straight) ? 1 : 2,
        unit: 'attempts',
      },
      {
        name: 'looks_a_minute',
        value: round(60 / Math.max(0.1, pace), 1),
        threshold: 40,
        unit: 'looks',
      },
    ],
    reason: {
      zh: `该账号 ${runs.length} 次逐题调出 ${papers.length} 份测验的全部答案（约每 ${spoken(pace)} 秒一题），其中 ${unworked} 份此前本人从未交卷，${idle} 次是打开试卷几乎不作答、只看答案后弃置。`,
      en: `This account drew out the whole key of ${counted(papers.length, 'paper')}, ${counted(runs.length, 'time')}, about ${spoken(pace)} s an item: ${unworked} of them before anything of its own was handed in, ${counted(idle, 'attempt')} begun for the look alone and left.`,
    },
    innocent: INNOCENT,
    firstAt: runs.reduce((least, { from }) => Math.min(least, from), Infinity),
    lastAt: runs.reduce((most, { to }) => Math.max(most, to), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n }],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'reviews_own_work',
    tested:
      'looks after an attempt of one’s own was handed in count nothing, at a reader’s pace, however often',
    outcome: 'excluded',
  },
  {
    name: 'learning_from_the_key',
    tested: 'how many of the class look at whole keys before they work at the paper',
    outcome: 'unlikely',
  },
  {
    name: 'shown_at_a_click',
    tested: "the pace of others' looks: what the platform shows all at once is nobody's haste",
    outcome: 'excluded',
  },
  {
    name: 'lost_records',
    tested:
      'a submission may be lost: one paper alone makes no case, unless its key was opened seconds after the attempt',
    outcome: 'unlikely',
  },
  {
    name: 'keeping_it_for_revision',
    tested:
      'one whole key at a pace of seconds an item, as for photographs of the screen, makes no case alone',
    outcome: 'unlikely',
  },
];
