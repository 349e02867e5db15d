import { Random } from '../simulator/random.js';

export const SEC = 1000;
export const MIN = 60 * SEC;
export const HOUR = 60 * MIN;
export const DAY = 24 * HOUR;
/** A Monday, midnight in Shanghai. */
export const BEGIN = Date.parse('2026-09-07T00:00:00+08:00');

/** A vendor: what its client sends, and by which clock. */
export interface Vendor {
  readonly source: string;
  readonly beatSec: number;
  /** Player events besides heartbeats. */
  readonly player: boolean;
  /** The device stamps, the server's clock goes along. */
  readonly device: boolean;
  readonly members: (
    position: number,
    seq: number,
    rate: number,
  ) => Readonly<Record<string, unknown>>;
  readonly autoplay: boolean;
  readonly answers: 'response' | 'correct';
}

export const VENDORS: readonly [Vendor, Vendor, Vendor] = [
  {
    ...{ source: 'xuexi', beatSec: 60, player: true, device: false, autoplay: true },
    members: (_, __, rate) => ({ rate, foreground: true }),
    answers: 'response',
  },
  {
    ...{ source: 'ykt', beatSec: 20, player: true, device: true, autoplay: false },
    members: (_, seq, rate) => ({ seq, rate, intervalSec: 20 }),
    answers: 'response',
  },
  {
    ...{ source: 'zhidao', beatSec: 30, player: false, device: false, autoplay: false },
    members: () => ({}),
    answers: 'correct',
  },
];

export interface Item {
  readonly id: string;
  readonly key: string;
  readonly difficulty: number;
  readonly lure: string;
}

export interface Paper {
  readonly id: string;
  readonly kind: 'quiz' | 'exam';
  readonly opensAt: number;
  readonly closesAt: number;
  readonly items: readonly Item[];
}

export interface ClassMeeting {
  readonly id: string;
  readonly startsAt: number;
  readonly method: 'qr' | 'location';
  readonly lat: number;
  readonly lon: number;
}

export interface Course {
  readonly id: string;
  readonly vendor: Vendor;
  readonly videos: readonly { readonly id: string; readonly lengthSec: number }[];
  readonly papers: readonly Paper[];
  readonly meetings: readonly ClassMeeting[];
}

export interface Learner {
  readonly index: number;
  readonly number: string;
  readonly random: Random;
  readonly building: number;
  readonly room: number;
  readonly ability: number;
  readonly courses: readonly Course[];
  readonly traits: ReadonlySet<string>;
}

const TRAITS: readonly (readonly [string, number])[] = [
  ['night', 0.05],
  ['binge', 0.1],
  ['background', 0.08],
  ['fast', 0.2],
  ['two_tabs', 0.05],
  ['vpn', 0.05],
  ['carrier', 0.06],
  ['new_phone', 0.05],
  ['offline', 0.06],
  ['slow_clock', 0.06],
  ['able', 0.08],
  ['lab', 0.08],
  ['home_pc', 0.06],
  ['travel', 0.05],
  ['on_paper', 0.06],
  ['hotspot', 0.05],
];

export function drawCampus(students: number, weeks: number, seed: number) {
  const random = new Random(seed);
  const courses = Array.from({ length: Math.max(4, Math.round(students / 35)) }, (_, n) =>
    drawCourse(n, weeks, random.fork('course', n)),
  );
  const learners = Array.from({ length: students }, (_, index): Learner => {
    const own = random.fork('learner', index);
    return {
      index,
      number: `S${String(20_000 + index)}`,
      random: own,
      building: Math.floor(index / 160),
      room: Math.floor(index / 4) % 40,
      ability: own.normal(0, 1),
      courses: own.some(courses, 4),
      traits: new Set(TRAITS.flatMap(([name, share]) => (own.chance(share) ? [name] : []))),
    };
  });
  return { courses, learners, random };
}

