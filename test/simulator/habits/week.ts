import type { Random } from '../random.js';
import type { SimAssessment } from '../world/assessments.js';
import { dayOf, HOUR, hourOf, midnight, MIN, SEC } from '../world/calendar.js';
import type { SimOffering, SimVideo } from '../world/offerings.js';
import { joinedOn, type SimStudent } from '../world/students.js';
import type { World } from '../world/world.js';
import { inClass } from './presence.js';
import { dayIn, instantOn, poisson } from './rhythm.js';
import { scoreOf, sit, type Sitting } from './sitting.js';

/** What a student means to do, and when; the day (day.ts) puts it one after the other. */
export type Errand =
  | {
      readonly kind: 'study';
      readonly at: number;
      readonly offering: SimOffering;
      readonly videos: readonly SimVideo[];
      /** Position in the first of them. */
      readonly startSec: number;
      /** Sittings that follow at once. */
      readonly then: readonly SimAssessment[];
    }
  | { readonly kind: 'look'; readonly at: number; readonly offering: SimOffering }
  | {
      readonly kind: 'sitting';
      readonly at: number;
      readonly offering: SimOffering;
      readonly assessment: SimAssessment;
      readonly attempt: number;
      readonly before?: Sitting;
    };

/** All that a student means to do in a week, in every offering. A function of the world. */
export function weekOf(world: World, student: SimStudent, week: number): Errand[] {
  const errands = student.offerings.flatMap((offering) =>
    week * 7 + 6 < joinedOn(student, offering) ? [] : weekIn(world, student, offering, week),
  );
  const looked = student.dropped.flatMap(({ offering, day }) =>
    looks(student, offering, week).filter(({ at }) => at < midnight(day)),
  );
  return [...errands, ...looked].sort((a, b) => a.at - b.at);
}

function weekIn(world: World, student: SimStudent, offering: SimOffering, week: number): Errand[] {
  const from = midnight(joinedOn(student, offering));
  const errands = [
    ...looks(student, offering, week),
    ...videosOf(world, student, offering, week),
    ...sittingsOf(world, student, offering, week),
  ];
  return errands.filter(
    ({ at }) => at >= Math.max(from, offering.opensAt) && at < offering.closesAt,
  );
}

/** Everybody looks at least once, in the first week. */
function looks(student: SimStudent, offering: SimOffering, week: number): Errand[] {
  const random = student.random.fork('looks', offering.id, week);
  const first = week === Math.floor(joinedOn(student, offering) / 7) ? 1 : 0;
  const count = Math.max(first, poisson(student.visits, random));
  return Array.from({ length: count }, (_, n): Errand => {
    // The first comes late enough for those who joined in that week.
    const day = n < first ? week * 7 + 6 : dayIn(week, offering.busyDay, random);
    return { kind: 'look', at: instantOn(student, day, random), offering };
  });
}

/** Those who do things together share the draws that say when. */
export function companyOf(world: World, student: SimStudent, what: 'study' | 'sitting'): Random {
  if (student.traits.has('roommates')) return world.random.fork('room', student.index >> 1);
  if (what === 'sitting' && student.traits.has('study_group'))
    return world.random.fork('group', Math.floor(student.index / 5));
  return student.random;
}

/** The videos that fall to a week: for most that week's, for some everything at the end. */
function videosOf(
  world: World,
  student: SimStudent,
  offering: SimOffering,
  week: number,
): Errand[] {
  const due = dueIn(world, student, offering, week);
  const own = student.random.fork('does', offering.id, week);
  const done = due.filter(() => own.chance(student.diligence));
  if (done.length === 0) return [];
  const company = companyOf(world, student, 'study').fork('study', offering.id, week);
  if (student.traits.has('binge')) return [bingeOf(student, offering, done, week, company)];
  const groups = company.chance(0.6) ? [done] : done.map((video) => [video]);
  const quiz = offering.assessments.find((one) => one.week === week && one.kind === 'quiz');
  const errands = groups.map((videos, n): Errand => {
    const day = dayIn(week, offering.busyDay, company);
    const at = studyAt(student, day, company) + own.exponential(25) * SEC;
    const last = n === groups.length - 1 && quiz !== undefined && quizAfter(world, student, quiz);
    return { kind: 'study', at, offering, videos, startSec: 0, then: last ? [quiz] : [] };
  });
  // In the order of the videos, whichever day was drawn first.
  const times = errands.map(({ at }) => at).sort((a, b) => a - b);
  return errands.map((one, n) => ({ ...one, at: times[n] ?? one.at }));
}

