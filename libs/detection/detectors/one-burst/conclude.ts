import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, median, repeated, round } from '../reading.js';
import { allSittings, lasted, rightShare, type Sat } from '../sittings/class.js';
import type { SittingDay } from '../sittings/sitting.js';
import { counted, lasting } from '../wording.js';
import { defaults, type Limits } from './limits.js';

/** Nine papers in ten of who sends packets come so; of honest ones as many as the class's, one in two hundred at least. */
const BY_PACKET = 0.9;
const LEAST_SHARE = 0.005;
/** What a tenth of the class does is a client's way. */
const HABIT = 0.1;
/** Further papers share a client and a connection with the first. */
const AGAIN = 0.5;
const MOST = 10;
/** One paper, whatever its haste: the connection may have failed and caught up. */
const MOST_OF_ONE = 4;
const MENTION = 3;

/** A paper whose answers came in one burst, and how long the class was at it. */
interface Burst {
  readonly sitting: Sat;
  readonly usualSec: number;
}

/** One finding per student who hands in papers at a burst, quickly, where the class answers item by item. */
export function concludeBursts(
  days: readonly Measured<SittingDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const first = allSittings(days).filter(
    ({ again, told, claimed, items }) =>
      !again && told !== 'late' && claimed !== true && items.length >= limit.fewestItems,
  );
  const papers = groupBy(first, ({ assessment, source }) => `${assessment}\n${source}`);
  const found = [...papers.values()].flatMap((own) => burstsOf(own, limit));
  const { offering } = known(days[0]).measure;
  return [...groupBy(found, ({ sitting }) => sitting.subject)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([subject, own]) => {
      const others = first.filter((one) => one.subject !== subject);
      const llr = weigh(own, others, limit);
      return llr < MENTION ? [] : [findingOf({ subject, own, others, offering, llr, limit })];
    });
}

function burstsOf(paper: readonly Sat[], limit: Limits): readonly Burst[] {
  const each = paper.filter(({ told, begun }) => told === 'each' && begun);
  if (each.length < limit.fewestOthers) return [];
  const usualSec = known(median(each.map(lasted)));
  return paper
    .filter((one) => one.told === 'at_once' && one.begun)
    .filter((one) => lasted(one) <= limit.hasteShare * usualSec)
    .filter((one) => rightShare(one) >= limit.rightShare)
    .map((sitting) => ({ sitting, usualSec }));
}

function weigh(own: readonly Burst[], others: readonly Sat[], limit: Limits): number {
  const alike = others.filter(({ told }) => told === 'at_once').length;
  const share = Math.max(LEAST_SHARE, (alike + 0.5) / (others.length + 1));
  if (share >= HABIT) return 0;
  const each = own.map(() => Math.log(BY_PACKET / share));
  const most = own.length < limit.fewestPapers ? MOST_OF_ONE : MOST;
  return round(Math.min(most, repeated(each, AGAIN)), 3);
}

interface Found {
  readonly subject: string;
  readonly own: readonly Burst[];
  readonly others: readonly Sat[];
  readonly offering: string;
  readonly llr: number;
  readonly limit: Limits;
}

function findingOf({ subject, own, others, offering, llr, limit }: Found): Finding {
  const items = own.reduce((sum, { sitting }) => sum + sitting.items.length, 0);
  const took = lasting(known(median(own.map(({ sitting }) => lasted(sitting)))));
  const usual = lasting(known(median(own.map(({ usualSec }) => usualSec))));
  const refs = own.flatMap(({ sitting }) =>
    sitting.refs.map((id) => ({ source: sitting.source, id })),
  );
  return {
    ...{ anchor: subject, subject, offering, llr },
    events: citations(refs),
    numbers: [
      {
        name: 'papers_in_a_burst',
        value: own.length,
        threshold: limit.fewestPapers,
        unit: 'papers',
      },
      {
        name: 'answers_in_a_burst',
        value: items,
        threshold: limit.fewestItems,
        unit: 'answers',
      },
    ],
    reason: {
      zh: `${own.length} 份试卷共 ${items} 个答案，每份都在两秒之内一并到达，全程约 ${took.zh}；同班同学逐题作答，通常约需 ${usual.zh}。`,
      en: `All answers of ${counted(own.length, 'paper')}, ${items} in all, came within two seconds each time, about ${took.en} after the paper was opened; the class answers item by item and usually takes ${usual.en}.`,
    },
    innocent: INNOCENT,
    firstAt: own.reduce((least, { sitting }) => Math.min(least, sitting.from), Infinity),
    lastAt: own.reduce((most, { sitting }) => Math.max(most, sitting.to), -Infinity),
    baselines: [],
    population: [
      { name: 'class', of: offering, n: new Set(others.map((one) => one.subject)).size },
    ],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'platforms_way',
    tested: "the share of the class's papers whose answers come so; a tenth is a client's way",
    outcome: 'excluded',
  },
  {
    name: 'failed_connection',
    tested:
      "answers that the device says it took at other times are left out; so is whatever took half of the class's time; one paper makes no case",
    outcome: 'unlikely',
  },
  {
    name: 'gives_up',
    tested: 'papers with less than three fifths right are left out',
    outcome: 'excluded',
  },
];
