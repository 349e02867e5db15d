import type { Pipeline } from './until-idle.js';
import type { Streamed } from './sample.js';

export interface FlaggedCase {
  readonly id: string;
  readonly violation: string;
  readonly score: number;
}

export interface DemoResult {
  readonly url: string;
  readonly dataDir: string;
  readonly streamed: Streamed;
  readonly pipeline: Pipeline;
  /** Seconds from the first event sent to the last effect. */
  readonly seconds: number;
  readonly cases: readonly FlaggedCase[];
}

/** What the demo prints at the end: what happened, and what to look at first. */
export const summary = (result: DemoResult): string => {
  const { url, streamed, cases, seconds } = result;
  const { accepted, duplicates, rejected } = streamed.tally;
  const rate = Math.round(streamed.tally.sent / streamed.seconds);
  const kinds = grouped(cases);
  const first = cases[0];
  return [
    '',
    `  events     ${String(accepted)} taken, ${String(duplicates)} duplicates, ${String(rejected)} rejected, from ${streamed.sources.join(', ')}`,
    `             ${String(rate)} events/s through HTTP, all on disk; judged to the end after ${seconds.toFixed(1)} s`,
    `  cases      ${String(cases.length)} flagged, waiting for an officer: ${kinds}`,
    ...(first ? firstLook(url, first) : []),
    `  API        ${url}/api/docs`,
    `  data       ${result.dataDir}`,
    '',
    '  Machines flag; people decide. The server keeps running: end it with Ctrl+C.',
    '',
  ].join('\n');
};

const firstLook = (url: string, { id, violation, score }: FlaggedCase): string[] => [
  `  look first ${id}, ${violation}, score ${score.toFixed(3)}`,
  `             curl -s -H 'authorization: Bearer dev:officer:li' ${url}/api/v1/cases/${id}`,
  `             PROBITY_TOKEN=dev:officer:li npx probity case ${id}${portOption(url)}`,
];

/** Only where the address is not the default one. */
const portOption = (url: string): string => (url.endsWith(':3000') ? '' : ` --url ${url}`);

const grouped = (cases: readonly FlaggedCase[]): string => {
  const counts = new Map<string, number>();
  for (const { violation } of cases) counts.set(violation, (counts.get(violation) ?? 0) + 1);
  return [...counts]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([violation, count]) => `${violation} ${String(count)}`)
    .join(', ');
};
