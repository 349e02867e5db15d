import type { Actor } from '../../event.js';
import { actorOf, dormDesk, examSeat, sitDown } from '../../habits/desk.js';
import type { Random } from '../../random.js';
import type { SimAssessment } from '../../world/assessments.js';
import { dayOf, MIN, SEC } from '../../world/calendar.js';
import type { World } from '../../world/world.js';
import { freeInstant } from '../hours.js';
import type { Pair } from '../label.js';

/** An assessment and when a cheat sits down to it. */
export interface Slot {
  readonly assessment: SimAssessment;
  readonly at: number;
}

/** With everybody, or at a free hour of the student's between two instants. */
export function slotFor(
  world: World,
  { student }: Pair,
  assessment: SimAssessment,
  random: Random,
  from = assessment.opensAt,
): Slot | undefined {
  if (assessment.together)
    return { assessment, at: assessment.opensAt + (2 + random.exponential(15)) * SEC };
  const minutes = assessment.kind === 'exam' ? assessment.minutes : 45;
  const until = assessment.closesAt - 10 * MIN;
  const at = freeInstant(
    world,
    student,
    Math.max(from, assessment.opensAt),
    until,
    minutes,
    random,
  );
  return at === undefined ? undefined : { assessment, at };
}

export const slotsFor = (
  world: World,
  pair: Pair,
  assessments: readonly SimAssessment[],
  random: Random,
): Slot[] =>
  assessments.flatMap((one) => slotFor(world, pair, one, random.fork('slot', one.id)) ?? []);

/** The student's own machine where he is at that hour. */
export function ownActor(
  world: World,
  { student, offering }: Pair,
  { assessment, at }: Slot,
  wrong: Actor['wrong'],
  random: Random,
): Actor {
  const desk =
    assessment.kind === 'exam'
      ? examSeat(world, student, offering, assessment, at, random)
      : sitDown(world, student, at, 'study', random);
  const own = actorOf(
    student,
    offering.platform.source,
    desk ?? dormDesk(world, student, dayOf(at)),
    random,
  );
  return { ...own, wrong };
}

export const sat = (slots: readonly Slot[]): { readonly sittings: ReadonlySet<string> } => ({
  sittings: new Set(slots.map(({ assessment }) => assessment.id)),
});
