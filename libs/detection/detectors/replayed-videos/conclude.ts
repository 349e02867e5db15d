import type { JudgeContext } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { counted, lasting, spoken } from '../wording.js';
import { defaults, type Limits, type ReplayDay } from './day.js';

type Days = readonly {
  readonly window: string;
  readonly subject?: string;
  readonly measure: ReplayDay;
}[];

interface Term {
  readonly subject: string;
  readonly days: readonly ReplayDay[];
  readonly againSec: number;
  readonly passes: number;
  readonly hands: number;
}

/** One finding per student who watched again far more than the class does. */
export function concludeReplays(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const offering = context.key.slice('offering:'.length);
  const students = new Set([
    ...context.roster.enrolledIn(offering),
    ...days.flatMap(({ subject }) => subject ?? []),
  ]).size;
  const terms = [...groupBy(days, ({ subject }) => subject)].map(([subject, own]) =>
    termOf(
      subject,
      own.map(({ measure }) => measure),
    ),
  );
  return terms
    .filter(({ againSec, passes }) => againSec >= limit.againSec && passes >= limit.passes)
    .sort((a, b) => (a.subject < b.subject ? -1 : 1))
    .flatMap((term) => findingOf(term, terms, { offering, students }, limit));
}

const termOf = (subject: string, days: readonly ReplayDay[]): Term => ({
  subject,
  days,
  againSec: days.reduce((sum, one) => sum + one.againSec, 0),
  passes: days.reduce((most, one) => Math.max(most, one.passes), 0),
  hands: days.reduce((sum, one) => sum + one.hands, 0),
});

/**
 * How rare half as much is in the class, the student left out: ln(1/share), at most 5; of a class too
 * small to say, 2. A person who repeats goes back by hand: without a touch in so many hours, 1.5
 * more. Ten passes of one video in a day are no revision: 1 more.
 */
function findingOf(
  { subject, days, againSec, passes, hands }: Term,
  terms: readonly Term[],
  { offering, students }: { readonly offering: string; readonly students: number },
  limit: Limits,
): readonly Finding[] {
  const alike = terms.filter(
    (other) =>
      other.subject !== subject &&
      other.againSec >= againSec / 2 &&
      other.passes >= limit.passes / 2,
  ).length;
  const rarity = students < limit.population ? 2 : Math.min(5, -Math.log((alike + 0.5) / students));
  const untouched = hands === 0 ? 1.5 : 0;
  const again = lasting(againSec);
  return [
    {
      anchor: 'replay',
      ...{ subject, offering },
      llr: round(rarity + untouched + (passes >= 10 ? 1 : 0), 3),
      events: citations(days.flatMap(({ events }) => events)),
      numbers: [
        { name: 'watched_again', value: againSec, threshold: limit.againSec, unit: 's' },
        { name: 'passes_in_a_day', value: spoken(passes), threshold: limit.passes, unit: 'passes' },
      ],
      reason: {
        zh: `重复播放视频共 ${again.zh}，同一视频一天内最多播放 ${spoken(passes)} 遍${hands === 0 ? '，其间无人操作播放器' : ''}；全班 ${students} 人中${alike === 0 ? '没有其他人' : `另有 ${alike} 人`}如此。`,
        en: `Videos were played again for ${again.en}, one of them ${spoken(passes)} times in a day${hands === 0 ? ', and nobody touched the player' : ''}; of a class of ${students}, ${alike === 0 ? 'nobody else' : counted(alike, 'other')} did the like.`,
      },
      innocent: [
        {
          name: 'revision',
          tested: 'compared with how often the class repeats; clips under five minutes left out',
          outcome: rarity >= 3 ? 'unlikely' : 'possible',
        },
        {
          name: 'left_running',
          tested: 'a player left alone ends with its video, it does not begin again',
          outcome: 'unlikely',
        },
      ],
      firstAt: days.reduce((least, one) => Math.min(least, one.firstAt), Infinity),
      lastAt: days.reduce((most, one) => Math.max(most, one.lastAt), -Infinity),
      baselines: [],
      population: [{ name: 'class', of: offering, n: known(students) }],
    },
  ];
}
