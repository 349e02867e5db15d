import type { Random } from '../random.js';
import { drawAssessments, type SimAssessment } from './assessments.js';
import { HOUR, midnight } from './calendar.js';
import type { Platform } from './platforms.js';
import { drawTimetable, type PlannedMeeting, type SimMeeting } from './timetable.js';

export interface SimVideo {
  readonly id: string;
  readonly lengthSec: number;
  /** Week in which a class follows it, from 0. */
  readonly week: number;
}

export interface SimOffering {
  readonly id: string;
  readonly course: string;
  readonly group: string;
  readonly title: string;
  readonly college: string;
  readonly teacher: string;
  /** Where videos and assessments are. Sign-ins name their own platforms. */
  readonly platform: Platform;
  readonly mode: 'fully_online' | 'blended' | 'other';
  readonly source: 'self_built' | 'imported' | 'live';
  readonly category: 'general_elective' | 'general_compulsory' | 'major';
  readonly videos: readonly SimVideo[];
  readonly assessments: readonly SimAssessment[];
  readonly meetings: readonly SimMeeting[];
  readonly replaced: readonly PlannedMeeting[];
  readonly hours: { readonly total: number; readonly online: number; readonly offline: number };
  readonly opensAt: number;
  readonly closesAt: number;
  /** Weekday (Monday 0) on which the week's work is due or discussed: a third of all visits. */
  readonly busyDay: number;
}

export const COLLEGES = ['CS', 'MA', 'PH', 'LI', 'HI', 'ED', 'GE', 'BI'] as const;
const TITLES = [
  '程序设计基础',
  '高等数学',
  '大学物理',
  '中国文学史',
  '世界近代史',
  '教育心理学',
  '自然地理学',
  '普通生物学',
];

/** A course of a class (two slots a week on its timetable), or one that anybody may choose. */
export type OfferingPlan =
  | { readonly kind: 'class'; readonly pair: number; readonly n: number }
  | { readonly kind: 'elective'; readonly n: number };

export interface OfferingDraw {
  readonly at: number;
  readonly plan: OfferingPlan;
  readonly weeks: number;
  readonly platforms: readonly Platform[];
  readonly slots: readonly { readonly weekday: number; readonly hour: number }[];
  /** Shared by the sections of a course. */
  readonly papers: Random;
}

export function drawOffering(draw: OfferingDraw, random: Random): SimOffering {
  const { plan, weeks, platforms } = draw;
  const named = namesOf(draw);
  const mode = modeOf(plan, random);
  const source =
    plan.kind === 'elective'
      ? random.pick(['imported', 'imported', 'live', 'self_built'] as const)
      : 'self_built';
  const platform = platformOf(platforms, draw.at, random);
  const videos =
    mode === 'other' ? [] : drawVideos(named.id, weeks, platform, random.fork('videos'));
  const remote = mode === 'fully_online';
  const meets = !remote || source === 'live';
  const { meetings, replaced } = meets
    ? drawTimetable(
        {
          offering: named.id,
          weeks,
          slots: remote ? draw.slots.slice(0, 1) : draw.slots,
          platforms: signInOn(platform, platforms, random),
          remote,
          moveTo: plan.n % 2 === 0 ? 12.25 : 17.75,
        },
        random.fork('timetable'),
      )
    : { meetings: [], replaced: [] };
  const examOnline = remote || random.chance(0.35);
  const homework = draw.papers.fork(named.group).chance(0.6);
  const dueWeekday = random.pick([4, 5, 6, 6]);
  const papers = {
    examDay: plan.kind === 'class' ? 5 : 6,
    examHour: plan.n % 2 === 0 ? 8.5 : 13.75,
  };
  return {
    ...named,
    platform,
    mode,
    source,
    category:
      plan.kind === 'elective'
        ? 'general_elective'
        : random.pick(['general_compulsory', 'major', 'major'] as const),
    videos,
    assessments: drawAssessments(
      {
        ...papers,
        offering: named.id,
        paper: named.group,
        weeks,
        dueWeekday,
        homework,
        examOnline,
      },
      draw.papers,
    ),
    meetings,
    replaced,
    hours: hoursOf(meetings, mode, weeks),
    opensAt: midnight(0) + random.pick([0, 0, 0, 8]) * HOUR,
    closesAt: midnight(weeks * 7) - random.pick([0, 0, 0, 4]) * HOUR,
    busyDay: random.int(0, 4),
  };
}

