import { ACCOUNT_CONNECTION, accountKey, FEED_TROUBLE } from './baselines/names.js';
import type { Circumstance, Detector, JudgeContext, Measured } from './detector.js';
import type { Finding, InnocentExplanation } from './signal.js';

const WEEK = 7 * 86_400_000;
/** A finding over more weeks than a term has is read at its end. */
const MOST_WEEKS = 26;
/** A share of garbled accounts that cheats themselves could make up. */
const USUAL_TROUBLE = 0.05;
/** Nats that a bad connection takes: it makes odd timing about five times as likely. */
const BAD_CONNECTION = 1.6;

/** How a circumstance bears on a finding's evidence. */
interface Bearing {
  readonly explanation: InnocentExplanation;
  readonly llr: (llr: number) => number;
  readonly cites: readonly string[];
}

/**
 * A detector's findings, weighed against circumstances that may have brought the evidence about
 * without the student (exculpatory facts). They come from published baselines, so that a replay
 * finds the same; where nothing is published, nothing changes. This is part of every conclusion.
 */
export const concluded = (
  detector: Detector,
  measures: readonly Measured<unknown>[],
  context: JudgeContext,
): readonly Finding[] => {
  const findings = detector.conclude(measures, context);
  const { sensitiveTo = [] } = detector;
  if (sensitiveTo.length === 0) return findings;
  return findings.map((finding) =>
    sensitiveTo.reduce((weighed, one) => weigh(weighed, bearing(one, finding, context)), finding),
  );
};

const weigh = (finding: Finding, found: Bearing | undefined): Finding => {
  if (!found || finding.llr <= 0) return finding;
  const { explanation, llr, cites } = found;
  const others = finding.innocent.filter(({ name }) => name !== explanation.name);
  return {
    ...finding,
    llr: Math.round(Math.max(0, llr(finding.llr)) * 1000) / 1000,
    innocent: [...others, explanation],
    baselines: [...new Set([...finding.baselines, ...cites])].sort(),
  };
};

const bearing = (
  circumstance: Circumstance,
  finding: Finding,
  context: JudgeContext,
): Bearing | undefined =>
  circumstance === 'feed' ? garbledFeed(finding, context) : badConnection(finding, context);

/**
 * Evidence that a garbled feed could produce in a share p of all accounts cannot weigh more than
 * ln(1/p): no likelihood ratio of guilt to that explanation is higher.
 */
const garbledFeed = (finding: Finding, { baselines }: JudgeContext): Bearing | undefined => {
  const read = sourcesOf(finding).flatMap((source) =>
    weeksOf(finding).flatMap((at) => baselines.read(FEED_TROUBLE, source, at) ?? []),
  );
  const worst = read.reduce((most, { value }) => Math.max(most, value), 0);
  if (worst < USUAL_TROUBLE) return undefined;
  const share = Math.round(worst * 100);
  return {
    explanation: {
      name: 'feed_quality',
      tested: `the platform's records of ${share} % of its accounts are garbled in these weeks`,
      outcome: 'possible',
    },
    llr: (llr) => Math.min(llr, -Math.log(worst)),
    cites: read.filter(({ value }) => value >= USUAL_TROUBLE).map(({ cite }) => cite),
  };
};

const badConnection = (
  finding: Finding,
  { baselines, roster }: JudgeContext,
): Bearing | undefined => {
  const sources = new Set(sourcesOf(finding));
  const accounts = roster
    .accountsOf(finding.subject)
    .filter(({ source }) => sources.has(source))
    .map(({ source, account }) => accountKey(source, account));
  const read = [...new Set(accounts)].flatMap((account) =>
    weeksOf(finding).flatMap((at) => baselines.read(ACCOUNT_CONNECTION, account, at) ?? []),
  );
  const late = read.reduce((most, { value }) => Math.max(most, value), 0);
  if (late === 0) return undefined;
  return {
    explanation: {
      name: 'bad_connection',
      tested: `${late === 100 ? '100 or more' : late} records of one week reached the platform minutes late`,
      outcome: 'possible',
    },
    llr: (llr) => llr - BAD_CONNECTION,
    cites: read.filter(({ value }) => value > 0).map(({ cite }) => cite),
  };
};

const sourcesOf = (finding: Finding): readonly string[] => [
  ...new Set(finding.events.map(({ source }) => source)),
];

/** An instant in each week that the finding reaches over, the last one first. */
const weeksOf = ({ firstAt, lastAt }: Finding): readonly number[] => {
  const count = Math.ceil((lastAt - firstAt) / WEEK);
  if (!(count >= 0) || count > MOST_WEEKS) return [lastAt];
  return Array.from({ length: count + 1 }, (_, back) => Math.max(firstAt, lastAt - back * WEEK));
};
