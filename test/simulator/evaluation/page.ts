import type { Evaluation } from '../../../libs/detection/evaluation/evaluate.js';
import { markdownOf } from '../../../libs/detection/evaluation/markdown.js';
import type { SeedResult } from './seed-result.js';

const FROM = '<!-- evaluation -->';
const TO = '<!-- /evaluation -->';

/** The page with its section between the markers written anew. Throws when the markers are missing. */
export const withSection = (page: string, section: string): string => {
  const from = page.indexOf(FROM);
  const to = page.indexOf(TO);
  if (from < 0 || to < from) throw new Error(`the page lacks ${FROM} … ${TO}`);
  return `${page.slice(0, from + FROM.length)}\n\n${section}\n\n${page.slice(to)}`;
};

/** What was measured, how, and what came out. */
export const sectionOf = (results: readonly SeedResult[], found: Evaluation): string => {
  const sizes = [
    ...new Set(
      results.map(({ options: { students, weeks } }) => `${String(students)} ${String(weeks)}`),
    ),
  ];
  const seeds = results.map(({ options }) => String(options.seed));
  const events = results.reduce((sum, one) => sum + one.events, 0);
  return [
    '![Recall by violation and effort, and calibration](detection.svg)',
    `${String(results.length)} pooled semesters (students and weeks: ${sizes.join('; ')}), ` +
      `${events.toLocaleString('en')} events, ${String(found.studentOfferings)} student-offerings, ` +
      `${String(found.recall.all.all)} true cases. Intervals are Wilson's, 95 %; goals are met or missed by the estimate. ` +
      `\`npm run evaluate -- ${sizes[0] ?? ''} ${seeds.join(' ')}\``,
    markdownOf(found),
  ].join('\n\n');
};
