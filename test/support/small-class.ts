/** The people of the journeys: reference data in the contract's shape. */
export const PEOPLE = [
  { id: 'li', name: '李诚', roles: ['officer'], college: null },
  { id: 'wang', name: '王正', roles: ['officer'], college: null },
  { id: 'ma', name: '马莉', roles: ['officer'], college: 'MA' },
  { id: 'zhao', name: '赵敏', roles: ['reviewer'], college: null },
  { id: 'chen', name: '陈学', roles: ['committee'], college: null },
  { id: 'sun', name: '孙立', roles: ['committee'], college: null },
  { id: 'zhou', name: '周平', roles: ['committee'], college: null },
  { id: 'wu', name: '吴越', roles: ['registrar'], college: null },
];

export interface Student {
  readonly id: string;
  readonly name: string;
  /** On the platform: neither the number nor the name, so that each can be looked for by itself. */
  readonly account: string;
  readonly offering: string;
}

const ELECTIVE = 'GE101-2026S-01';
const MAJOR = 'CS101-2026S-01';

/** They have a program write their records: positions run twelve times faster than the clock. */
export const BRUSHERS = {
  elective: { id: '2023010123', name: '王小明', account: 'xiaoming.w', offering: ELECTIVE },
  major: { id: '2023010124', name: '李雷', account: 'lei.lilei', offering: MAJOR },
  cleared: { id: '2023010125', name: '韩梅梅', account: 'hanmm', offering: MAJOR },
  dismissed: { id: '2023010126', name: '张三丰', account: 'taiji.z3', offering: ELECTIVE },
} as const satisfies Readonly<Record<string, Student>>;

export const HONEST: readonly Student[] = [
  { id: '2023010127', name: '欧阳修文', account: 'ouyangxw', offering: ELECTIVE },
  { id: '2023010128', name: '诸葛晓亮', account: 'zhugexl', offering: MAJOR },
];

export const STUDENTS: readonly Student[] = [...Object.values(BRUSHERS), ...HONEST];

const VIDEO_SEC = 1800;
const VIDEOS = [1, 2, 3, 4, 5, 6].map((order) => ({
  id: `v${order}`,
  lengthSec: VIDEO_SEC,
  order,
}));

const offering = (id: string, category: string) => ({
  id,
  course: id.slice(0, 5),
  term: '2026S',
  title: `课程 ${id}`,
  college: id.slice(0, 2),
  owner: 't-17',
  teachers: ['t-17'],
  category,
  compulsory: category === 'major',
  mode: 'blended',
  source: 'self_built',
  hours: { total: 48, online: 32, offline: 16 },
  window: { from: '2026-03-01T00:00:00+08:00', to: '2026-07-10T00:00:00+08:00' },
  scheme: { process: 4000, midterm: 2000, final: 4000, finalMode: 'offline' },
  platforms: ['chaoxing'],
  videos: VIDEOS,
});

export const ROSTER = {
  people: [...PEOPLE, { id: 't-17', name: '任课教师', roles: ['teacher'], college: 'CS' }],
  students: STUDENTS.map(({ id, name, account }) => ({
    id,
    name,
    college: 'CS',
    accounts: [{ source: 'chaoxing', account, from: null, to: null }],
  })),
  offerings: [offering(ELECTIVE, 'general_elective'), offering(MAJOR, 'major')],
  enrolments: STUDENTS.map((student) => ({
    student: student.id,
    offering: student.offering,
    status: 'active',
    at: '2026-02-20T00:00:00+08:00',
  })),
};

interface Pace {
  readonly startsAt: number;
  readonly beatSec: number;
  /** Seconds of video per second of clock. */
  readonly speed: number;
  readonly videos: number;
  /** Sets this student's event ids apart; an id that named the account would be the vendor's leak. */
  readonly prefix: string;
}

const BRUSHING = {
  startsAt: Date.parse('2026-03-02T09:00:00+08:00'),
  beatSec: 5,
  speed: 12,
  videos: 6,
};
const STUDYING = {
  startsAt: Date.parse('2026-03-02T19:00:00+08:00'),
  beatSec: 30,
  speed: 1,
  videos: 2,
};

/** One student's evening, one video after the other, as CloudEvents. */
const evening = (student: Student, { startsAt, beatSec, speed, videos, prefix }: Pace) => {
  const beats = VIDEO_SEC / (beatSec * speed);
  const videoMs = (beats + 1) * beatSec * 1000;
  return VIDEOS.slice(0, videos).flatMap((video, at) =>
    Array.from({ length: beats + 1 }, (_, beat) => ({
      specversion: '1.0',
      id: `${prefix}-${video.id}-${beat}`,
      source: 'chaoxing',
      type: 'probity.video.heartbeat.v1',
      subject: student.account,
      time: new Date(startsAt + at * videoMs + beat * beatSec * 1000).toISOString(),
      data: {
        offering: student.offering,
        activity: video.id,
        session: `s-${prefix}`,
        client: { ip: '203.0.113.7', userAgent: '浏览器/1.0', deviceId: `d-${prefix}` },
        positionSec: beat * beatSec * speed,
        lengthSec: VIDEO_SEC,
        rate: 1,
        intervalSec: beatSec,
      },
    })),
  );
};

/** Four blatant brushers among honest students. */
export const EVENTS = [
  ...Object.values(BRUSHERS).flatMap((student, at) =>
    evening(student, { ...BRUSHING, prefix: `b${at}` }),
  ),
  ...HONEST.flatMap((student, at) => evening(student, { ...STUDYING, prefix: `h${at}` })),
];
