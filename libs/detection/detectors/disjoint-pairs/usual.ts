import {
  machinesApart,
  machinesSeveral,
  NETWORK_LINE,
  PLATFORM_MACHINES,
} from '../../baselines/names.js';
import type { Baselines } from '../../detector.js';
import type { Limits } from './day.js';
import type { DaySpot } from './parties.js';
import type { Stranger } from './stranger.js';

/** What the population says of a stranger; and what was cited to say so. */
export interface Usual {
  /** Share of a platform's accounts whose machines fall apart like these, 0–1; 1 where unknown. */
  readonly share: number;
  readonly of: string;
  readonly n: number;
  /** Most accounts on one of the stranger's lines in a week. */
  readonly household: number;
  readonly cites: readonly string[];
}

/** The least favourable of the stranger's platforms and lines. */
export function usualFor({ bond, spots }: Stranger, baselines: Baselines): Usual {
  const question = bond === 'places' ? machinesApart : machinesSeveral;
  const last = Math.max(...spots.map(({ lastAt }) => lastAt));
  const cites = new Set<string>();
  let usual = { share: 0, of: '', n: 0 };
  for (const source of new Set(spots.map((spot) => spot.source))) {
    const told = baselines.read(PLATFORM_MACHINES, question(source), last);
    if (told) cites.add(told.cite);
    const share = told?.value ?? 1;
    if (share >= usual.share) usual = { share, of: source, n: told?.n ?? 0 };
  }
  const accounts = [...lastOnLines(spots)].map(([line, at]) => {
    const told = baselines.read(NETWORK_LINE, line, at);
    if (told && told.n > 0) cites.add(told.cite);
    return told?.value ?? 1;
  });
  return { ...usual, household: Math.max(1, ...accounts), cites: [...cites].sort() };
}

export const isPublicPlace = ({ household }: Usual, limit: Limits): boolean =>
  household > limit.household;

function lastOnLines(spots: readonly DaySpot[]): ReadonlyMap<string, number> {
  const lines = spots.filter(({ ground }) => ground === 'line');
  return new Map(lines.slice(-8).map(({ net, lastAt }) => [net, lastAt]));
}
