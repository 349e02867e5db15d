import type { Actor, Happening } from '../../event.js';
import { opened } from '../../habits/study.js';
import type { Random } from '../../random.js';
import { SEC } from '../../world/calendar.js';
import type { World } from '../../world/world.js';
import { reportsFor } from '../accusations.js';
import { caseKey, labelOf, type Effort, type LabelledCase, type Pair } from '../label.js';
import { actorAs, guised, ownDesk, serverIp } from '../machines.js';
import type { Scheme } from '../scheme.js';
import { outsideWindow, replacing, runsOf, type Run } from './runs.js';
import type { Tool } from './tools.js';

export const hasVideos = ({ offering }: Pair): boolean => offering.videos.length >= 2;

/** Whose videos a vendor's own stamps lie on top of a device's: a claimed time is told. */
export const tellsClaims = (pair: Pair): boolean =>
  hasVideos(pair) && pair.offering.platform.recorded;

export interface Brushing {
  readonly pair: Pair;
  readonly family: string;
  readonly effort: Effort;
  /** Where somebody else has the password: the account was lent as well. */
  readonly lent?: boolean;
  readonly runs: readonly Run[];
  /** Keeps step with other accounts: no run of its own outside the window. */
  readonly inStep?: boolean;
  /** Plays one run. */
  readonly happen: (run: Run, key: string, random: Random) => Iterable<Happening>;
}

/** A brusher's case, what is not watched by hand, the runs, and perhaps the vendor's report. */
export function brushing(world: World, plan: Brushing, random: Random): Scheme {
  const { pair, family, effort, lent, inStep, happen } = plan;
  const strays = effort === 'blatant' && !inStep && random.chance(0.12);
  const runs = strays ? outsideWindow(pair, plan.runs, random.fork('outside')) : plan.runs;
  const label: LabelledCase = labelOf(pair, {
    violation: 'course_brushing',
    family,
    effort,
    ...(lent ? { also: ['account_lending'] } : {}),
  });
  const key = caseKey(label);
  return {
    cases: [label],
    replaces: [replacing(pair, runs)],
    acts: [
      ...runs.map((run, n) => ({
        day: run.day,
        happen: () => happen(run, key, random.fork('run', n)),
      })),
      ...reportsFor(world, label, pair, runs.at(-1)?.day ?? 0, random.fork('reported')),
    ],
  };
}

/** The effort of one user, and the runs that go with it. */
export function plannedRuns(
  world: World,
  pair: Pair,
  efforts: readonly Effort[],
  random: Random,
): { readonly effort: Effort; readonly runs: readonly Run[] } {
  const effort = random.pick(efforts);
  return { effort, runs: runsOf(world, pair, effort, random.fork('runs')) };
}

/** The tool's request headers on one run: at home, or on the service's server. */
export function toolActor(
  world: World,
  { student, offering }: Pair,
  tool: Tool,
  day: number,
  wrong: string,
  random: Random,
): Actor {
  const own = ownDesk(world, student, day, random.fork('desk'));
  const ip = tool.hosted
    ? serverIp(world.random.fork('server of', tool.agent, random.int(0, 1)))
    : (own.client.ip ?? '');
  const client = guised(tool.guise, tool.agent, own.device, ip, random);
  return actorAs(student, offering, client, random, wrong);
}

/** Login and pages, where the tool bothers. Answers when it is done. */
export function* entered(
  tool: Tool,
  actor: Actor,
  { offering }: Pair,
  at: number,
): Generator<Happening, number> {
  if (!tool.opens) return at;
  yield* opened(actor, offering, at);
  return at + 6 * SEC;
}

export const gapOf = ({ gapSec: [low, high] }: Tool, random: Random): number =>
  (random.between(low, high) + random.exponential(0.15)) * SEC;
