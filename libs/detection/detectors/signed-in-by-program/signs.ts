import { median, repeated, round } from '../reading.js';
import type { Limits, Timed } from './day.js';
import { chanceOfSplit, choices, quickNats } from './quickness.js';

/** What speaks for a program, and the sign-ins it is seen in. */
export interface Sign {
  readonly kind: 'quick' | 'nameless' | 'leaves';
  readonly nats: number;
  readonly seen: readonly Timed[];
  readonly of: number;
  /** Share of the class that was no later, or of an honest platform's records without a name, %. */
  readonly percent: number;
}

/**
 * At once from elsewhere, but like anybody by the usual way. Both the class and the account's own
 * quickness have to call it unlikely; of that one nat is taken for the many who are looked at.
 */
export function quickSign(own: readonly Timed[], limit: Limits): Sign | undefined {
  const far = own.filter(({ ground }) => ground === 'strange');
  const near = own.filter(({ ground }) => ground === 'usual');
  if (far.length < limit.compared || near.length < limit.compared - 1) return undefined;
  const ranks = far.map(({ rank }) => rank);
  const byOwn = -Math.log(
    chanceOfSplit(
      ranks,
      near.map(({ rank }) => rank),
    ),
  );
  const nats = Math.min(6, quickNats(ranks), byOwn - 1);
  const percent = round(100 * (median(ranks) ?? 1));
  return nats < 1 ? undefined : { kind: 'quick', nats, seen: far, of: own.length, percent };
}

/**
 * A client that names itself like everybody's here, and there is none. Records lose a member on
 * their way as often as the class's do, held at 1 in 10 for the first; further ones by the same cause.
 */
export function namelessSign(
  own: readonly Timed[],
  othersOf: () => readonly Timed[],
  limit: Limits,
): Sign | undefined {
  const told = own.filter(({ ground }) => ground !== 'none');
  const sources = new Set(told.filter(({ agent }) => agent).map(({ source }) => source));
  const seen = told.filter(({ agent, source }) => !agent && sources.has(source));
  if (seen.length < 2) return undefined;
  const others = othersOf().filter(
    ({ ground, source }) => ground !== 'none' && sources.has(source),
  );
  const lost = others.filter(({ agent }) => !agent).length;
  const rate = (lost + 1) / (others.length + 2);
  if (rate > 1 - limit.tellsShare) return undefined;
  const each = Math.min(2.3, -Math.log(rate));
  const nats = Math.min(
    4,
    repeated(
      seen.map(() => each),
      0.4,
    ),
  );
  return { kind: 'nameless', nats, seen, of: told.length, percent: round(100 * rate, 1) };
}

/**
 * In at once and out in the same second after the end, time after time, while the class leaves as it
 * likes. How often the others leave in that second is the chance of one; held at 1 in 50.
 */
export function leavesSign(
  own: readonly Timed[],
  othersOf: () => readonly Timed[],
  limit: Limits,
): Sign | undefined {
  const outs = own
    .flatMap((one) => (one.left ? { one, ms: one.left.ms } : []))
    .sort((a, b) => a.ms - b.ms);
  const window = limit.leavesSec * 1000;
  let [from, to] = [0, 0];
  for (let at = 0, end = 0; at < outs.length; at++) {
    while (end < outs.length && (outs[end]?.ms ?? 0) - (outs[at]?.ms ?? 0) <= window) end++;
    if (end - at > to - from) [from, to] = [at, end];
  }
  const seen = outs.slice(from, to).map(({ one }) => one);
  if (seen.length < limit.leavings) return undefined;
  const others = othersOf().filter(({ left }) => left !== undefined);
  if (others.length < limit.fewest) return undefined;
  const least = outs[from]?.ms ?? 0;
  const same = others.filter(({ left }) => left && left.ms >= least && left.ms <= least + window);
  const chance = Math.max(0.02, (same.length + 1) / (others.length + 2));
  let tail = 0;
  for (let k = seen.length; k <= outs.length; k++) tail += exactly(k, outs.length, chance);
  // Whichever of one's leavings the second begins with.
  const out = -Math.log(Math.min(1, outs.length * tail));
  const quick = quickNats(seen.map(({ rank }) => rank));
  if (quick < 1) return undefined;
  const nats = Math.min(9, Math.min(7, out) + Math.min(3, quick));
  const percent = round(100 * chance, 1);
  return nats < 1 ? undefined : { kind: 'leaves', nats, seen, of: outs.length, percent };
}

const exactly = (k: number, n: number, chance: number): number =>
  choices(n, k) * chance ** k * (1 - chance) ** (n - k);
