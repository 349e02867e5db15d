import type { Random } from '../random.js';
import type { SimAssessment, SimItem } from '../world/assessments.js';
import type { SimStudent } from '../world/students.js';

/** Seconds until an item is turned to, and from there to the answer. */
export interface Gap {
  readonly turn: number;
  readonly think: number;
}

/** Turning a page is short: half of an exam's gaps lie below four seconds (threats.md). */
const turn = (random: Random): number => 0.25 + random.lognormal(0.9, 0.95);

/** A quiz: reading time by item and person, heavy-tailed; now and then somebody is called away. */
export function quizGaps(
  items: readonly SimItem[],
  student: SimStudent,
  { kind }: SimAssessment,
  random: Random,
): Gap[] {
  // Homework is worked out on paper.
  const work = kind === 'homework' ? 5 : 1;
  return items.map((item) => {
    const think = 1.5 + work * item.seconds * student.pace * random.lognormal(0.75, 0.75);
    const interrupted = random.chance(0.025) ? random.lognormal(150, 1) : 0;
    return { turn: turn(random), think: think + interrupted };
  });
}

/**
 * An exam of hours. Calibrated to clicks of 3,276 sittings (threats.md): median gap 3.2 and 4.3 s,
 * p75 53 and 58, p95 800 and 710, and spans of 143 and 157 minutes at the median, whatever the
 * number of items: people use the time that there is.
 */
export function examGaps(
  items: readonly SimItem[],
  first: number,
  student: SimStudent,
  assessment: SimAssessment,
  random: Random,
): Gap[] {
  const raw = items.map((item, at): Gap => ({
    turn: turn(random),
    think:
      at < first ? 2 + item.seconds * random.lognormal(1, 1.6) : 0.3 + random.lognormal(2.2, 1.6),
  }));
  const limit = (assessment.minutes - 6) * 60;
  const wanted = Math.min(
    limit * random.between(0.9, 1),
    random.lognormal(150 * 60, 0.32) * Math.min(1.25, Math.max(0.75, student.pace)),
  );
  const span = raw.reduce((sum, gap) => sum + gap.turn + gap.think, 0);
  const scale = wanted / span;
  return raw.map((gap, at) =>
    at < first ? { turn: gap.turn, think: Math.max(1.2, gap.think * scale) } : gap,
  );
}
