import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations } from '../reading.js';
import { counted } from '../wording.js';
import type { Limits } from './day.js';
import type { Sign } from './signs.js';

export interface Found {
  readonly subject: string;
  readonly offering: string;
  readonly signs: readonly Sign[];
  readonly llr: number;
  readonly n: number;
  readonly limit: Limits;
}

export function findingOf({ subject, offering, signs, llr, n, limit }: Found): Finding {
  const seen = signs.flatMap((sign) => sign.seen);
  return {
    anchor: subject,
    subject,
    offering,
    llr,
    events: citations(seen.map(({ source, id }) => ({ source, id }))),
    numbers: signs.map(({ kind, seen: own }) => ({
      name: NAMES[kind],
      value: own.length,
      threshold: { quick: limit.compared, nameless: 2, leaves: limit.leavings }[kind],
      unit: 'meetings',
    })),
    reason: {
      zh: signs.map((sign) => sentencesOf(sign, limit).zh).join(''),
      en: signs.map((sign) => sentencesOf(sign, limit).en).join(' '),
    },
    innocent: INNOCENT,
    firstAt: seen.reduce((least, { at }) => Math.min(least, at), Infinity),
    lastAt: seen.reduce((most, { at }) => Math.max(most, at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n }],
  };
}

const NAMES = {
  quick: 'quick_from_elsewhere',
  nameless: 'client_without_name',
  leaves: 'left_in_same_second',
} as const;

function sentencesOf({ kind, seen, of, percent }: Sign, { leavesSec }: Limits) {
  const meetings = counted(seen.length, 'meeting');
  switch (kind) {
    case 'quick':
      return {
        zh: `${of} 次签到中有 ${seen.length} 次来自校外线路或宿舍，且快于全班绝大多数人（中位仅 ${percent}% 的人不晚于它）；以平常方式签到时该账号则与他人一样慢。`,
        en: `At ${meetings} of ${of} it signed in from elsewhere and at once (in the middle only ${percent}% of the class were no later), while by its usual way the same account is as slow as others.`,
      };
    case 'nameless':
      return {
        zh: `${of} 次签到中有 ${seen.length} 次的客户端没有标明自己，而全班的记录中只有 ${percent}% 如此。`,
        en: `At ${meetings} of ${of} the client did not name itself, as ${percent}% of the class's records do not.`,
      };
    case 'leaves':
      return {
        zh: `${of} 次直播课中有 ${seen.length} 次一开就进入，并在结束前后的同一秒（${leavesSec} 秒之内）离开；其他人只有 ${percent}% 在那一秒离开。`,
        en: `At ${meetings} of ${of} it came to the live room at once and left it within the same ${leavesSec} s around the end, as ${percent}% of the others do.`,
      };
  }
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'always_quick',
    tested: 'whoever signs in at once does so by every way; here only one of the two is quick',
    outcome: 'unlikely',
  },
  {
    name: 'room_closed_by_host',
    tested: 'seconds in which a tenth of the class left are left out',
    outcome: 'excluded',
  },
  {
    name: 'record_shortened',
    tested: 'how often the same platform leaves the client out for the rest of the class',
    outcome: 'unlikely',
  },
  {
    name: 'network',
    tested: 'where a third of the class is on unregistered lines they tell no place',
    outcome: 'excluded',
  },
];
