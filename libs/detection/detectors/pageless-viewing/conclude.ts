import { cadenceShare, PLATFORM_CADENCE } from '../../baselines/names.js';
import type { Mark } from '../../baselines/viewing-marks.js';
import type { JudgeContext } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type CourseVisits, type Limits, type VisitDay } from './day.js';

type Days = readonly { readonly window: string; readonly measure: VisitDay }[];

interface Rare {
  readonly count: number;
  readonly share: number;
  readonly n: number;
  readonly cite: string;
  readonly llr: number;
}

/** One finding per platform and course that was watched without being visited. */
export function concludePageless(days: Days, context: JudgeContext): readonly Finding[] {
  const { subject } = known(days[0]).measure;
  const limit = limitsOf(defaults, context.parameters);
  const all = days.flatMap(({ measure }) => measure.courses);
  const visiting = new Set(days.flatMap(({ measure }) => measure.visiting));
  return [...groupBy(all, (one) => `${one.source}\n${one.offering}`).values()].flatMap((own) => {
    const { source, offering } = known(own[0]);
    const others = all.filter((one) => one.source === source && one.offering !== offering);
    const odd = own.filter((one) => one.pageless + one.unvisited > 0);
    if (odd.length < limit.fewestDays) return [];
    const found = [
      rareIn(own, 'pageless', 'page', limit, context),
      rareIn(own, 'unvisited', 'visit', limit, context),
    ].filter((one) => one !== undefined);
    return found.length === 0
      ? []
      : [findingOf(subject, odd, found, contrastOf(odd, others, visiting), limit)];
  });
}

const sum = (own: readonly CourseVisits[], what: 'viewings' | 'pageless' | 'unvisited'): number =>
  own.reduce((total, one) => total + one[what], 0);

/** Nats for what the student's own other records on the platform say. */
type Contrast = 0 | 1 | 2;

/**
 * The same client logs in and opens pages at other times: 2. The student's other courses there show
 * the visits that this one lacks: 1.
 */
function contrastOf(
  odd: readonly CourseVisits[],
  others: readonly CourseVisits[],
  visiting: ReadonlySet<string>,
): Contrast {
  if (odd.some(({ clients }) => clients.some((client) => visiting.has(client)))) return 2;
  return sum(others, 'viewings') - sum(others, 'pageless') >= 3 ? 1 : 0;
}

/** ln(1 / the platform's own share of such viewings), one per cent for lost records, at most 4. */
function rareIn(
  own: readonly CourseVisits[],
  what: 'pageless' | 'unvisited',
  mark: Mark,
  limit: Limits,
  context: JudgeContext,
): Rare | undefined {
  const count = sum(own, what);
  const viewings = sum(own, 'viewings');
  if (count < limit.fewestViewings || count < viewings * limit.leastShare) return undefined;
  const lastAt = own.reduce((most, one) => Math.max(most, one.lastAt), -Infinity);
  const key = cadenceShare(known(own[0]).source, mark);
  const read = context.baselines.read(PLATFORM_CADENCE, key, lastAt);
  if (!read || read.n < limit.population || read.value < 0.85) return undefined;
  if (count < limit.beyondUsual * (1 - read.value) * viewings) return undefined;
  const llr = Math.min(4, -Math.log(1 - read.value + 0.01));
  return { count, share: read.value, n: read.n, cite: read.cite, llr };
}

/** The rarer of the two, both together half a nat more, and the contrast. */
function findingOf(
  subject: string,
  odd: readonly CourseVisits[],
  found: readonly Rare[],
  contrast: Contrast,
  limit: Limits,
): Finding {
  const { source, offering } = known(odd[0]);
  const strongest = found.reduce((most, one) => (one.llr > most.llr ? one : most));
  return {
    anchor: `${source} ${offering}`,
    subject,
    offering,
    llr: round(strongest.llr + (found.length > 1 ? 0.5 : 0) + contrast, 3),
    events: citations(odd.flatMap(({ events }) => events)),
    numbers: [
      {
        name: 'unvisited_viewings',
        value: strongest.count,
        threshold: limit.fewestViewings,
        unit: 'viewings',
      },
      { name: 'days', value: odd.length, threshold: limit.fewestDays, unit: 'days' },
    ],
    reason: reasonOf(strongest, contrast),
    innocent: [
      {
        name: 'long_session',
        tested: "logins and pages looked for in the viewing's session and in the hours before it",
        outcome: found.length > 1 ? 'unlikely' : 'possible',
      },
      {
        name: 'feed_quality',
        tested: "compared with what the platform's feed says of everybody in the same weeks",
        outcome: contrast > 0 ? 'unlikely' : 'possible',
      },
    ],
    firstAt: odd.reduce((least, one) => Math.min(least, one.firstAt), Infinity),
    lastAt: odd.reduce((most, one) => Math.max(most, one.lastAt), -Infinity),
    baselines: [...new Set(found.map(({ cite }) => cite))].sort(),
    population: [{ name: 'platform', of: source, n: strongest.n }],
  };
}

function reasonOf({ count, share, n }: Rare, contrast: Contrast): Finding['reason'] {
  const percent = round(share * 100, 1);
  return {
    zh: `本课程有 ${count} 次观看没有相应的登录、页面或测验记录；而该平台 ${percent}% 的观看（${n} 个账号）都有${contrast > 0 ? '，该生在该平台的其他时候也有' : ''}。`,
    en: `${counted(count, 'viewing')} in this course ${count === 1 ? 'has' : 'have'} no login, page or quiz to go with ${count === 1 ? 'it' : 'them'}, while ${percent} % of the platform's viewings (${counted(n, 'account')}) do${contrast > 0 ? ', and this student at other times too' : ''}.`,
  };
}