/** Two sections of a course belong to one group: same paper, same weights. */
function namesOf({ at, plan }: OfferingDraw) {
  const section = plan.kind === 'class' ? (plan.pair % 2) + 1 : 1;
  const college =
    COLLEGES[(plan.kind === 'class' ? Math.floor(plan.pair / 2) : plan.n) % COLLEGES.length] ??
    'CS';
  const number =
    plan.kind === 'class'
      ? 101 + plan.n + 10 * Math.floor(plan.pair / 2 / COLLEGES.length)
      : 301 + Math.floor(plan.n / COLLEGES.length);
  const course = `${college}${number}`;
  const title =
    TITLES[
      (COLLEGES as readonly string[]).indexOf(college) + (plan.kind === 'class' ? plan.n : 0)
    ] ?? '选修课';
  return {
    id: `${course}-2026S-0${section}`,
    course,
    group: `${course}-2026S`,
    title: `${title}（${section} 班）`,
    college,
    teacher: `t-${at + 1}`,
  };
}

const modeOf = (plan: OfferingPlan, random: Random): SimOffering['mode'] => {
  if (plan.kind === 'elective') return 'fully_online';
  // The first two of a campus are blended, whatever its size.
  if (plan.pair === 0 && plan.n < 2) return 'blended';
  return random.pick(['blended', 'blended', 'blended', 'blended', 'other'] as const);
};

/** Every vendor has its customers; those with the densest beats have few. */
function platformOf(platforms: readonly Platform[], at: number, random: Random): Platform {
  const first = platforms[at % Math.max(3, platforms.length)];
  if (first && at < platforms.length && first.cadenceSec > 20) return first;
  const weights = platforms.map(({ cadenceSec }) => Math.min(1, cadenceSec / 30));
  return random.pick([platforms[random.weighted(weights)] ?? random.pick(platforms)]);
}

function signInOn(own: Platform, platforms: readonly Platform[], random: Random): Platform[] {
  const other = random.pick(platforms);
  const drawn = random.unit();
  if (drawn < 0.65 || other === own) return [own];
  return drawn < 0.85 ? [other] : [own, other];
}

/** One to three videos a week, of the lengths a platform's teachers record. */
function drawVideos(id: string, weeks: number, platform: Platform, random: Random): SimVideo[] {
  const perWeek = random.pick([1, 2, 2, 3]);
  const median = platform.cadenceSec < 10 ? 300 : random.pick([360, 480, 600]);
  return Array.from({ length: perWeek * weeks }, (_, n) => ({
    id: `${id}-v${n + 1}`,
    lengthSec: Math.round(Math.min(2700, Math.max(90, random.lognormal(median, 0.45)))),
    week: Math.floor(n / perWeek),
  }));
}

/** At least a third of a compulsory course is taught in the room (article 9). */
function hoursOf(
  meetings: readonly { readonly hours: number }[],
  mode: SimOffering['mode'],
  weeks: number,
): SimOffering['hours'] {
  const taught = meetings.reduce((sum, { hours }) => sum + hours, 0);
  const online = mode === 'blended' ? weeks : mode === 'fully_online' ? weeks * 4 : 0;
  const total = Math.max(online + taught, 1);
  return mode === 'fully_online'
    ? { total, online: total, offline: 0 }
    : { total, online, offline: taught };
}
