import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, median, repeated, round } from '../reading.js';
import { counted, spoken } from '../wording.js';
import type { Row, TrialDay } from './day.js';
import { defaults, type Limits } from './limits.js';

type Days = readonly Measured<TrialDay>[];

const HEARD = 3;
const MOST = 12;
/** Nats for each attempt of a row but the first two, and at most of one row. */
const EACH_ATTEMPT = 1;
const NOTHING_MUCH = 2;
/** Somebody who guesses falls as often as rises; who keeps what was right and changes the next one hardly ever. */
const FALLS_TO_RISES = 0.25;
/** Where several of a class do it the platform may save that way: heard of, no case. */
const MOST_OF_HABIT = 4;

/** One finding per student who tried a paper's answers out, attempt by attempt, in no time. */
export function concludeTrial(days: Days, context: JudgeContext): readonly Finding[] {
  const { offering } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const students = groupBy(days, ({ subject }) => subject);
  const tried = [...students].flatMap(([subject, own]) => {
    const rows = own.flatMap(({ measure }) => measure.rows).filter((row) => isTrial(row, limit));
    return rows.length === 0 ? [] : [{ subject, rows }];
  });
  const most = tried.length > 1 + students.size * limit.habitShare ? MOST_OF_HABIT : MOST;
  return tried
    .sort((a, b) => (a.subject < b.subject ? -1 : 1))
    .flatMap(({ subject, rows }) => {
      const llr = round(Math.min(most, natsOf(rows)), 3);
      return llr < HEARD
        ? []
        : [findingOf({ subject, offering, rows, llr, n: students.size }, limit)];
    });
}

const isTrial = ({ rises, falls }: Row, { fewestRises }: Limits): boolean =>
  rises >= fewestRises && falls <= rises * FALLS_TO_RISES;

const natsOf = (rows: readonly Row[]): number =>
  repeated(
    rows.map(({ attempts }) => Math.min(MOST, EACH_ATTEMPT * (attempts - NOTHING_MUCH))),
    0.5,
  );

interface Tried {
  readonly subject: string;
  readonly offering: string;
  readonly rows: readonly Row[];
  readonly llr: number;
  /** Students who handed in. */
  readonly n: number;
}

function findingOf({ subject, offering, rows, llr, n }: Tried, limit: Limits): Finding {
  const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
  const each = median(rows.map((row) => (row.to - row.from) / (row.attempts - 1) / 1000)) ?? 0;
  return {
    anchor: 'trial',
    subject,
    offering,
    llr,
    events: citations(rows.flatMap(({ refs }) => refs)),
    numbers: [
      { name: 'attempts', value: attempts, threshold: limit.fewestAttempts, unit: 'attempts' },
      { name: 'each_attempt', value: round(each, 1), threshold: limit.quickSec, unit: 's' },
      {
        name: 'rises',
        value: rows.reduce((sum, row) => sum + row.rises, 0),
        threshold: limit.fewestRises,
        unit: 'attempts',
      },
    ],
    reason: {
      zh: `该账号对 ${rows.length} 份测验连续提交 ${attempts} 次，每次相隔约 ${spoken(each)} 秒，得分逐次上升：答案是逐项试出来的。`,
      en: `This account handed in ${counted(rows.length, 'paper')} ${attempts} times in a row, about ${spoken(each)} s apart, the mark rising as it went: the answers were found by trial.`,
    },
    innocent: INNOCENT,
    firstAt: rows.reduce((least, { from }) => Math.min(least, from), Infinity),
    lastAt: rows.reduce((most, { to }) => Math.max(most, to), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n }],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'connection_tries_again',
    tested: 'numbered attempts only, each once, and the mark has to rise from one to the next',
    outcome: 'excluded',
  },
  {
    name: 'practises',
    tested:
      'a person who works a paper again takes minutes; only attempts seconds apart are counted',
    outcome: 'excluded',
  },
  {
    name: 'late_upload',
    tested: "seconds apart by the server's clock and by the device's",
    outcome: 'excluded',
  },
  {
    name: 'platform_saves_so',
    tested: 'where more than a tenth of the class has such rows, none of them makes a case',
    outcome: 'unlikely',
  },
];
