import type { LabelledCase } from './cheats/label.js';
import { planCheats } from './cheats/plan.js';
import type { DrawnCase } from './drawn-case.js';
import type { SimEvent } from './event.js';
import { leavesOf } from './habits/presence.js';
import { among, type OverlayOf } from './overlay.js';
import { Random } from './random.js';
import { rosterOf, type SimRoster } from './roster.js';
import { wrongReports } from './reports.js';
import { Semester } from './semester.js';
import { makeWorld, type World } from './world/world.js';

export interface SimulationOptions {
  readonly students: number;
  readonly weeks: number;
  readonly seed: number;
}

/** A true case with the ids (`source id`) of the events that are the wrong ones. */
export interface TrueCase extends LabelledCase {
  readonly events: readonly string[];
  /** When the first of them truly happened, RFC 3339; absent where nothing was done, or not yet drawn. */
  readonly since?: string;
}

export interface Labels {
  /** `events` fill up while the semester's events are drawn; whole after the last of them. */
  readonly cases: readonly TrueCase[];
  readonly honestTraits: Readonly<Record<string, readonly string[]>>;
}

export interface Simulation {
  readonly world: World;
  readonly roster: SimRoster;
  /** In order of arrival at the vendor; drawn lazily, a day of the campus in memory at a time. */
  readonly events: Iterable<SimEvent>;
  readonly labels: Labels;
}

/** A labelled synthetic semester. The same options give the same bytes. */
export function simulate(
  options: SimulationOptions,
  overlayOf: OverlayOf = planCheats,
): Simulation {
  const world = makeWorld(options, new Random(options.seed));
  const overlay = overlayOf(world);
  // Whoever stays away altogether asks for no leave.
  const leaves = world.students.flatMap((student) =>
    leavesOf(student).filter(({ offering: id, meeting }) => {
      const offering = student.offerings.find((one) => one.id === id);
      return !offering || !among(overlay.replaced(student, offering)?.meetings, meeting);
    }),
  );
  const cases: DrawnCase[] = overlay.cases.map((one) => ({ ...one, events: [] }));
  const semester = new Semester(world, overlay, cases);
  return {
    world,
    roster: rosterOf(world, [...leaves, ...(overlay.leaves ?? [])]),
    events: { [Symbol.iterator]: () => semester.events() },
    labels: { cases, honestTraits: traitsOf(world) },
  };
}

const traitsOf = (world: World): Labels['honestTraits'] => {
  const accused = new Set(wrongReports(world).map(({ student }) => student));
  return Object.fromEntries(
    world.students.map((student) => [
      student.number,
      [...student.traits, ...(accused.has(student) ? ['accused_by_platform'] : [])].sort(),
    ]),
  );
};
