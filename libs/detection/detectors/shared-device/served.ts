import { NETWORK_LINE } from '../../baselines/names.js';
import type { JudgeContext } from '../../detector.js';
import { groupBy } from '../reading.js';
import type { DeviceUse, DeviceUser, Limits } from './day.js';

/** The accounts that a machine served, over the term. */
export interface Served {
  readonly uses: readonly DeviceUse[];
  /** Accounts with several days of study, and those days. */
  readonly regular: readonly (readonly [subject: string, days: readonly DeviceUser[]])[];
  /** Accounts of any number of days. */
  readonly all: number;
  readonly parallelDays: number;
  /** Regular accounts that come for one course of several, and what that weighs, nats. */
  readonly specific: number;
  readonly specificNats: number;
  /** The machine's own person: alone in several courses there, where each of the others comes for one. */
  readonly host: string | undefined;
  /** Courses that the regular accounts come for. */
  readonly courses: number;
  /** Accounts on its line in a week, and what was cited for it. */
  readonly onLine: number;
  readonly cites: readonly string[];
}

export function servedBy(uses: readonly DeviceUse[], context: JudgeContext, limit: Limits): Served {
  const byAccount = groupBy(
    uses.flatMap((use) => use.users),
    (user) => user.subject,
  );
  const regular = [...byAccount].filter(([, own]) => own.length >= limit.daysEach);
  const specifics = regular.map(([subject, own]) => specificity(subject, own, context));
  const cites = new Set<string>();
  const lastAt = Math.max(...uses.flatMap((use) => use.users.map((user) => user.lastAt)));
  const lines = [...new Set(uses.flatMap((use) => use.lines))].slice(0, 3).map((line) => {
    const told = context.baselines.read(NETWORK_LINE, line, lastAt);
    if (told && told.n > 0) cites.add(told.cite);
    return told?.value ?? 1;
  });
  return {
    uses,
    regular,
    all: byAccount.size,
    parallelDays: uses.filter((use) => use.parallel >= 2).length,
    specific: specifics.filter((nats) => nats > 0).length,
    specificNats: specifics.reduce((sum, nats) => sum + nats, 0),
    host: hostOf(regular, specifics),
    courses: new Set(regular.flatMap(([, own]) => own.flatMap((user) => user.offerings))).size,
    onLine: Math.max(0, ...lines),
    cites: [...cites].sort(),
  };
}

function hostOf(regular: Served['regular'], specifics: readonly number[]): string | undefined {
  const [own, ...more] = regular.filter((_, at) => specifics[at] === 0);
  if (own === undefined || more.length > 0 || regular.length < 3) return undefined;
  const [subject, days] = own;
  return new Set(days.flatMap((user) => user.offerings)).size > 1 ? subject : undefined;
}

/**
 * Nats for coming back for one and the same of several courses: by chance n * n^-days for n courses.
 * Half of it, for courses are done in stretches, and at most 2 for each account.
 */
function specificity(subject: string, own: readonly DeviceUser[], context: JudgeContext): number {
  const [offering, ...more] = new Set(own.flatMap((user) => user.offerings));
  const enrolled = context.roster
    .enrolmentsOf(subject)
    .filter(({ status }) => status === 'active')
    .map((one) => one.offering);
  if (offering === undefined || more.length > 0 || !enrolled.includes(offering)) return 0;
  return Math.min(2, 0.5 * (own.length - 1) * Math.log(enrolled.length));
}
