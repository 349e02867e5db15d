import type { Random } from '../random.js';
import { DAY, HOUR, localText, midnight, MIN } from './calendar.js';
import { PLATFORMS, type Platform } from './platforms.js';

export interface SimVideo {
  readonly id: string;
  readonly lengthSec: number;
}

export interface SimMeeting {
  readonly id: string;
  readonly day: number;
  readonly startsAt: number;
  readonly endsAt: number;
  readonly method: 'qr' | 'location' | 'code';
}

export interface SimOffering {
  readonly id: string;
  readonly title: string;
  readonly college: string;
  readonly teacher: string;
  readonly platform: Platform;
  readonly mode: 'fully_online' | 'blended';
  readonly category: 'general_elective' | 'general_compulsory' | 'major';
  readonly videos: readonly SimVideo[];
  readonly meetings: readonly SimMeeting[];
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
/** Videos a course offers from the first day; a class follows two a week. */
export const VIDEOS = 32;

export function makeOfferings(students: number, weeks: number, random: Random): SimOffering[] {
  const count = Math.max(6, Math.round((students * 2.5) / 60));
  return Array.from({ length: count }, (_, at) =>
    makeOffering(at, weeks, random.fork('offering', at)),
  );
}

function makeOffering(at: number, weeks: number, random: Random): SimOffering {
  const college = COLLEGES[at % COLLEGES.length] ?? 'CS';
  const id = `${college}${101 + Math.floor(at / COLLEGES.length)}-2026S-01`;
  const mode = at % 4 === 3 ? 'fully_online' : 'blended';
  return {
    id,
    title: `${TITLES[at % TITLES.length] ?? '选修课'}（${at + 1} 班）`,
    college,
    teacher: `t-${at + 1}`,
    platform: PLATFORMS[at % PLATFORMS.length] ?? PLATFORMS[0],
    mode,
    category:
      mode === 'fully_online' ? 'general_elective' : random.pick(['general_compulsory', 'major']),
    videos: Array.from({ length: VIDEOS }, (_, n) => ({
      id: `${id}-v${n + 1}`,
      lengthSec: random.int(240, 900),
    })),
    meetings: mode === 'blended' ? makeMeetings(id, weeks, random) : [],
  };
}

function makeMeetings(id: string, weeks: number, random: Random): SimMeeting[] {
  const days = random.some([0, 1, 2, 3, 4], 2).sort();
  const hours = days.map(() => random.pick([8, 10, 14, 16]));
  const method = random.pick(['qr', 'qr', 'location', 'code'] as const);
  return Array.from({ length: weeks * 2 }, (_, n): SimMeeting => {
    const day = Math.floor(n / 2) * 7 + (days[n % 2] ?? 0);
    const startsAt = midnight(day) + (hours[n % 2] ?? 8) * HOUR;
    return { id: `${id}-m${n + 1}`, day, startsAt, endsAt: startsAt + 100 * MIN, method };
  });
}

/** The offering as a roster row of the contract. */
export const offeringRow = (offering: SimOffering, weeks: number) => ({
  id: offering.id,
  course: offering.id.split('-')[0],
  term: '2026S',
  title: offering.title,
  college: offering.college,
  owner: offering.teacher,
  teachers: [offering.teacher],
  group: offering.id.replace(/-01$/, ''),
  category: offering.category,
  compulsory: offering.category !== 'general_elective',
  mode: offering.mode,
  source: 'self_built',
  hours:
    offering.mode === 'blended'
      ? { total: 48, online: 16, offline: 32 }
      : { total: 32, online: 32, offline: 0 },
  window: { from: localText(midnight(0)), to: localText(midnight(weeks * 7) + 14 * DAY) },
  scheme:
    offering.mode === 'blended'
      ? { process: 4000, midterm: 2000, final: 4000, finalMode: 'offline' }
      : { process: 6000, midterm: 0, final: 4000, finalMode: 'online' },
  platforms: [offering.platform.source],
  videos: offering.videos.map((video, at) => ({ ...video, order: at + 1 })),
  assessments: Array.from({ length: weeks }, (_, at) => ({
    id: `${offering.id}-q${at + 1}`,
    kind: 'quiz',
    items: 8,
  })),
});