function drawCourse(n: number, weeks: number, random: Random): Course {
  const id = `K${n + 1}`;
  const vendor = VENDORS[n % 3] ?? VENDORS[0];
  const papers = Array.from({ length: weeks }, (_, week) =>
    drawPaper(`${id}-t${week}`, 'quiz', week, random),
  );
  const blended = n % 2 === 0;
  const slot = (n % 4) * 2 + 8;
  return {
    id,
    vendor,
    videos: Array.from({ length: random.int(14, 22) }, (_, v) => ({
      id: `${id}-${v}`,
      lengthSec: random.int(280, 1100),
    })),
    papers: [...papers, drawPaper(`${id}-final`, 'exam', weeks - 1, random)],
    meetings: blended
      ? Array.from({ length: weeks * 2 }, (_, m) => ({
          id: `${id}-m${m}`,
          startsAt:
            BEGIN + Math.floor(m / 2) * 7 * DAY + ((m % 2) * 2 + (n % 3)) * DAY + slot * HOUR,
          method: n % 4 === 0 ? ('qr' as const) : ('location' as const),
          lat: 36.73 + (n % 5) * 0.0007,
          lon: 101.75 + (n % 7) * 0.0006,
        }))
      : [],
  };
}

function drawPaper(id: string, kind: 'quiz' | 'exam', week: number, random: Random): Paper {
  const opensAt =
    BEGIN + (week * 7 + (kind === 'quiz' ? 0 : 5)) * DAY + (kind === 'quiz' ? 8 : 14) * HOUR;
  return {
    ...{ id, kind, opensAt },
    closesAt: kind === 'quiz' ? opensAt + 6.6 * DAY : opensAt + 2.5 * HOUR,
    items: Array.from({ length: kind === 'quiz' ? 8 : 30 }, (_, n) => {
      const [key = 'A', lure = 'B'] = random.some(['A', 'B', 'C', 'D'], 2);
      return {
        id: `${id}-${n}`,
        key,
        lure,
        difficulty: random.normal(kind === 'quiz' ? -0.6 : 0, 1),
      };
    }),
  };
}

export const rosterFileOf = (
  { courses, learners }: ReturnType<typeof drawCampus>,
  weeks: number,
) => {
  const text = (at: number) => new Date(at).toISOString();
  const window = { from: text(BEGIN), to: text(BEGIN + weeks * 7 * DAY) };
  return {
    people: [],
    students: learners.map(({ number, index }) => ({
      ...{ id: number, name: `某${index}`, college: `C${index % 5}`, adviser: 'adv' },
      accounts: [...VENDORS.map(({ source }) => source), 'dd'].map((source) => ({
        ...{
          source,
          account: source === 'ykt' ? `y${900_000 + index}` : number,
          from: null,
          to: null,
        },
      })),
    })),
    offerings: courses.map(({ id, vendor, videos, papers, meetings }) => ({
      ...{
        id,
        course: id,
        term: '2026F',
        title: id,
        college: 'C1',
        owner: 't-1',
        teachers: ['t-1'],
      },
      ...{ group: id, category: 'major', compulsory: false, source: 'self_built', window },
      mode: meetings.length > 0 ? 'blended' : 'fully_online',
      hours: { total: Math.max(32, meetings.length * 2), online: 16, offline: 16 },
      scheme: { process: 6000, midterm: 0, final: 4000, finalMode: 'online' },
      platforms: meetings.length > 0 ? [vendor.source, 'dd'] : [vendor.source],
      videos: videos.map((video, order) => ({ ...video, order })),
      assessments: papers.map(({ id: paper, kind, opensAt, closesAt, items }) => ({
        ...{ id: paper, kind, opensAt: text(opensAt), closesAt: text(closesAt) },
        ...{ items: items.length, proctored: false },
      })),
    })),
    enrolments: learners.flatMap(({ number, courses: own }) =>
      own.map(({ id }) => ({
        student: number,
        offering: id,
        status: 'active',
        at: text(BEGIN - 9 * DAY),
      })),
    ),
    meetings: courses.flatMap(({ id: offering, meetings }) =>
      meetings.map(({ id, startsAt }) => ({
        ...{ id, offering, startsAt: text(startsAt), endsAt: text(startsAt + 100 * MIN), hours: 2 },
        ...{ room: 'J-201', replaces: null, approval: null },
      })),
    ),
    leaves: [],
    networks: [
      { cidr: '172.20.0.0/16', kind: 'campus', place: '教学区' },
      { cidr: '172.21.0.0/16', kind: 'dormitory', place: '宿舍区' },
      { cidr: '172.22.0.0/24', kind: 'lab', place: '机房' },
    ],
  };
};
