import { cadenceShare, PLATFORM_CADENCE } from '../../baselines/names.js';
import type { JudgeContext } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { counted, lasting } from '../wording.js';
import { defaults, type BackdatedDay, type Limits } from './day.js';

type Days = readonly { readonly window: string; readonly measure: readonly BackdatedDay[] }[];

interface Totals {
  readonly late: number;
  readonly held: number;
  readonly beforeLogin: number;
  readonly occasions: number;
  readonly videos: number;
  readonly longestSec: number;
}

/** One finding per platform and course. */
export function concludeBackdated(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const all = days.flatMap(({ measure }) => measure);
  return [...groupBy(all, (one) => `${one.source}\n${one.offering}`).values()].flatMap((own) => {
    const totals = totalsOf(own);
    if (totals.held < limit.fewestRecords || totals.videos < limit.fewestVideos) return [];
    if (totals.held < limit.leastShare * totals.late) return [];
    // A queue of its own, one course's, that was stuck once while another went out.
    if (totals.occasions < limit.fewestUploads) return [];
    return findingOf(own, totals, limit, context);
  });
}

const totalsOf = (own: readonly BackdatedDay[]): Totals => ({
  late: own.reduce((sum, one) => sum + one.late, 0),
  held: own.reduce((sum, one) => sum + one.heldBack, 0),
  beforeLogin: own.reduce((sum, one) => sum + one.beforeLogin, 0),
  occasions: own.reduce((sum, one) => sum + one.occasions, 0),
  videos: new Set(own.flatMap(({ videos }) => videos)).size,
  longestSec: own.reduce((most, one) => Math.max(most, one.longestSec), 0),
});

const MOST_HELD = 2.5;

/**
 * The rarity of late viewings on the platform, ln(1/share), one per cent for what any feed loses:
 * where an app sends its log at its leisure, many are late and this says little. 1.5 more for six
 * videos, since a queue gets stuck once and not again and again. Where nothing is published: 2.
 * No more than 2.5 where logins do not deny it: an app may keep its video log for a better line, or try again
 * after ever longer waits, while its logins and pages get through.
 */
function findingOf(
  own: readonly BackdatedDay[],
  totals: Totals,
  limit: Limits,
  context: JudgeContext,
): readonly Finding[] {
  const { subject, source, offering } = known(own[0]);
  const lastAt = own.reduce((most, one) => Math.max(most, one.lastAt), -Infinity);
  const read = context.baselines.read(PLATFORM_CADENCE, cadenceShare(source, 'late'), lastAt);
  const usual = read && read.n >= limit.population ? read : undefined;
  const rarity = usual ? Math.min(4.5, -Math.log(usual.value + 0.01)) : 2;
  const again = totals.videos >= 2 * limit.fewestVideos ? 1.5 : 0;
  const denied = totals.beforeLogin >= totals.held / 2;
  const held = lasting(totals.longestSec);
  return [
    {
      anchor: `${source} ${offering}`,
      subject,
      offering,
      llr: round(Math.min(denied ? Infinity : MOST_HELD, rarity + again), 3),
      events: citations(own.flatMap(({ events }) => events)),
      numbers: [
        { name: 'held_back', value: totals.held, threshold: limit.fewestRecords, unit: 'events' },
        { name: 'videos', value: totals.videos, threshold: limit.fewestVideos, unit: 'videos' },
        { name: 'longest', value: totals.longestSec, threshold: limit.flushSec, unit: 's' },
      ],
      reason: {
        zh: `${totals.videos} 个视频的 ${totals.held} 条记录声称发生在较早时间，但当时其会话尚未登录，或在此之后同一客户端已有其他记录送达，最久相隔 ${held.zh}；断网的播放器先登录，一联网就会全部上传。`,
        en: `${counted(totals.held, 'record')} of ${counted(totals.videos, 'video')} claim times before their session had begun, or were sent only after other records of the same client had got through, up to ${held.en} apart; a player without connection logs in first and sends all it kept as soon as it can.`,
      },
      innocent: [
        {
          name: 'late_upload',
          tested: denied
            ? "claims held against the login of the records' own session"
            : 'what waits for a connection goes out when there is one: five minutes allowed',
          outcome: denied ? 'excluded' : 'possible',
        },
        {
          name: 'app_uploads_at_leisure',
          tested: "compared with how many of the platform's viewings come late",
          outcome: usual ? 'unlikely' : 'possible',
        },
      ],
      firstAt: own.reduce((least, one) => Math.min(least, one.firstAt), Infinity),
      lastAt,
      baselines: usual ? [usual.cite] : [],
      ...(usual && { population: [{ name: 'platform' as const, of: source, n: usual.n }] }),
    },
  ];
}
