import { PLATFORM_PROGRAMS, programsShare } from '../../baselines/names.js';
import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import type { Acts, ProgramUse } from './day.js';

export const defaults = {
  /** Share of a platform's accounts above which its own gateway or app bears the name. */
  commonShare: 0.04,
} as const;

/** What a program did, as a reader is told. */
export interface Deed {
  readonly zh: string;
  readonly en: string;
  /** Events from which on it is more than a stray one. */
  readonly fewest: number;
}

/**
 * Argued, not fitted. No student studies with the agent of a script's library; one event may be a
 * test, a link in a reader, a vendor's slip: from the fewest on 5, 1.5 more each time they double, up to 9. What apps
 * are built with may be a rare version of the app itself: half, 4 at most. Where nobody can
 * say yet how usual the name is on the platform, no case.
 */
const BASE = 5;
const DOUBLED = 1.5;
const [MOST, OF_APPS, UNKNOWN] = [9, 4, 3];

/** One finding per offering in which a program acted for the student. */
export const concludePrograms =
  (deed: Deed) =>
  (days: readonly Measured<ProgramUse>[], context: JudgeContext): readonly Finding[] => {
    const limit = limitsOf(defaults, context.parameters);
    const subject = known(days[0]?.subject);
    const all = days.flatMap(({ measure }) => measure);
    const groups = groupBy(all, ({ offering, source, name }) => `${offering}\n${source}\n${name}`);
    const found = [...groups.values()].flatMap((own) => {
      const one = weighed(own, deed, context, limit.commonShare);
      return one ? [one] : [];
    });
    return [...groupBy(found, ({ acts }) => known(acts[0]).offering)].map(([offering, own]) =>
      findingOf(
        subject,
        offering,
        own.reduce((a, b) => (b.llr > a.llr ? b : a)),
        deed,
      ),
    );
  };

interface Weighed {
  readonly acts: readonly Acts[];
  readonly count: number;
  readonly llr: number;
  readonly percent: number;
  readonly n: number;
  readonly cites: readonly string[];
}

function weighed(
  acts: readonly Acts[],
  { fewest }: Deed,
  { baselines }: JudgeContext,
  commonShare: number,
): Weighed | undefined {
  const count = acts.reduce((sum, one) => sum + one.count, 0);
  if (count < fewest) return undefined;
  const { source, name, ofApps, firstAt } = known(acts[0]);
  const share = baselines.read(PLATFORM_PROGRAMS, programsShare(source, name), firstAt);
  if (share && share.value > commonShare) return undefined;
  const full = Math.min(MOST, BASE + DOUBLED * Math.log2(count / fewest));
  const llr = Math.min(ofApps ? Math.min(OF_APPS, full / 2) : full, share ? MOST : UNKNOWN);
  return {
    ...{ acts, count, llr: round(llr, 3) },
    percent: round(100 * (share?.value ?? 0), 2),
    n: share?.n ?? 0,
    cites: share ? [share.cite] : [],
  };
}

function findingOf(
  subject: string,
  offering: string,
  { acts, count, llr, percent, n, cites }: Weighed,
  { zh, en, fewest }: Deed,
): Finding {
  const { name, source } = known(acts[0]);
  return {
    anchor: offering,
    subject,
    offering,
    llr,
    events: citations(acts.flatMap(({ events }) => events)),
    numbers: [
      { name: 'acts_of_a_program', value: count, threshold: fewest, unit: 'events' },
      {
        ...{ name: 'accounts_with_it', value: percent },
        ...{ threshold: 100 * defaults.commonShare, unit: '% of accounts' },
      },
    ],
    reason: {
      zh: `${zh}共 ${count} 次来自自称“${name}”的客户端，那是程序而不是浏览器或平台的应用；该平台仅 ${percent}% 的账号如此。`,
      en: `${counted(count, 'time')} ${en} by a client that names itself ${name}, a program and no browser or app of the platform; ${percent} % of the accounts there do so.`,
    },
    innocent: INNOCENT,
    firstAt: acts.reduce((first, { firstAt }) => Math.min(first, firstAt), Infinity),
    lastAt: acts.reduce((last, { lastAt }) => Math.max(last, lastAt), -Infinity),
    baselines: cites,
    ...(n > 0 ? { population: [{ name: 'platform' as const, of: source, n }] } : {}),
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'gateway_of_the_platform',
    tested: 'a name that more than four in a hundred accounts of the platform bear is its own',
    outcome: 'excluded',
  },
  {
    name: 'rare_version_of_the_app',
    tested: 'what apps are built with as well is no case by itself',
    outcome: 'excluded',
  },
  {
    name: 'own_tools',
    tested:
      'reading pages by a script is not looked at, only what earns a credit or draws answers out',
    outcome: 'unlikely',
  },
];
