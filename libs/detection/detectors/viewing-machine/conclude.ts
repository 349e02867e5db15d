import { machinesApart, NETWORK_LINE, PLATFORM_MACHINES } from '../../baselines/names.js';
import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type Limits } from './day.js';
import type { KeptMachines } from './kept.js';
import { playersIn, type Player } from './machines.js';

/** One finding per course that a machine plays which does nothing else. */
export function conclude(
  days: readonly Measured<KeptMachines>[],
  context: JudgeContext,
): readonly Finding[] {
  const subject = known(days[0]?.subject);
  const limit = limitsOf(defaults, context.parameters);
  return playersIn(days, limit).flatMap((player) => {
    const usual = usualFor(player, context);
    const llr = weigh(player, usual, limit);
    return llr < 1 ? [] : [findingOf(subject, player, usual, llr, limit)];
  });
}

/** What the population says of such machines. */
interface Usual {
  /** Share of the platform's accounts with machines that never meet; 1 where unknown. */
  readonly share: number;
  readonly n: number;
  /** Most accounts on one of its lines in a week. */
  readonly household: number;
  readonly of: string;
  readonly cites: readonly string[];
}

const MOST_LINES = 8;

function usualFor({ spots }: Player, { baselines }: JudgeContext): Usual {
  const last = spots.reduce((most, spot) => (spot.lastAt > most.lastAt ? spot : most));
  const apart = baselines.read(PLATFORM_MACHINES, machinesApart(last.source), last.lastAt);
  const lines = new Map(
    spots.flatMap(({ ground, net, lastAt }) => (ground === 'line' ? [[net, lastAt]] : [])),
  );
  const told = [...lines].slice(0, MOST_LINES).flatMap(([line, at]) => {
    const read = baselines.read(NETWORK_LINE, line, at);
    return read && read.n > 0 ? read : [];
  });
  return {
    ...{ share: apart?.value ?? 1, n: apart?.n ?? 0, of: last.source },
    household: Math.max(1, ...told.map(({ value }) => value)),
    cites: [...new Set([...(apart ? [apart] : []), ...told].map(({ cite }) => cite))].sort(),
  };
}

/**
 * Argued, not fitted. Chance that a machine's days all fall to one course's videos, among days of the
 * week and weekends apart: 0.6 of its nats, at most 4, for a course is watched in stretches. Papers and pages follow videos
 * to the machine that plays them: 0.3 of the chance that none of so many days of them did, at most 3. How few of the
 * platform's people have machines that never meet: at most 2.5, and nothing while that is not
 * known. Work inside the university before and after it on the machine's own day: half a nat a day, on one side a
 * quarter, at most 2; half of it where no line says that it stands elsewhere. A hand at work inside the university
 * while a video played outside it: 2, or 3 on several days; nobody watched, whosever machine it is.
 *
 * An evening on a borrowed machine: 5 at most. A machine that came last or was there first may
 * have been replaced: 4. A journey, where no day saw both at work: 5.5; the family's computer, where the kinds of days say
 * it all: 5. A cafe or a company, by the accounts on its line: 5. A machine at
 * work in a small office, where the platform tells no pages and a video left running needs no more: 6.5. Carriers and VPNs alone are no place: 7. Without a
 * hand elsewhere, a few days: 7.5.
 */
export function weigh(player: Player, usual: Usual, limit: Limits): number {
  const { chance, paperDays, share, around, beside, meanwhile, placed } = player;
  const sole = Math.min(4, -0.6 * Math.log(chance));
  const papers = Math.min(3, -0.3 * paperDays * Math.log(1 - Math.min(0.95, share)));
  const rare = Math.min(2.5, -Math.log(Math.max(0.001, usual.share)));
  const turns = Math.min(2, 0.5 * around + 0.25 * beside) * (placed ? 1 : 0.5);
  const atOnce = meanwhile === 0 ? 0 : meanwhile === 1 ? 2 : 3;
  const caps = [
    [player.days === 1, 5],
    [!player.between, 4],
    [turns + atOnce === 0, 5.5],
    [sole < 1.2, 5],
    [usual.household > limit.household, 5],
    [!player.pageless, 6.5],
    [!placed, 7],
    [atOnce === 0 && player.days < 4, 7.5],
  ] as const;
  const most = caps.reduce((least, [holds, cap]) => (holds ? Math.min(least, cap) : least), 9);
  return round(Math.min(most, sole + papers + rare + turns + atOnce), 3);
}

function findingOf(
  subject: string,
  player: Player,
  usual: Usual,
  llr: number,
  limit: Limits,
): Finding {
  const { offering, spots, days, videos, share, paperDays, ownDays, meanwhile } = player;
  const together = player.around + player.beside;
  return {
    anchor: offering,
    ...{ subject, offering, llr },
    events: citations(spots.flatMap(({ work }) => work.flatMap(({ events }) => events))),
    numbers: [
      { name: 'videos', value: videos, threshold: limit.fewestVideos, unit: 'videos' },
      { name: 'share', value: round(share * 100), threshold: round(limit.share * 100), unit: '%' },
      { name: 'machine_days', value: days, threshold: 2, unit: 'days' },
      { name: 'paper_days', value: paperDays, threshold: limit.paperDays, unit: 'days' },
      { name: 'days_together', value: together, threshold: 1, unit: 'days' },
      ...(meanwhile > 0
        ? [{ name: 'hand_elsewhere', value: meanwhile, threshold: 1, unit: 'days' }]
        : []),
    ],
    reason: {
      zh: `本课程 ${round(share * 100)}% 的视频（${videos} 个，${days} 天）由一台从不做其他任何事的设备播放：没有签到、测验，也没有其他课程；而同一课程的测验（${paperDays} 天）都在本账号的其他设备上完成，两者从未出现在同一网络${meanwhile > 0 ? `；其中 ${meanwhile} 天视频播放时，本人正在校内操作` : ''}。`,
      en: `${round(share * 100)} % of this course's videos (${videos}, on ${counted(days, 'day')}) were played by a machine that does nothing else: no sign-in, paper or other course. The course's papers, on ${counted(paperDays, 'day')}, were done on the account's other machines, and the two never shared a network${meanwhile > 0 ? `; on ${counted(meanwhile, 'day')} a hand was at work inside the university while a video played` : ''}.`,
    },
    innocent: [
      {
        name: 'own_second_machine',
        tested:
          'machines that share a device, a browser, a dormitory or a line with the others are taken for their own person’s; papers and pages of the course would have followed the videos',
        outcome: 'unlikely',
      },
      {
        name: 'journey',
        tested: 'days on which the account was at work inside the university, too, are counted',
        outcome: together + meanwhile > 0 ? 'unlikely' : 'possible',
      },
      {
        name: 'replaced_machine',
        tested: 'a new machine takes over once: the others were at work before and after',
        outcome: player.between ? 'excluded' : 'possible',
      },
    ],
    firstAt: spots.reduce((least, spot) => Math.min(least, spot.firstAt), Infinity),
    lastAt: spots.reduce((most, spot) => Math.max(most, spot.lastAt), -Infinity),
    baselines: usual.cites,
    population: [
      { name: 'own_term', of: '', n: days + ownDays },
      ...(usual.n > 0 ? [{ name: 'platform' as const, of: usual.of, n: usual.n }] : []),
    ],
  };
}
