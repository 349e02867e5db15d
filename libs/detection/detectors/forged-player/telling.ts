import type { Mark } from '../../baselines/viewing-marks.js';
import type { Finding, InnocentExplanation, SignalNumber } from '../../signal.js';
import { round } from '../reading.js';
import { counted } from '../wording.js';
import type { Limits } from './day.js';
import type { OddMark } from './odd.js';
import type { Contrast } from './weigh.js';

const WORDS: Readonly<Record<Mark, { readonly zh: string; readonly en: string }>> = {
  player: { zh: '播放器事件', en: "the player's own events" },
  begun: { zh: '心跳之前的载入或播放事件', en: 'a start before the first heartbeat' },
  endedAfter: { zh: '先播放后结束的顺序', en: 'an end that follows the playing' },
  fraction: { zh: '进度的小数位', en: 'positions of the usual precision' },
  seq: { zh: '心跳序号', en: 'the usual sequence numbers' },
  interval: { zh: '心跳间隔字段', en: 'the usual interval member' },
  foreground: { zh: '前台标志', en: 'the usual foreground flag' },
  muted: { zh: '静音标志', en: 'the usual mute flag' },
  rate: { zh: '倍速字段', en: 'the usual rate member' },
  cumulative: { zh: '累计时长字段', en: 'the usual running total' },
  length: { zh: '视频长度字段', en: 'the usual length member' },
  ip: { zh: '客户端地址', en: 'the usual client address' },
  userAgent: { zh: '客户端标识', en: 'the usual user agent' },
  device: { zh: '设备标识', en: 'the usual device id' },
  late: { zh: '迟到的记录', en: 'late records' },
  prompt: { zh: '及时的上传', en: 'the usual promptness' },
  grid: { zh: '平台自身的心跳周期', en: "the platform's own heartbeat period" },
  even: { zh: '平台心跳的规律性', en: "the evenness of the platform's timer" },
  rough: { zh: '真实网络应有的时间抖动', en: 'the jitter that networks leave' },
  page: { zh: '登录或页面记录', en: 'a login or a page' },
  visit: { zh: '登录或页面记录', en: 'a login or a page' },
  counts: { zh: '逐次递增的心跳序号', en: 'sequence numbers that count' },
  paced: { zh: '与所报倍速相符的进度', en: 'progress at the rate that is declared' },
};

export function numbersOf(
  odd: number,
  marks: readonly OddMark[],
  limit: Limits,
): readonly SignalNumber[] {
  // Fewer are enough where they are all that there are of the course.
  const fewest = odd < limit.fewestViewings ? limit.fewestOfAll : limit.fewestViewings;
  return [
    { name: 'odd_viewings', value: odd, threshold: fewest, unit: 'viewings' },
    ...marks.slice(0, 4).map(({ mark, count, usually }) => ({
      name: `without_usual_${mark.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`,
      value: count,
      threshold: Math.max(fewest, round(usually * odd * limit.beyondUsual, 1)),
      unit: 'viewings',
    })),
  ];
}

export function reasonOf(
  marks: readonly OddMark[],
  accounts: number,
  contrast: Contrast,
): Finding['reason'] {
  const most = marks.reduce((sum, { count }) => Math.max(sum, count), 0);
  const rare = round(Math.max(0.5, ...marks.map(({ usually }) => usually * 100)), 1);
  const zh = marks.map(({ mark }) => WORDS[mark].zh).join('、');
  const en = marks.map(({ mark }) => WORDS[mark].en).join(', ');
  const apart = contrast !== 'none' && contrast !== 'other_client';
  return {
    zh: `本课程有 ${most} 次观看与该平台自身的播放器不符，缺少：${zh}；全平台（${accounts} 个账号）如此的观看不超过 ${rare}%${apart ? '，该生在同平台的其他观看也都正常' : ''}。`,
    en: `${counted(most, 'viewing')} in this course ${most === 1 ? 'is' : 'are'} unlike the platform's own player and ${most === 1 ? 'lacks' : 'lack'} ${en}; at most ${rare} % of the platform's viewings (${counted(accounts, 'account')}) do${apart ? ", and this student's other viewings there are normal" : ''}.`,
  };
}

export const innocentOf = (contrast: Contrast): readonly InnocentExplanation[] => [
  {
    name: 'other_client',
    tested: "an app that says less would show in the same client's other viewings and visits",
    outcome:
      contrast === 'same_client'
        ? 'excluded'
        : contrast === 'none' || contrast === 'other_client'
          ? 'possible'
          : 'unlikely',
  },
  {
    name: 'feed_quality',
    tested: "compared with what the platform's feed says of everybody in the same weeks",
    outcome: 'unlikely',
  },
  {
    name: 'bad_connection',
    tested: 'timing alone weighs little, and player events do not depend on it',
    outcome: contrast === 'none' ? 'possible' : 'unlikely',
  },
];
