import { decodeActivity } from '../../libs/activity/decode.js';
import type { AttributedActivity, Detector, JudgeContext } from '../../libs/detection/detector.js';
import { judge } from '../../libs/detection/judge.js';
import { localDayIn } from '../../libs/detection/local-day.js';
import { DEFAULT_POLICY } from '../../libs/detection/policy/default-policy.js';
import { DETECTORS } from '../../libs/detection/registry.js';
import { caseScore, overThreshold, type ScoredSignal } from '../../libs/detection/score.js';
import type { Finding } from '../../libs/detection/signal.js';
import type { Violation } from '../../libs/detection/violation.js';
import { MutableRosterView } from '../../libs/roster/mutable-roster-view.js';
import type { MeetingRow, NetworkRow, OfferingRow } from '../../libs/roster/roster-rows.js';
import { closedBaselines } from './baselines.js';
import { simulate, type Simulation, type SimulationOptions } from './simulate.js';

/** What the detectors make of one simulated semester, judged straight, without a server. */
export interface Measured {
  readonly seed: number;
  readonly events: number;
  readonly enrolments: Simulation['roster']['enrolments'];
  readonly flagged: readonly FlaggedCase[];
  readonly missed: Simulation['labels']['cases'];
  readonly labels: Simulation['labels'];
  readonly perDetector: Readonly<Record<string, number>>;
}

export interface FlaggedCase {
  readonly student: string;
  readonly offering: string;
  readonly violation: Violation;
  readonly score: number;
  readonly detectors: readonly string[];
  readonly guilty: boolean;
}

export function measure(options: SimulationOptions): Measured {
  const simulation = simulate(options);
  const roster = rosterView(simulation);
  const events = decoded(simulation);
  const context = contextOf(events, roster);
  const signals = new Map<string, { finding: Finding; detector: Detector }[]>();
  for (const detector of DETECTORS)
    for (const finding of findingsOf(detector, events, context)) {
      const key = [finding.subject, finding.offering, detector.violation].join('\n');
      signals.set(key, [...(signals.get(key) ?? []), { finding, detector }]);
    }
  const truth = new Set(
    simulation.labels.cases.map((one) => [one.student, one.offering, one.violation].join('\n')),
  );
  const flagged = [...signals].flatMap(([key, own]) => flaggedOf(key, own, truth) ?? []);
  const found = new Set(
    flagged.map((one) => [one.student, one.offering, one.violation].join('\n')),
  );
  return {
    seed: options.seed,
    events: events.length,
    enrolments: simulation.roster.enrolments,
    flagged,
    missed: simulation.labels.cases.filter(
      (one) => !found.has([one.student, one.offering, one.violation].join('\n')),
    ),
    labels: simulation.labels,
    perDetector: Object.fromEntries(
      DETECTORS.map(({ name }) => [
        name,
        [...signals.values()].flat().filter((one) => one.detector.name === name).length,
      ]),
    ),
  };
}

function rosterView(simulation: Simulation): MutableRosterView {
  const view = new MutableRosterView();
  const { networks, offerings, meetings } = simulation.roster;
  const nothing = () => undefined;
  view.apply(
    { type: 'NetworksUpserted', data: { rows: networks as NetworkRow[] } },
    nothing,
    nothing,
  );
  view.apply(
    { type: 'OfferingsUpserted', data: { rows: offerings as OfferingRow[] } },
    nothing,
    nothing,
  );
  view.apply(
    { type: 'MeetingsUpserted', data: { rows: meetings as MeetingRow[] } },
    nothing,
    nothing,
  );
  return view;
}

/** Student numbers stand for subjects; what belongs to nobody is left out, as the runner does. */
function decoded({ roster, events }: Simulation): AttributedActivity[] {
  const owners = new Map(
    roster.students.flatMap(({ id, accounts }) =>
      accounts.map(({ source, account }) => [`${source} ${account}`, id]),
    ),
  );
  const all: AttributedActivity[] = [];
  for (const event of events) {
    const subject = owners.get(`${event.source} ${event.subject ?? ''}`);
    if (subject === undefined) continue;
    const raw = Buffer.from(JSON.stringify(event));
    all.push({ ...decodeActivity({ raw, mode: 'structured' }, 'server'), subject });
  }
  return all;
}

function findingsOf(
  detector: Detector,
  events: readonly AttributedActivity[],
  context: Omit<JudgeContext, 'parameters' | 'key'>,
): Finding[] {
  const types = new Set(detector.types);
  const keys = new Map<string, AttributedActivity[]>();
  for (const event of events) {
    const key = types.has(event.type) ? keyOf(detector, event) : undefined;
    if (key === undefined) continue;
    const own = keys.get(key);
    if (own) own.push(event);
    else keys.set(key, [event]);
  }
  const own = { ...context, parameters: detector.defaults };
  return [...keys].flatMap(([key, members]) => judge(detector, members, { ...own, key }));
}

function contextOf(events: readonly AttributedActivity[], roster: MutableRosterView) {
  const localDay = localDayIn('Asia/Shanghai');
  const feeds = { next: () => undefined };
  const { review } = DEFAULT_POLICY;
  return { roster, localDay, baselines: closedBaselines(events, localDay), feeds, review };
}

function keyOf(detector: Detector, event: AttributedActivity): string | undefined {
  const { offering, client } = event.data;
  switch (detector.key) {
    case 'student':
      return event.subject;
    case 'student+offering':
      return offering === undefined ? undefined : `${event.subject} ${offering}`;
    case 'offering':
      return offering;
    case 'device':
      return client?.deviceId;
    case 'address':
      return client?.ip;
    case 'meeting':
      return String(event.data['meeting']);
    case 'assessment':
      return event.data.activity;
  }
}

function flaggedOf(
  key: string,
  own: readonly { finding: Finding; detector: Detector }[],
  truth: ReadonlySet<string>,
): FlaggedCase | undefined {
  const [student = '', offering = '', violation = ''] = key.split('\n');
  const signals = own.map(({ finding, detector }, at): ScoredSignal => ({
    id: String(at),
    detector: detector.name,
    violation: detector.violation,
    group: detector.group,
    llr: finding.llr,
    state: 'raised',
  }));
  const score = caseScore(DEFAULT_POLICY, violation as Violation, signals);
  if (!overThreshold(DEFAULT_POLICY, violation as Violation, score)) return undefined;
  const detectors = [...new Set(own.map(({ detector }) => detector.name))].sort();
  const guilty = truth.has(key);
  return { student, offering, violation: violation as Violation, score, detectors, guilty };
}
