import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, known, limitsOf, round } from '../reading.js';
import { counted, lasting } from '../wording.js';
import { closePairs, type ClosePair, type Submitted } from './close.js';
import type { SubmissionDay, SubmissionRow } from './day.js';
import { defaults, type Limits } from './limits.js';

/** One finding per student who hands in beside another all the time; never enough for a case. */
export function concludeClose(
  days: readonly Measured<SubmissionDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const students = new Map<string, Map<string, SubmissionRow>>();
  for (const { subject, measure } of days) {
    if (subject === undefined) continue;
    const own = students.get(subject) ?? new Map<string, SubmissionRow>();
    students.set(subject, own);
    // Days come in order: the first submission stands.
    for (const row of measure.rows) if (!own.has(row[0])) own.set(row[0], row);
  }
  if (students.size < limit.fewestStudents) return [];
  const { offering } = known(days[0]).measure;
  const pairs = closePairs(students, limit);
  const subjects = [...new Set(pairs.flatMap(({ a, b }) => [a, b]))].sort();
  return subjects.map((subject) => {
    const own = pairs.filter(({ a, b }) => a === subject || b === subject);
    return findingOf(subject, offering, own, { students, limit });
  });
}

/** Nats, at most: people who study together are no rarer than people who copy. */
const MOST = 3;

function findingOf(
  subject: string,
  offering: string,
  own: readonly ClosePair[],
  {
    students,
    limit,
  }: { readonly students: ReadonlyMap<string, Submitted>; readonly limit: Limits },
): Finding {
  const strongest = own.reduce((most, one) => (one.corrected > most.corrected ? one : most));
  const rows = strongest.papers.map((paper) => known(students.get(subject)?.get(paper)));
  const apart = lasting(strongest.apartSec);
  const papers = rows.length;
  return {
    anchor: 'close',
    subject,
    offering,
    llr: Math.min(MOST, round(strongest.corrected / 2, 3)),
    events: citations(rows.map(([, , source, id]) => ({ source, id }))),
    numbers: [
      {
        name: 'papers_side_by_side',
        value: papers,
        threshold: limit.fewestPapers,
        unit: 'assessments',
      },
      {
        name: 'rarity_corrected',
        value: round(strongest.corrected, 1),
        threshold: limit.mention,
        unit: 'nats',
      },
      { name: 'partners', value: own.length, threshold: 1, unit: 'students' },
    ],
    reason: {
      zh: `与另一名同学在共同完成的 ${papers} 次测验中几乎总是先后相邻提交，平均相差 ${apart.zh}；共同学习的同学也会如此，仅供参考。`,
      en: `Handed in beside another student in ${counted(papers, 'common assessment')}, ${apart.en} apart on average; people who study together do so, too, and it proves nothing by itself.`,
    },
    innocent: [
      {
        name: 'study_group',
        tested: 'times alone cannot tell it from copying; the weight stays below any case',
        outcome: 'possible',
      },
      {
        name: 'deadline_or_common_beginning',
        tested: "distance in places of the class's own order, not in minutes",
        outcome: 'excluded',
      },
    ],
    firstAt: rows.reduce((least, [, at]) => Math.min(least, at), Infinity),
    lastAt: rows.reduce((most, [, at]) => Math.max(most, at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: students.size }],
  };
}
