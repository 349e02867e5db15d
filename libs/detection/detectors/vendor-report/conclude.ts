import { isoWeekOf } from '../../baselines/iso-week.js';
import { VENDOR_RECORD } from '../../baselines/names.js';
import type { JudgeContext, Measured } from '../../detector.js';
import { compareText } from '../../../activity/activity.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { chineseOf, defaults, type Accusation, type Accusations, type REPORTED } from './day.js';

/** What a vendor says, and how its earlier accusations fared. */
interface Heard {
  readonly accusations: readonly Accusation[];
  readonly upheld: number;
  readonly refuted: number;
  readonly llr: number;
  readonly cite: string | undefined;
}

/** One finding per student and offering, however often it was said and by however many. */
export function concludeReports(
  days: readonly Measured<Accusations>[],
  context: JudgeContext,
  violation: (typeof REPORTED)[number],
): readonly Finding[] {
  const { subject = '', measure } = known(days[0]);
  const { offering } = measure;
  const limit = limitsOf(defaults, context.parameters);
  const bySource = groupBy(
    days.flatMap((day) => day.measure.said),
    ({ source }) => source,
  );
  const heard = [...bySource]
    .sort(([a], [b]) => compareText(a, b))
    .map(([source, own]) => heardOf(source, own, context, limit));
  // Vendors hear of each other's suspicions: the one with the best record speaks for all.
  const best = heard.reduce((a, b) => (b.llr > a.llr ? b : a));
  // What weighs nothing is still said: whoever looks at the student ought to see it.
  return [findingOf(subject, offering, best, heard, violation, context.localDay)];
}

/**
 * Argued, not fitted. An accusation by an unknown vendor is taken as twice as likely of a guilty as
 * of an innocent student (0.7). A record multiplies that by the odds of being upheld, by Laplace's
 * rule (1 + upheld) : (1 + refuted). Only cases that other evidence brought before people were ever
 * judged, which flatters a vendor, hence the low ceiling. Saying it again adds nothing.
 */
function heardOf(
  source: string,
  accusations: readonly Accusation[],
  { baselines }: JudgeContext,
  limit: Readonly<Record<keyof typeof defaults, number>>,
): Heard {
  const last = accusations.reduce((most, one) => Math.max(most, one.at), -Infinity);
  const read = baselines.read(VENDOR_RECORD, source, last);
  const upheld = read?.value ?? 0;
  const refuted = Math.max(0, (read?.n ?? 0) - upheld);
  const llr = limit.cold + Math.log((1 + upheld) / (1 + refuted));
  return {
    accusations,
    upheld,
    refuted,
    llr: round(Math.min(limit.most, Math.max(0, llr)), 3),
    cite: read?.cite,
  };
}

function findingOf(
  subject: string,
  offering: string,
  best: Heard,
  heard: readonly Heard[],
  violation: (typeof REPORTED)[number],
  localDay: JudgeContext['localDay'],
): Finding {
  const said = heard.flatMap(({ accusations }) => accusations);
  const times = said.map(({ at }) => at);
  const weeks = new Set(best.accusations.map(({ at }) => isoWeekOf(localDay(at)) ?? '')).size;
  const { upheld, refuted } = best;
  const judged = upheld + refuted;
  return {
    anchor: 'reported',
    subject,
    offering,
    llr: best.llr,
    events: citations(said.map(({ source, id }) => ({ source, id }))),
    numbers: [
      { name: 'weeks_reported', value: weeks, threshold: 1, unit: 'weeks' },
      ...(judged > 0
        ? [
            {
              name: 'earlier_upheld',
              value: upheld,
              threshold: Math.max(1, refuted),
              unit: 'cases',
            },
          ]
        : []),
    ],
    reason: {
      zh: `平台在 ${weeks} 周内举报该账号涉嫌${chineseOf(violation)}；${judged > 0 ? `该平台此前的举报经人工认定成立 ${upheld} 件、不成立 ${refuted} 件` : '该平台此前的举报尚无人工结论'}。`,
      en: `The platform itself reported this account in ${counted(weeks, 'week')}; ${judged > 0 ? `of its earlier reports people upheld ${upheld} and refuted ${refuted}` : 'no earlier report of this platform has been decided by people yet'}.`,
    },
    innocent: INNOCENT,
    firstAt: times.reduce((a, b) => Math.min(a, b), Infinity),
    lastAt: times.reduce((a, b) => Math.max(a, b), -Infinity),
    baselines: best.cite === undefined ? [] : [best.cite],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'wrong_accusation',
    tested: "weighed by what became of this vendor's earlier accusations, and never enough alone",
    outcome: 'possible',
  },
];
