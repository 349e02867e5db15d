import {
  evidenceOf,
  type JudgedCase,
  type JudgedTerm,
  type TrueCase,
} from '../../../libs/detection/evaluation/judged-term.js';
import { DEFAULT_POLICY } from '../../../libs/detection/policy/default-policy.js';
import { signalScore } from '../../../libs/detection/score.js';
import { simulate, type Labels, type SimulationOptions } from '../simulate.js';
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
  const { labels, roster } = simulation;
  return {
    options,
    term: {
      name: `seed ${String(options.seed)}`,
      truth: labels.cases.map(truthOf),
      judged: judgedOf(outcome, labels),
      enrolments: roster.enrolments.map(({ student, offering }) => ({ student, offering })),
      traits: labels.honestTraits,
    },
    events: outcome.events,
    duplicates: outcome.duplicates,
    lateWindows: outcome.lateWindows,
    failures: [...outcome.failures],
    seconds: Math.round((Date.now() - started) / 1000),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1000),
  };
}

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
  const wrong = new Map<string, Set<string>>();
  for (const { student, offering, events } of cases) {
    const place = `${student}\n${offering}`;
    const known = wrong.get(place) ?? new Set();
    for (const id of events) known.add(id);
    wrong.set(place, known);
  }
  return suspicions.map((one): JudgedCase => {
    const { subject, offering, violation, score, flagged } = one;
    const student = roster.view.numberOf(subject) ?? subject;
    const at = flaggedAt.get(`${subject}\n${offering}\n${violation}`);
    const evidence = flagged
      ? evidenceOf(citedBy(one), wrong.get(`${student}\n${offering}`) ?? new Set())
      : undefined;
    return {
      ...{ student, offering, violation, score, flagged, signals: signalsOf(one) },
      ...(at !== undefined && { flaggedAt: at }),
      ...(evidence && { evidence }),
    };
  });
};

const citedBy = ({ findings }: Suspicion): readonly string[] =>
  findings.flatMap(({ finding }) => finding.events.map(({ source, id }) => `${source} ${id}`));

const signalsOf = ({ findings, violation }: Suspicion): JudgedCase['signals'] =>
  findings
    .map(({ detector: { name }, finding: { llr } }) => ({
      detector: name,
      score: signalScore(DEFAULT_POLICY, violation, name, llr),
    }))
    .sort((a, b) => b.score - a.score);
