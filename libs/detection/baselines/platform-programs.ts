import type { Activity } from '../../activity/activity.js';
import { programOf } from '../program-agent.js';
import type { Baseline, BaselineValue } from './baseline.js';
import { AccountPrints, keepSmallest } from './fingerprint.js';
import { PLATFORM_PROGRAMS, programsShare } from './names.js';

/** Accounts are counted exactly up to here, and estimated from the smallest of their prints beyond it. */
const EXACT = 256;
const PRINTS = 2 ** 32;
/** Accounts below which nothing is said of a platform. */
const FEWEST = 20;

const TYPES = new Set(
  [
    ...['session.started', 'video.heartbeat', 'video.completed', 'attendance.signed_in'],
    ...['assessment.answered', 'assessment.submitted', 'assessment.answer_shown'],
  ].map((name) => `probity.${name}.v1`),
);

/**
 * Share of a platform's accounts whose client names itself as a program (program-agent.ts): a gateway of the vendor's
 * own does so for many, a student's script for a few. By source and name.
 */
export const platformPrograms: Baseline<readonly number[]> = {
  name: PLATFORM_PROGRAMS,
  wants: (type) => TYPES.has(type),
  keyOf: (activity) => (activity.account === undefined ? undefined : keyOf(activity)),
  fold: (sum = [], { source, account = '' }) =>
    keepSmallest(sum, prints.of(source, account), EXACT),
  publish: (sums) => {
    const values: Record<string, BaselineValue> = {};
    for (const [key, kept] of sums) {
      const cut = key.lastIndexOf('#');
      const [source, name] = [key.slice(0, cut), key.slice(cut + 1)];
      const others = counted(sums.get(`${source}#`) ?? []);
      const own = counted(kept);
      if (name !== '' && own + others >= FEWEST)
        values[programsShare(source, name)] = [own / (own + others), own + others];
      if (name === '' && others >= FEWEST) values[programsShare(source, '')] = [1, others];
    }
    return { n: sums.size, values };
  },
  question: (key) => key,
};

const prints = new AccountPrints();
const keys = new Map<string, Map<string, string>>();

/** One text for each source and name, made once. */
function keyOf({ source, data }: Activity): string {
  const name = programOf(data.client?.userAgent)?.name ?? '';
  let own = keys.get(source);
  if (!own) keys.set(source, (own = new Map<string, string>()));
  let key = own.get(name);
  if (key === undefined) own.set(name, (key = `${source}#${name}`));
  return key;
}

const counted = (kept: readonly number[]): number =>
  kept.length < EXACT ? kept.length : Math.round(((EXACT - 1) / (kept.at(-1) ?? 1)) * PRINTS);
