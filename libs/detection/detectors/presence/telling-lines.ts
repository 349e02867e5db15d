import { NETWORK_LINE } from '../../baselines/names.js';
import type { Baselines } from '../../detector.js';
import { groupBy } from '../reading.js';

/** A use of an unregistered line: whose, when, and the line's short name. */
export interface LineUse {
  readonly subject: string;
  readonly line: string;
  readonly at: number;
}

/** Accounts on a line in a week above which it is nobody's home: a cafe, or a carrier's exit. */
const HOUSEHOLD = 12;

/**
 * Who is on another line nearly every time: a phone on a carrier that nobody registered, or a VPN.
 * A home, a rented room or one relaying machine keeps its line. Two uses tell it already: to let an
 * absent one go is better than to take a present one for absent.
 */
export function wanderers(uses: readonly LineUse[]): ReadonlySet<string> {
  const people = groupBy(uses, ({ subject }) => subject);
  return new Set(
    [...people]
      .filter(([, own]) => own.length > 1 && linesOf(own).size * 2 > own.length)
      .map(([subject]) => subject),
  );
}

const linesOf = (uses: readonly LineUse[]): ReadonlySet<string> =>
  new Set(uses.map(({ line }) => line));

/** Lines that so many accounts are on that they are no one place; and what was cited for it. */
export function publicLines(
  uses: readonly LineUse[],
  baselines: Baselines,
): { readonly lines: ReadonlySet<string>; readonly cites: readonly string[] } {
  const cites = new Set<string>();
  const lines = new Set<string>();
  for (const [line, own] of groupBy(uses, (use) => use.line)) {
    const last = own.reduce((most, { at }) => Math.max(most, at), -Infinity);
    const told = baselines.read(NETWORK_LINE, line, last);
    if (!told || told.n <= 0) continue;
    cites.add(told.cite);
    if (told.value > HOUSEHOLD) lines.add(line);
  }
  return { lines, cites: [...cites].sort() };
}
