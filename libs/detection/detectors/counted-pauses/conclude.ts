import type { JudgeContext } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, groupBy, known, limitsOf, median, round, spread } from '../reading.js';
import { counted, spoken } from '../wording.js';
import { defaults, type Limits, type Pause, type PausesDay } from './day.js';
import { countedOf, type Counted } from './fractions.js';

type Days = readonly {
  readonly window: string;
  readonly subject?: string;
  readonly measure: PausesDay;
}[];

interface Student {
  readonly subject: string;
  readonly pauses: readonly Pause[];
}

/** No chance and not the player's doing, which would show in the class: what is left is a program. */
const MOST = 7;
/** Pauses looked at of one student: more say no more. */
const MOST_PAUSES = 200;
/** The class does not tell. */
const MOST_UNKNOWN = 3;
/** Fractions that chance hardly makes. */
const ODD_NATS = 3;
/** From which anything is said: of a thousand people's pauses, one's are so by chance at three or four. */
const FEWEST_NATS = 5;

/** One finding per student whose pauses are counted out in seconds, where the class's are not. */
export function concludePauses(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const offering = context.key.slice('offering:'.length);
  const students = [...groupBy(days, ({ subject }) => subject)]
    .map(([subject, own]) => ({
      subject,
      pauses: spread(
        own.flatMap(({ measure }) => measure.pauses),
        MOST_PAUSES,
      ),
    }))
    .filter(({ pauses }) => pauses.length >= limit.fewestPauses)
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
  const odd = students.filter(({ pauses }) => alikeIn(pauses).nats >= ODD_NATS);
  // A player that looks at itself once a second counts everybody's pauses.
  if (odd.length > 1 + limit.usual * students.length) return [];
  return odd.flatMap((one) => findingOf(one, { offering, mates: students.length - 1 }, limit));
}

const alikeIn = (pauses: readonly Pause[]): Counted => countedOf(pauses.map(({ sec }) => sec));

/** What chance leaves, at most 7; 3 of a class too small to say whether the player does it. */
function findingOf(
  { subject, pauses }: Student,
  { offering, mates }: { offering: string; mates: number },
  limit: Limits,
): readonly Finding[] {
  const { kind, places, nats } = alikeIn(pauses);
  const alike = places.map((at) => known(pauses[at]));
  const lengths = new Set(alike.map(({ sec }) => Math.round(sec))).size;
  // Of one length, a notice that closes by itself.
  const several = kind === 'at_once' || lengths >= limit.fewestLengths;
  if (alike.length < limit.fewestPauses || !several || nats < FEWEST_NATS) return [];
  const enough = mates >= limit.population;
  return [
    {
      anchor: 'pauses',
      ...{ subject, offering },
      llr: round(Math.min(enough ? MOST : MOST_UNKNOWN, nats), 3),
      events: citations(alike.map(({ event }) => event)),
      numbers: [{ name: kind, value: alike.length, threshold: limit.fewestPauses, unit: 'pauses' }],
      reason: reasonOf(kind, pauses.length, alike, lengths),
      innocent: [
        {
          name: 'player_of_its_own_accord',
          tested: 'a player that tells its state once a second would count the whole class',
          outcome: enough ? 'excluded' : 'possible',
        },
        {
          name: 'notices_in_the_videos',
          tested: 'pauses of several lengths asked for, or shorter than any notice',
          outcome: 'unlikely',
        },
      ],
      firstAt: alike.reduce((least, { at }) => Math.min(least, at), Infinity),
      lastAt: alike.reduce((most, { at }) => Math.max(most, at), -Infinity),
      baselines: [],
      population: [{ name: 'class', of: offering, n: mates }],
    },
  ];
}

function reasonOf(
  kind: Counted['kind'],
  all: number,
  alike: readonly Pause[],
  lengths: number,
): Finding['reason'] {
  const sec = spoken(median(alike.map((one) => one.sec)) ?? 0);
  return kind === 'counted'
    ? {
        zh: `${all} 次暂停中有 ${alike.length} 次长短不一（${lengths} 种），却都恰为整数秒，相差不过百分之几秒；人手做不到，程序才按秒等待。`,
        en: `Of ${counted(all, 'pause')}, ${alike.length} of ${counted(lengths, 'length')} took whole seconds to within hundredths; a program waits by the second, a hand does not.`,
      }
    : {
        zh: `${all} 次暂停中有 ${alike.length} 次都在约 ${sec} 秒后继续播放，彼此相差不过百分之几秒；人手做不到。`,
        en: `Of ${counted(all, 'pause')}, ${alike.length} went on after about ${sec} s, within hundredths of each other; no hand does that.`,
      };
}
