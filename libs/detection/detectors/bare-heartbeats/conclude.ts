import { cadenceInterval, cadencePlayer, PLATFORM_CADENCE } from '../../baselines/names.js';
import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, median, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type CoursePlays, type Limits, type PlayerDay } from './day.js';

type Days = readonly { readonly window: string; readonly measure: PlayerDay }[];

interface Weighed {
  readonly llr: number;
  /** Share of the platform's sessions with player events. */
  readonly usual: number;
  readonly n: number;
  readonly cites: readonly string[];
  readonly contrast: boolean;
  readonly gapSec: number;
  /** How far, as a share, the beats are off the platform's own grid; undefined where none is known. */
  readonly offCadence: number | undefined;
}

/** One finding per course whose viewings were bare, where the platform's are not. */
export function concludeBare(days: Days, context: JudgeContext): readonly Finding[] {
  const subject = known(days[0]).measure.subject;
  const limit = limitsOf(defaults, context.parameters);
  const all = days.flatMap(({ measure }) => measure.courses);
  const courses = groupBy(all, (one) => `${one.source}\n${one.offering}`);
  return [...courses.values()].flatMap((own) => {
    const bare = count(own, 'bare');
    const rich = count(own, 'rich');
    if (bare < limit.fewestViewings || bare < (bare + rich) * limit.bareShare) return [];
    const weighed = weigh(own, all, limit, context);
    return weighed ? [findingOf(subject, own, bare, weighed, limit)] : [];
  });
}

/**
 * The share of this platform's sessions that are bare too bounds the evidence, however many
 * viewings there are: they share one client. ln(1 / that share), with half a per cent for what a
 * feed loses, at most 4. A client that does send player events in the student's other courses on
 * the platform clears the client: 2.5. Beats off the platform's own grid: 1.5. Argued, not fitted.
 */
function weigh(
  own: readonly CoursePlays[],
  all: readonly CoursePlays[],
  limit: Limits,
  context: JudgeContext,
): Weighed | undefined {
  const { source, offering, firstAt } = known(own[0]);
  const player = context.baselines.read(PLATFORM_CADENCE, cadencePlayer(source), firstAt);
  if (!player || player.value < limit.richPlatform || player.n < limit.population) return undefined;
  const cadence = context.baselines.read(PLATFORM_CADENCE, cadenceInterval(source), firstAt);
  const gapSec = median(own.filter((one) => one.bare > 0).map((one) => one.gapSec)) ?? 0;
  const offCadence = cadence && Math.abs(gapSec / cadence.value - 1);
  const off = offCadence !== undefined && offCadence > limit.offCadence;
  const others = all.filter((one) => one.source === source && one.offering !== offering);
  const contrast = count(others, 'rich') >= 3 && count(others, 'bare') < count(others, 'rich');
  const rarity = Math.min(4, -Math.log(1 - player.value + 0.005));
  return {
    llr: round(rarity + (contrast ? 2.5 : 0) + (off ? 1.5 : 0), 3),
    usual: player.value,
    n: player.n,
    cites: [...new Set([player.cite, ...(cadence ? [cadence.cite] : [])])],
    contrast,
    gapSec,
    offCadence,
  };
}

const count = (courses: readonly CoursePlays[], kind: 'bare' | 'rich'): number =>
  courses.reduce((sum, one) => sum + one[kind], 0);

function findingOf(
  subject: string,
  own: readonly CoursePlays[],
  bare: number,
  weighed: Weighed,
  limit: Limits,
): Finding {
  const { source, offering } = known(own[0]);
  return {
    anchor: `${source} ${offering}`,
    subject,
    offering,
    llr: weighed.llr,
    events: citations(own.flatMap((one) => one.events)),
    numbers: [
      { name: 'bare_viewings', value: bare, threshold: limit.fewestViewings, unit: 'viewings' },
      { name: 'usual_share', value: weighed.usual, threshold: limit.richPlatform, unit: 'share' },
      ...(weighed.offCadence === undefined
        ? []
        : [
            {
              name: 'off_cadence',
              value: round(weighed.offCadence, 2),
              threshold: limit.offCadence,
              unit: 'share',
            },
          ]),
    ],
    reason: reasonOf(bare, weighed),
    innocent: innocentOf(weighed),
    firstAt: own.reduce((least, one) => Math.min(least, one.firstAt), Infinity),
    lastAt: own.reduce((most, one) => Math.max(most, one.lastAt), -Infinity),
    baselines: weighed.cites,
  };
}

function reasonOf(bare: number, { usual, n, contrast }: Weighed): Finding['reason'] {
  const percent = round(usual * 100, 1);
  return {
    zh: `本课程有 ${bare} 次观看只有进度心跳，没有任何播放器事件；而该平台 ${percent}% 的观看（${n} 个账号）都有播放器事件${contrast ? '，该生在同平台的其他课程中也有' : ''}。`,
    en: `${counted(bare, 'viewing')} in this course consist of heartbeats alone, without any player event, while ${percent} % of the platform's viewings (${counted(n, 'account')}) have them${contrast ? ", and so do this student's other courses there" : ''}.`,
  };
}

const innocentOf = (weighed: Weighed): readonly InnocentExplanation[] => [
  {
    name: 'other_client',
    tested: 'an app that sends fewer events would show in the other courses on the platform too',
    outcome: weighed.contrast ? 'unlikely' : 'possible',
  },
  {
    name: 'feed_quality',
    tested: "compared with what the platform's feed says of everybody in the same weeks",
    outcome: 'unlikely',
  },
];
