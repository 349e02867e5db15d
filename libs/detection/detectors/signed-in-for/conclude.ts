import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { oddsOfBorrowing } from '../one-hand-signin/pairs.js';
import { groupBy, known, limitsOf, round } from '../reading.js';
import { defaults, type DaySignIn, type Limits, type SignedForDay } from './day.js';
import { findingOf } from './finding.js';
import type { Strange } from './strange.js';

/** One finding per course that the account is signed in to by a device of somebody else's. */
export function concludeSignedFor(
  days: readonly Measured<SignedForDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const subject = days[0]?.subject ?? '';
  const all = days
    .flatMap(({ window, measure }) => measure.signIns.map((one) => ({ ...one, day: window })))
    .sort((a, b) => a.at - b.at);
  const busy = new Set(days.flatMap(({ measure }) => measure.busy));
  const studied = days.map(({ window, measure }) => ({ window, on: measure.platforms ?? [] }));
  return [...groupBy(all, ({ offering }) => offering)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([offering]) => {
      const strange = strangeIn(offering, all, busy, studied, limit);
      const llr = strange ? weigh(strange, limit) : 0;
      return strange && llr >= 3 ? [findingOf(subject, strange, llr, limit)] : [];
    });
}

type Dated = DaySignIn & { readonly day: string };

/** A day's platforms on which devices did more than sign in. */
interface Studied {
  readonly window: string;
  readonly on: readonly string[];
}

/**
 * Sign-ins to a course on devices that the account is never seen to do anything else with, and
 * between which it signs in or studies there with others: no new phone, no app on a second one for all courses.
 */
function strangeIn(
  offering: string,
  all: readonly Dated[],
  busy: ReadonlySet<string>,
  studied: readonly Studied[],
  limit: Limits,
): Strange | undefined {
  const elsewhere = new Set(
    all.filter((one) => one.offering !== offering).flatMap(({ names }) => names.slice(0, 1)),
  );
  // A device by its own name: half of a class may have its agent.
  const isStrange = ({ offering: its, names: [name = ''] }: DaySignIn): boolean =>
    its === offering && !busy.has(name) && !elsewhere.has(name);
  const devices = groupBy(all.filter(isStrange), ({ names }) => names[0]);
  const [signIns] = [...devices.values()]
    .filter((uses) => uses.length >= limit.fewest && alternates(uses, all, studied))
    .sort((a, b) => b.length - a.length);
  if (!signIns) return undefined;
  const own = all.filter((one) => !signIns.includes(one));
  if (own.length < limit.ownFewest) return undefined;
  const phones = new Set(own.flatMap(({ names }) => names));
  // A laptop on a carrier may stand in the hall, on a phone's hotspot; a phone that signs in elsewhere
  // is not in the hall where another does, nor is it flat.
  const isAtWork = ({ acts }: DaySignIn): boolean =>
    acts.some(({ names, away }) => away || names.some((name) => phones.has(name)));
  return {
    offering,
    signIns,
    contradicted: signIns.filter(isAtWork),
    ofCourse: all.filter((one) => one.offering === offering).length,
    own: own.length,
    ownContradicted: own.filter(isAtWork).length,
  };
}

/**
 * Whether others are used between the first and the last time: for signing in on the same platform, or for
 * studying there while another signs in to other courses. A new phone takes over from the old one everywhere.
 */
function alternates(
  uses: readonly Dated[],
  all: readonly Dated[],
  studied: readonly Studied[],
): boolean {
  const [first, last] = [known(uses[0]), known(uses.at(-1))];
  const between = all.filter((one) => one.at > first.at && one.at < last.at && !uses.includes(one));
  if (between.some(({ source }) => source === first.source)) return true;
  const studies = studied.some(
    ({ window, on }) => on.includes(first.source) && window > first.day && window < last.day,
  );
  return studies && between.length > 0;
}

/** Who sits in a lecture and works for another course on a line of his own: not less often than this. */
const LEAST = 0.06;

/**
 * Argued, not fitted. How often own devices are at work elsewhere while the strange one is signed in,
 * against how often while own ones are, of the same student: whoever works through lectures, lives on
 * a hotspot or a VPN does so whatever phone he signs in with. Habits repeat: from the second on 0.7.
 * How often the strange device comes, against borrowing: a quarter, up to 1, for `one-hand-signin`
 * weighs that where it is a classmate's.
 */
function weigh(strange: Strange, { working, fewestContradicted }: Limits): number {
  const { signIns, contradicted, ofCourse, own, ownContradicted } = strange;
  if (contradicted.length < fewestContradicted) return 0;
  const usual = Math.max(LEAST, (ownContradicted + 0.5) / (own + 2));
  if (usual >= working) return 0;
  const gain = Math.log(working / usual);
  const loss = Math.log((1 - working) / (1 - usual));
  const idle = signIns.length - contradicted.length;
  const nats = gain * (1 + 0.7 * (contradicted.length - 1)) + loss * 0.7 * idle;
  const often = 0.25 * Math.max(0, oddsOfBorrowing(signIns.length, ofCourse));
  return round(Math.max(0, Math.min(9, nats + Math.min(1, often))), 3);
}