/** Watching keeps clear of night unless it is that student's habit, and of classes. */
function studyAt(student: SimStudent, day: number, random: Random): number {
  for (let tries = 0; tries < 6; tries++) {
    const at = instantOn(student, day, random);
    if (!inClass(student, at) && !inClass(student, at + 20 * MIN)) return at;
  }
  return midnight(day) + (20 + random.between(0, 2)) * HOUR;
}

function dueIn(world: World, student: SimStudent, offering: SimOffering, week: number): SimVideo[] {
  const { videos } = offering;
  if (student.traits.has('binge'))
    return week === bingeWeek(world)
      ? videos.filter((one) => one.week <= week)
      : week > bingeWeek(world)
        ? videos.filter((one) => one.week === week)
        : [];
  const ahead = student.traits.has('ahead') ? 1 : 0;
  const joined = Math.floor(joinedOn(student, offering) / 7);
  return videos.filter((one) => {
    const planned = Math.max(0, one.week - ahead);
    // Whoever came late catches up in the first week.
    return planned === week || (week === joined && planned < week);
  });
}

const bingeWeek = (world: World): number => Math.min(world.weeks - 1, 3);

/** Six to eight hours on the last evening and into the night. */
function bingeOf(
  student: SimStudent,
  offering: SimOffering,
  videos: readonly SimVideo[],
  week: number,
  random: Random,
): Errand {
  const rank = student.offerings.indexOf(offering);
  const at = midnight(week * 7 + 6 - rank) + random.between(13, 18.5) * HOUR;
  return { kind: 'study', at, offering, videos, startSec: 0, then: [] };
}

/** Whether the week's quiz follows the last video at once. */
function quizAfter(world: World, student: SimStudent, quiz: SimAssessment): boolean {
  return (
    companyOf(world, student, 'sitting').fork('after', quiz.id).chance(0.55) && does(student, quiz)
  );
}

const does = (student: SimStudent, { id, kind }: SimAssessment): boolean =>
  kind === 'exam' || student.random.fork('hands in', id).chance(student.diligence);

function sittingsOf(
  world: World,
  student: SimStudent,
  offering: SimOffering,
  week: number,
): Errand[] {
  return offering.assessments
    .filter((one) => one.week === week && does(student, one))
    .flatMap((assessment): Errand[] => {
      const hasVideos =
        !student.traits.has('binge') && offering.videos.some((one) => one.week === week);
      if (assessment.kind === 'quiz' && hasVideos && quizAfter(world, student, assessment))
        return [];
      const at = sittingAt(world, student, offering, assessment);
      const one: Errand = { kind: 'sitting', at, offering, assessment, attempt: 1 };
      return [one, ...again(student, one)];
    });
}

/** A second attempt, where there is one to be had and the first was not good. */
export function again(student: SimStudent, first: Errand & { kind: 'sitting' }): Errand[] {
  const { assessment, at, attempt } = first;
  const random = student.random.fork('again', assessment.id, attempt);
  if (attempt >= assessment.attempts) return [];
  const before = sit(student, assessment, attempt, at, first.before);
  const wish = scoreOf(before) / assessment.items.length < 0.8 ? 0.6 : 0.1;
  const next = before.submitsAt + random.lognormal(25, 1.5) * MIN;
  if (!random.chance(wish) || next > assessment.closesAt - 20 * MIN) return [];
  // At night people sleep first.
  const hour = hourOf(next);
  if (hour < 7 && student.nightShare < 0.1) return [];
  return [{ ...first, at: next, attempt: attempt + 1, before }];
}

/** When an assessment is begun: with everybody, or in one's own time before it is due. */
function sittingAt(
  world: World,
  student: SimStudent,
  offering: SimOffering,
  assessment: SimAssessment,
): number {
  const random = companyOf(world, student, 'sitting').fork('sits', assessment.id);
  const own = student.random.fork('begins', assessment.id);
  if (assessment.together) return assessment.opensAt + (1 + own.exponential(20)) * SEC;
  const need = (assessment.kind === 'exam' ? assessment.minutes : 30) * MIN;
  const first = Math.max(dayOf(assessment.opensAt), joinedOn(student, offering));
  const last = Math.max(first, dayOf(assessment.closesAt - need));
  for (let tries = 0; tries < 12; tries++) {
    // Half of all is handed in on the last day.
    const day = random.chance(0.5) ? last : random.int(first, last);
    const at = instantOn(student, day, random) + own.exponential(40) * SEC;
    if (at < assessment.opensAt || at + need > assessment.closesAt) continue;
    if (!inClass(student, at) && !inClass(student, at + need / 2) && !inClass(student, at + need))
      return at;
  }
  return Math.max(assessment.opensAt, assessment.closesAt - need - own.between(1, 60) * MIN);
}
