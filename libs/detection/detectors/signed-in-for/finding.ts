import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, round } from '../reading.js';
import { counted } from '../wording.js';
import type { Limits } from './day.js';
import type { Strange } from './strange.js';

export function findingOf(subject: string, strange: Strange, llr: number, limit: Limits): Finding {
  const { offering, signIns, contradicted, own, ownContradicted } = strange;
  const times = signIns.map(({ at }) => at);
  const meetings = contradicted.length;
  return {
    anchor: offering,
    subject,
    offering,
    llr,
    events: citations([
      ...signIns.map(({ event }) => event),
      ...contradicted.flatMap(({ acts }) => acts.map(({ event }) => event)),
    ]),
    numbers: [
      {
        name: 'sign_ins_on_it',
        value: signIns.length,
        threshold: limit.fewest,
        unit: 'sign_ins',
      },
      { name: 'meetings', value: meetings, threshold: limit.fewestContradicted, unit: 'meetings' },
      {
        name: 'share_of_other_sign_ins',
        value: round((100 * ownContradicted) / own),
        threshold: round(100 * limit.working),
        unit: '%',
      },
    ],
    reason: {
      zh: `该账号有 ${signIns.length} 次签到来自一台除本课程签到和随堂作答外从不使用的设备，其间又用自己的设备签到其他课次；其中 ${meetings} 次课上，同时有人在别处用该账号平时的设备学习其他内容，疑似他人代签。`,
      en: `${counted(signIns.length, 'sign-in')} of this account came from a device that it never uses but in these lessons, with own devices in between; at ${meetings} of these meetings own devices were at work elsewhere meanwhile, which looks like somebody else signing in.`,
    },
    innocent: INNOCENT,
    firstAt: times.reduce((least, one) => Math.min(least, one), Infinity),
    lastAt: times.reduce((most, one) => Math.max(most, one), -Infinity),
    baselines: [],
    population: [{ name: 'own_term', of: '', n: own }],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'borrowed_phone',
    tested: 'from three sign-ins on, and only where own devices work elsewhere meanwhile',
    outcome: 'unlikely',
  },
  {
    name: 'phone_replaced',
    tested: 'a device that takes over from another is left out',
    outcome: 'excluded',
  },
  {
    name: 'works_in_lectures',
    tested: 'compared with how often the same account does so while it signs in by itself',
    outcome: 'unlikely',
  },
  {
    name: 'network',
    tested:
      'acts on the campus, beside the sign-in, or on a laptop behind a carrier or a registered VPN are left out',
    outcome: 'excluded',
  },
];
