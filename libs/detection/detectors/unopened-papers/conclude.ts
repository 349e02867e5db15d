import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, repeated, round } from '../reading.js';
import { allSittings, type Sat } from '../sittings/class.js';
import type { SittingDay } from '../sittings/sitting.js';
import { counted } from '../wording.js';

export const defaults = {
  /** Papers answered without having been opened: one start may be lost on its way. */
  fewest: 2,
  /** Sittings of classmates on the platform that have to show how often a start is told, and that share. */
  fewestOthers: 20,
  opened: 0.95,
  /** Opened papers of the student's own on the platform, which show that his client tells it. */
  fewestOwn: 2,
} as const;

type Limits = Readonly<Record<keyof typeof defaults, number>>;

/**
 * Argued, not fitted. As rare as a start is lost in the class, held at 1 in 12 (2.5); further papers share
 * causes, six tenths of it. An old version of the app may never tell it: no case then, 5 at most; 7 where the same
 * student's other papers on the platform were opened.
 */
const MOST_EACH = 2.5;
const FURTHER = 0.6;
const [MOST, MOST_OF_CLIENT] = [7, 5];

/** One finding per student who answered papers that were never opened. */
export function concludeUnopened(
  days: readonly Measured<SittingDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const { offering } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const all = allSittings(days).filter(({ told }) => told !== 'late');
  return [...groupBy(all, ({ source }) => source).values()].flatMap((onSource) =>
    [...groupBy(onSource, ({ subject }) => subject)]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([subject, own]) => {
        const others = onSource.filter((one) => one.subject !== subject);
        return findingOf({ subject, offering, own, others }, limit) ?? [];
      }),
  );
}

interface Asked {
  readonly subject: string;
  readonly offering: string;
  readonly own: readonly Sat[];
  readonly others: readonly Sat[];
}

function findingOf({ subject, offering, own, others }: Asked, limit: Limits): Finding | undefined {
  const unopened = own.filter(({ begun }) => !begun);
  if (unopened.length < limit.fewest || others.length < limit.fewestOthers) return undefined;
  const lost = others.filter(({ begun }) => !begun).length;
  const rate = (lost + 1) / (others.length + 2);
  if (rate > 1 - limit.opened) return undefined;
  const opens = own.length - unopened.length >= limit.fewestOwn;
  const each = Math.min(MOST_EACH, -Math.log(rate));
  const nats = repeated(
    unopened.map(() => each),
    FURTHER,
  );
  const llr = round(Math.min(opens ? MOST : MOST_OF_CLIENT, nats), 3);
  const refs = unopened.flatMap(({ refs: ids, source }) => ids.map((id) => ({ source, id })));
  // Slow papers keep no events to show (sitting.ts): what cannot be shown is not said.
  if (refs.length === 0) return undefined;
  const percent = round(100 * rate, 1);
  return {
    anchor: `${subject} ${known(own[0]).source}`,
    ...{ subject, offering, llr },
    events: citations(refs),
    numbers: [
      {
        name: 'papers_not_opened',
        value: unopened.length,
        threshold: limit.fewest,
        unit: 'papers',
      },
      { name: 'class_not_opened', value: percent, threshold: 5, unit: '% of papers' },
    ],
    reason: {
      zh: `有 ${unopened.length} 份测验在从未打开试卷的情况下即提交答案${opens ? '，而本人其他试卷均有打开记录' : ''}；同班同学在该平台上仅 ${percent}% 的试卷如此。`,
      en: `${counted(unopened.length, 'paper')} ${unopened.length === 1 ? 'was' : 'were'} answered without having been opened${opens ? ", while the student's other papers were" : ''}; of the class's papers on the platform ${percent} % are so.`,
    },
    innocent: INNOCENT,
    firstAt: unopened.reduce((first, { from }) => Math.min(first, from), Infinity),
    lastAt: unopened.reduce((last, { to }) => Math.max(last, to), -Infinity),
    baselines: [],
    population: [
      { name: 'class', of: offering, n: new Set(others.map((one) => one.subject)).size },
    ],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'lost_records',
    tested: 'how often the class’s papers lack their start, and two papers at least',
    outcome: 'unlikely',
  },
  {
    name: 'old_version_of_the_app',
    tested: 'no case unless papers of the same student on the platform were opened',
    outcome: 'possible',
  },
];
