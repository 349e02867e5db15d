import type { Random } from '../random.js';

/** How one vendor's feed looks: no two are alike, and a judge must not need them to be. */
export interface Platform {
  readonly source: string;
  readonly app: string;
  /** From every 5 s to every 180 s (threats.md 1.2: one vendor went from 30 s to three minutes). */
  readonly cadenceSec: number;
  /** Some players beat first after a random part of the period, then settle (threats.md 1.2). */
  readonly firstBeat: 'whole' | 'random';
  /** Loading, playing, pausing, seeking, ending; or playing and ending alone; or nothing. */
  readonly player: 'rich' | 'some' | 'none';
  /** What `rate` says: the truth, always 1, or nothing. */
  readonly rate: 'true' | 'one' | 'none';
  readonly beat: {
    readonly seq: boolean;
    readonly intervalSec: boolean;
    readonly foreground: boolean;
    readonly cumulative: boolean;
    /** Decimals of a position. */
    readonly decimals: 0 | 1 | 3;
    /** Heartbeats that the app keeps and sends together. */
    readonly batch: number;
    /** Share of heartbeats that never arrive. */
    readonly lost: number;
  };
  /** Share of a video after which it is told complete. */
  readonly completesAt: number;
  /** Whether devices stamp `time` and the server adds `recordedtime`; else the server stamps. */
  readonly recorded: boolean;
  readonly wholeSeconds: boolean;
  readonly tells: {
    readonly sessions: boolean;
    /** Whether a session's end is told, too. */
    readonly ends: boolean;
    readonly grades: boolean;
    readonly pages: boolean;
    readonly deviceId: boolean;
    readonly userAgent: boolean;
    /** In which events an address stands. */
    readonly ip: 'all' | 'not_video' | 'none';
    readonly geo: 'all' | 'sign_in' | 'none';
    /** Decimals of a position on Earth; four are eleven metres. */
    readonly geoDecimals: 4 | 5 | 6;
  };
  readonly answers: {
    readonly response: boolean;
    readonly correct: boolean;
    readonly elapsedSec: boolean;
    /** Whether each answer is told when given, or all of them at submission. */
    readonly told: 'each' | 'at_submit';
    /** Whether turning to an item is told as a page view. */
    readonly pages: boolean;
    readonly score: boolean;
  };
  /** Whether the teacher's opening and closing of a sign-in is told. */
  readonly opensMeetings: boolean;
  /** Whether people sign out of a meeting as well. */
  readonly signsOut: boolean;
  /** Seconds after which a sign-in code turns over. */
  readonly codeSec: number;
  /** When the vendor declares its feed complete. */
  readonly declares: 'daily' | 'weekly' | 'end';
  /** The vendor's own accusations: share of the honest it accuses, share of brushing it sees. */
  readonly reports: { readonly falsely: number; readonly rightly: number };
  /** Accounts are student numbers, or the vendor's own numbers. */
  readonly accounts: 'number' | 'own';
  /** A day on which nothing of it comes in; it is sent on the next. */
  readonly outage:
    { readonly day: number; readonly fromHour: number; readonly hours: number } | undefined;
  /** Share of events sent twice: a vendor never knows whether the first got through. */
  readonly twice: number;
}

const NAMES: readonly (readonly [string, string])[] = [
  ['chaoxing', 'ChaoXingStudy'],
  ['zhihuishu', 'Zhihuishu'],
  ['yuketang', 'Yuketang'],
  ['xuetangx', 'XuetangX'],
  ['icourse', 'iCourse'],
  ['campus-live', 'CampusLive'],
  ['touge', 'EduCoder'],
  ['pmphmooc', 'PMPH'],
];

/** Ranges from which cadences come, so that a small campus too has frequent and rare beats. */
const CADENCES: readonly (readonly [number, number])[] = [
  [45, 60],
  [25, 35],
  [30, 50],
  [150, 180],
  [10, 20],
  [60, 60],
  [5, 8],
  [80, 120],
];

/** As many vendors as a campus of this size has; parameters are drawn for each. */
export function drawPlatforms(offerings: number, days: number, random: Random): Platform[] {
  const count = Math.max(3, Math.min(NAMES.length, Math.round(offerings / 4)));
  return NAMES.slice(0, count).map(([source, app], at) =>
    drawPlatform(source, app, at, days, random.fork('platform', at)),
  );
}

/** The first sends most, the second little, the third stamps at the server; the rest as it comes. */
function drawPlatform(
  source: string,
  app: string,
  at: number,
  days: number,
  random: Random,
): Platform {
  const [low, high] = CADENCES[at] ?? [30, 60];
  const plain = at === 0;
  const player = plain
    ? 'rich'
    : at === 1
      ? 'none'
      : random.pick(['rich', 'rich', 'some', 'none'] as const);
  return {
    source,
    app,
    cadenceSec: random.int(low, high),
    firstBeat: random.pick(['whole', 'random']),
    player,
    rate: plain ? 'true' : random.pick(['true', 'one', 'none'] as const),
    beat: {
      seq: plain || random.chance(0.5),
      intervalSec: plain || random.chance(0.6),
      foreground: random.chance(0.5),
      cumulative: random.chance(0.3),
      decimals: random.pick([0, 1, 3] as const),
      batch: plain ? 1 : random.pick([1, 1, 1, 4, 6]),
      lost: random.pick([0, 0.001, 0.004, 0.015]),
    },
    completesAt: random.pick([1, 1, 0.95, 0.9]),
    recorded: at === 0 || (at !== 2 && random.chance(0.5)),
    wholeSeconds: !plain && random.chance(0.3),
    tells: drawTells(plain, random.fork('tells')),
    answers: drawAnswers(plain, random.fork('answers')),
    opensMeetings: plain || random.chance(0.6),
    signsOut: !plain && random.chance(0.2),
    codeSec: random.pick([10, 10, 15, 20]),
    declares: plain ? 'weekly' : random.pick(['daily', 'weekly', 'weekly', 'end', 'end'] as const),
    reports: {
      falsely: random.pick([0, 0.0005, 0.001, 0.003]),
      rightly: random.pick([0, 0.1, 0.3]),
    },
    accounts: at === 3 || at === 6 ? 'own' : 'number',
    outage: random.chance(0.5)
      ? {
          day: random.int(2, Math.max(3, days - 3)),
          fromHour: random.int(0, 18),
          hours: random.int(2, 6),
        }
      : undefined,
    twice: random.pick([0.001, 0.004, 0.02]),
  };
}

const drawTells = (plain: boolean, random: Random): Platform['tells'] => ({
  sessions: plain || random.chance(0.9),
  ends: random.chance(0.5),
  grades: plain || random.chance(0.5),
  pages: plain || random.chance(0.85),
  deviceId: plain || random.chance(0.75),
  userAgent: plain || random.chance(0.9),
  ip: plain ? 'all' : random.pick(['all', 'all', 'all', 'not_video', 'none'] as const),
  geo: random.pick(['all', 'sign_in', 'sign_in', 'none'] as const),
  geoDecimals: random.pick([6, 6, 5, 4] as const),
});

function drawAnswers(plain: boolean, random: Random): Platform['answers'] {
  const response = plain || random.chance(0.7);
  const correct = plain || random.chance(0.75);
  return {
    response,
    correct,
    elapsedSec: (!response && !correct) || random.chance(0.6),
    told: plain ? 'each' : random.pick(['each', 'each', 'each', 'at_submit'] as const),
    pages: plain || random.chance(0.5),
    score: plain || random.chance(0.8),
  };
}
