import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, round, limitsOf } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type DeviceUse, type DeviceUser, type Limits } from './day.js';

type Days = readonly { readonly window: string; readonly measure: DeviceUse }[];

/** One finding per account and offering that the device served. */
export function concludeShared(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const uses = days.map(({ measure }) => measure).filter((use) => use.ground !== 'lab');
  const byAccount = groupBy(
    uses.flatMap((use) => use.users),
    (user) => user.subject,
  );
  if (byAccount.size > limit.mostAccounts) return [];
  const regular = [...byAccount].filter(([, own]) => own.length >= limit.daysEach);
  const parallelDays = uses.filter((use) => use.parallel >= 2).length;
  const llr = weigh(regular.length, parallelDays, uses, limit);
  if (llr < 3) return [];
  return regular.flatMap(([subject, own]) => {
    const offerings = new Set(own.flatMap((user) => user.offerings));
    return [...offerings]
      .sort()
      .map((offering) =>
        findingOf(subject, offering, own, { llr, accounts: regular.length, parallelDays, limit }),
      );
  });
}

/**
 * Argued, not fitted. Four people studying on one machine for days outside laboratories: a family
 * computer or an office, taken as 1 in 20 (3), each further account 2.5 times rarer (0.9); several
 * accounts open at once, which people taking turns do not do, 1 a day up to 5.
 */
function weigh(
  accounts: number,
  parallelDays: number,
  uses: readonly DeviceUse[],
  limit: Limits,
): number {
  if (accounts < limit.accounts) return 0;
  const publicUses = uses.filter((use) => use.ground !== 'elsewhere').length;
  const publicPlace = publicUses > uses.length / 2;
  if (publicPlace && parallelDays < limit.parallelDays) return 0;
  return Math.min(12, round(3 + 0.9 * (accounts - limit.accounts) + Math.min(5, parallelDays), 3));
}

interface Whole {
  readonly llr: number;
  readonly accounts: number;
  readonly parallelDays: number;
  readonly limit: Limits;
}

function findingOf(
  subject: string,
  offering: string,
  own: readonly DeviceUser[],
  { llr, accounts, parallelDays, limit }: Whole,
): Finding {
  const inOffering = own.filter((user) => user.offerings.includes(offering));
  return {
    anchor: `${subject} ${offering}`,
    subject,
    offering,
    llr,
    events: citations(inOffering.flatMap((user) => user.events)),
    numbers: [
      { name: 'accounts', value: accounts, threshold: limit.accounts, unit: 'accounts' },
      { name: 'days', value: own.length, threshold: limit.daysEach, unit: 'days' },
      {
        name: 'parallel_days',
        value: parallelDays,
        threshold: limit.parallelDays,
        unit: 'days',
      },
    ],
    reason: {
      zh: `机房之外的同一台设备长期用于 ${accounts} 个账号的学习，其中本账号 ${own.length} 天${parallelDays > 0 ? `；有 ${parallelDays} 天多个账号交替打开` : ''}。`,
      en: `One device outside the laboratories served the study of ${counted(accounts, 'account')}, this one on ${counted(own.length, 'day')}${parallelDays > 0 ? `; on ${counted(parallelDays, 'day')} several accounts were open at once` : ''}.`,
    },
    innocent: INNOCENT,
    firstAt: inOffering.reduce((least, user) => Math.min(least, user.firstAt), Infinity),
    lastAt: inOffering.reduce((most, user) => Math.max(most, user.lastAt), -Infinity),
    baselines: [],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'shared_machine',
    tested: 'laboratories are left out; in dormitories and on campus accounts must be open at once',
    outcome: 'unlikely',
  },
  {
    name: 'borrowed_device',
    tested:
      'accounts with fewer than three days on the device, and devices of up to three accounts, are left out',
    outcome: 'excluded',
  },
];
