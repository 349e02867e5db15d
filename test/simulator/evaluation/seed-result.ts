import {
  WrongEvents,
  type Evidence,
  type JudgedCase,
  type JudgedTerm,
  type TrueCase,
} from '../../../libs/detection/evaluation/judged-term.js';
import { DEFAULT_POLICY } from '../../../libs/detection/policy/default-policy.js';
import { signalScore } from '../../../libs/detection/score.js';
import { simulate, type Labels, type Simulation, type SimulationOptions } from '../simulate.js';
import { judgeTerm, type JudgeTermOptions, type Outcome } from './judge-term.js';
import type { Suspicion } from './suspicions.js';

/** One seed's semester, judged, and what it took. */
export interface SeedResult {
  readonly options: SimulationOptions;
  readonly term: JudgedTerm;
  readonly events: number;
  readonly duplicates: number;
  readonly lateWindows: number;
  readonly failures: readonly (readonly [what: string, times: number])[];
  readonly seconds: number;
  readonly megabytes: number;
}

/** Draws a semester and judges it as it comes. */
export async function judgeSeed(
  options: SimulationOptions,
  judging: JudgeTermOptions = { weekly: true },
): Promise<SeedResult> {
  const started = Date.now();
  const simulation = simulate(options);
  const outcome = await judgeTerm(simulation, judging);
  return {
    options,
    term: termOf(`seed ${String(options.seed)}`, simulation, outcome),
    events: outcome.events,
    duplicates: outcome.duplicates,
    lateWindows: outcome.lateWindows,
    failures: [...outcome.failures],
    seconds: Math.round((Date.now() - started) / 1000),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1000),
  };
}

/** A judged semester beside its labels. */
export const termOf = (
  name: string,
  { labels, roster }: Pick<Simulation, 'labels' | 'roster'>,
  outcome: Outcome,
): JudgedTerm => ({
  name,
  truth: labels.cases.map(truthOf),
  judged: judgedOf(outcome, labels),
  enrolments: roster.enrolments.map(({ student, offering }) => ({ student, offering })),
  traits: labels.honestTraits,
});

const truthOf = (one: Labels['cases'][number]): TrueCase => {
  const { student, offering, violation, family, effort, part, also, since } = one;
  const known = {
    ...(also ? { also } : {}),
    ...(since === undefined ? {} : { since: Date.parse(since) }),
  };
  return { student, offering, violation, family, effort, part, ...known };
};

const judgedOf = (
  { suspicions, flaggedAt, roster }: Outcome,
  { cases }: Labels,
): readonly JudgedCase[] => {
  const wrong = new WrongEvents(cases);
  return suspicions.map((one): JudgedCase => {
    const { subject, offering, violation, score, flagged } = one;
    const student = roster.view.numberOf(subject) ?? subject;
    const at = flaggedAt.get(`${subject}\n${offering}\n${violation}`);
    const evidenceOf = (cited: readonly string[]): { evidence?: Evidence } => {
      const evidence = flagged ? wrong.evidence({ student, offering }, cited) : undefined;
      return evidence ? { evidence } : {};
    };
    return {
      ...{ student, offering, violation, score, flagged },
      ...(at !== undefined && { flaggedAt: at }),
      ...evidenceOf(one.findings.flatMap(citedBy)),
      signals: one.findings.map((found) => ({ ...signalOf(found), ...evidenceOf(citedBy(found)) })),
    };
  });
};

type Found = Suspicion['findings'][number];

const citedBy = ({ finding }: Found): readonly string[] =>
  finding.events.map(({ source, id }) => `${source} ${id}`);

const signalOf = ({ detector: { name, violation }, finding: { llr } }: Found) => ({
  detector: name,
  score: signalScore(DEFAULT_POLICY, violation, name, llr),
});
