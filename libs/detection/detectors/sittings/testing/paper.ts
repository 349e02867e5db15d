import type { Client } from '../../../../activity/activity.js';
import type { AttributedActivity } from '../../../detector.js';
import { drawn } from '../../testing/class.js';
import { DAY, event, HOUR, MONDAY_8, SEC } from '../../testing/given.js';

/** How somebody sits an assessment; by default as honest people do. */
export interface SatParts {
  readonly subject: string;
  readonly assessment: string;
  readonly kind?: 'quiz' | 'homework' | 'exam';
  readonly attempt?: number;
  readonly from?: number;
  readonly items?: number;
  /** Seconds before the first answer, and before each of the others. */
  readonly leadSec?: number;
  readonly gap?: (item: number) => number;
  readonly right?: (item: number) => boolean;
  readonly client?: Client;
  /** What the vendor tells: instants cut to seconds, all answers at submission, no rightness. */
  readonly stamp?: (at: number) => number;
  readonly atSubmit?: boolean;
  readonly elapsed?: boolean;
  readonly untold?: boolean;
  /** Device time of what the server records, and when it does. */
  readonly recordedAt?: (at: number) => number;
}

/** Standard normal from a hash. */
export const normal = (...labels: readonly number[]): number => {
  const u = Math.max(1e-9, drawn(...labels, 1));
  return Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * drawn(...labels, 2));
};

const hashOf = (text: string): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);

/** Usual seconds of an item, the same for everybody. */
export const usualSec = (assessment: string, item: number): number =>
  20 * Math.exp(0.45 * normal(hashOf(assessment), item));

/** Reading and thinking: by item and person, heavy-tailed. */
export const thinking =
  (subject: string, assessment: string, pace = 1) =>
  (item: number): number =>
    1 +
    usualSec(assessment, item) *
      pace *
      Math.exp(0.8 * normal(hashOf(subject), hashOf(assessment), item));

/** All events of one sitting. */
export function sat(parts: SatParts): AttributedActivity[] {
  const { subject, assessment, kind = 'quiz', attempt = 1, items = 8, from = MONDAY_8 } = parts;
  const { stamp = (at: number) => at, gap = thinking(subject, assessment) } = parts;
  const { right = (item: number) => drawn(hashOf(subject), hashOf(assessment), item) < 0.75 } =
    parts;
  const one = (type: string, time: number, data: object) =>
    event(type, {
      subject,
      activity: assessment,
      at: stamp(Math.round((parts.recordedAt ?? ((at: number) => at))(time))),
      time: stamp(Math.round(time)),
      ...(parts.client && { client: parts.client }),
      data: { attempt, ...data },
    });
  let at = from;
  const seconds = Array.from({ length: items }, (_, item) =>
    item === 0 ? (parts.leadSec ?? 4 + gap(0)) : gap(item),
  );
  const submitAt = from + seconds.reduce((sum, sec) => sum + sec, 6) * SEC;
  const answers = seconds.map((sec, item) => {
    at += sec * SEC;
    return one('assessment.answered', parts.atSubmit ? submitAt - 40 : at, {
      item: `${assessment}-i${item}`,
      ...(!parts.untold && { correct: right(item) }),
      ...(parts.elapsed && { elapsedSec: Math.round(sec) }),
    });
  });
  const score = seconds.filter((_, item) => right(item)).length;
  return [
    one('assessment.started', from, { kind }),
    ...answers,
    one('assessment.submitted', submitAt, { kind, score, maxScore: items }),
  ];
}

/** A class of honest people, each at an hour of its own; `how` changes some of them. */
export function classSits(
  assessments: readonly string[],
  how: (student: number, assessment: string) => Partial<SatParts> | undefined = () => ({}),
  size = 40,
): AttributedActivity[] {
  return Array.from({ length: size }, (_, student) =>
    assessments.flatMap((assessment, at) => {
      const own = how(student, assessment);
      const subject = `s${student}`;
      const pace = Math.exp(0.3 * normal(student));
      const from = MONDAY_8 + at * 7 * DAY + Math.round(drawn(student, at) * 10 * HOUR);
      const gap = thinking(subject, assessment, pace);
      return own ? sat({ subject, assessment, from, gap, ...own }) : [];
    }),
  ).flat();
}

/** `q1`, `q2`, … */
export const quizzes = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `q${at + 1}`);
