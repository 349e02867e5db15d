import { bitsOf } from '../../baselines/viewing-marks.js';
import type { JudgeContext } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, groupBy, known, limitsOf } from '../reading.js';
import { defaults, type Limits, type PlayerDay } from './day.js';
import { judged, oddMarks, type Judged, type OddMark } from './odd.js';
import { innocentOf, numbersOf, reasonOf } from './telling.js';
import { usualOf, type Usual } from './usual.js';
import { contrastOf, weigh } from './weigh.js';

type Days = readonly { readonly window: string; readonly measure: PlayerDay }[];

/** One finding per platform and course whose viewings are unlike the platform's own. */
export function concludeForged(days: Days, context: JudgeContext): readonly Finding[] {
  const { subject } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const kinds = days.flatMap(({ measure }) => measure.kinds);
  const visiting = new Set(days.flatMap(({ measure }) => measure.visiting));
  return [...groupBy(kinds, ({ source }) => source)].flatMap(([source, onPlatform]) => {
    const viewings = onPlatform.reduce((sum, { shapes }) => sum + shapes.length, 0);
    if (viewings < limit.fewestOfAll) return [];
    const lastAt = onPlatform.reduce((most, one) => Math.max(most, one.lastAt), -Infinity);
    const usual = usualOf(context.baselines, source, lastAt, limit.population);
    if (!usual) return [];
    const all = onPlatform.flatMap((kind) => judged(kind, usual));
    return coursesOf(subject, all, usual, clientsOn(source, visiting), limit);
  });
}

const clientsOn = (source: string, visiting: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(
    [...visiting].flatMap((one) =>
      one.startsWith(`${source}\n`) ? one.slice(source.length + 1) : [],
    ),
  );

function coursesOf(
  subject: string,
  all: readonly Judged[],
  usual: Usual,
  visiting: ReadonlySet<string>,
  limit: Limits,
): readonly Finding[] {
  return [...groupBy(all, ({ kind }) => kind.offering)].flatMap(([offering, own]) => {
    const marks = oddMarks(own, usual, limit);
    if (marks.length === 0) return [];
    const elsewhere = all.filter(({ kind }) => kind.offering !== offering);
    const contrast = contrastOf(own, elsewhere, marks, visiting);
    const odd = own.filter(({ odd: bits }) => (bits & bitsOf(marks.map(({ mark }) => mark))) !== 0);
    const kinds = [...new Set(odd.map(({ kind }) => kind))];
    return [
      {
        anchor: `${known(own[0]).kind.source} ${offering}`,
        subject,
        offering,
        llr: weigh(marks, contrast, odd.length < limit.fewestViewings),
        events: citations(kinds.flatMap(({ events }) => events)),
        numbers: numbersOf(odd.length, marks, limit),
        reason: reasonOf(most(marks), usual.n, contrast),
        innocent: innocentOf(contrast),
        firstAt: kinds.reduce((least, one) => Math.min(least, one.firstAt), Infinity),
        lastAt: kinds.reduce((last, one) => Math.max(last, one.lastAt), -Infinity),
        baselines: [...usual.cites].sort(),
        population: [{ name: 'platform', of: known(own[0]).kind.source, n: usual.n }],
      },
    ];
  });
}

/** The rarest marks, few enough for a sentence. */
const most = (marks: readonly OddMark[]): readonly OddMark[] => marks.slice(0, 4);
