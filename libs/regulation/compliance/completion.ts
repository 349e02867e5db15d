import { regulationId, type Regulation } from '../regulation.js';
import { isAbout } from './compliance.js';
import type { OfferingFacts } from './offering-facts.js';

/**
 * A part of a course that leaves a trace on a platform, by art. 10: a video, a piece of homework, a quiz, an
 * exam, a discussion.
 */
export interface Part {
  readonly kind: 'video' | 'quiz' | 'homework' | 'exam' | 'discussion';
  readonly id: string;
}

/** How much of an offering a student has completed (art. 10). */
export interface Completion {
  readonly parts: number;
  readonly done: number;
  /** In the order of the roster: videos, assessments, discussions. */
  readonly missing: readonly Part[];
}

/** Types of events by which a part is completed. */
export const COMPLETING = {
  video: 'probity.video.completed.v1',
  assessment: 'probity.assessment.submitted.v1',
  /** A post by the student; reading along is not told of. */
  discussion: 'probity.forum.posted.v1',
} as const;

/** An event of one of these types, within the learning window, of the student's own account. */
export interface Completing {
  readonly type: string;
  readonly activity: string | undefined;
  /** Of a video, 0–1; absent where the platform only says that it was completed. */
  readonly progress?: number;
}

/**
 * The provision by which credit is earned by all parts only; undefined where none of the sets in force
 * asks it of the offering. A set asks it that asks for the parts to be on file, which is how they are checked.
 */
export const allPartsRequiredBy = (
  sets: readonly Regulation[],
  offering: OfferingFacts,
): string | undefined => {
  for (const set of sets)
    for (const rule of set.offeringRules ?? [])
      if (rule.check.kind === 'parts_listed' && isAbout(rule, offering))
        return `${regulationId(set)}#${String(rule.article)}`;
  return undefined;
};

/** Undefined where no part is on file: nothing can be missing of what nobody listed. */
export const completionOf = (
  {
    videos,
    assessments,
    discussions,
  }: Pick<OfferingFacts, 'videos' | 'assessments' | 'discussions'>,
  events: readonly Completing[],
): Completion | undefined => {
  const parts: Part[] = [
    ...[...videos.keys()].map((id) => ({ kind: 'video' as const, id })),
    ...[...assessments].map(([id, { kind }]) => ({ kind, id })),
    ...[...discussions].map((id) => ({ kind: 'discussion' as const, id })),
  ];
  if (parts.length === 0) return undefined;
  const missing = parts.filter((part) => !events.some((event) => completes(event, part)));
  return { parts: parts.length, done: parts.length - missing.length, missing };
};

const completes = ({ type, activity, progress = 1 }: Completing, { kind, id }: Part): boolean =>
  activity === id && type === typeOf(kind) && (kind !== 'video' || progress >= 1);

const typeOf = (kind: Part['kind']): string =>
  kind === 'video' || kind === 'discussion' ? COMPLETING[kind] : COMPLETING.assessment;
